"""What `dev.py check` asks of the tree besides lint, types and tests; each module runs alone and exits 0 or 1."""
