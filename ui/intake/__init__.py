"""What comes in: the preview of an extract, and the rows that a person must decide."""
