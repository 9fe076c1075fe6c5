"""One file for each step, numbered in order; none imports living code."""
