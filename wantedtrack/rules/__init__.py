"""What is true: frozen data and pure functions. Nothing here reads a clock, a file, a database or the environment."""
