"""People at the desk: who may be the one just typed, and what is known of one."""
