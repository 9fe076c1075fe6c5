"""What is kept. SQLAlchemy lives here and nowhere above deeds."""
