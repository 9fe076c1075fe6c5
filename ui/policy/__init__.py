"""The escalation policy in the window: read, rehearsed, proposed."""
