"""Help inside the program: the page of shortcuts, about and health."""
