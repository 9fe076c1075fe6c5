"""The five extracts that other systems write, one file for each, read into plain rows."""
