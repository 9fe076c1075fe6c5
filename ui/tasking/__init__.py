"""Tasking sheets: one that goes out, and one that came home."""
