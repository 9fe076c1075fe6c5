"""What may be done: one deed is one keyword-only function, one transaction and one journal line."""
