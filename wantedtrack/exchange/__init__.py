"""What comes in and goes out as a file. It imports rules and reads rows that others hand it as plain data."""
