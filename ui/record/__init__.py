"""Pages that are read as tables: a person, what is kept, what has left, officers and duty."""
