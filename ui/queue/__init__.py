"""The queue: lists, search, and the table of entries."""
