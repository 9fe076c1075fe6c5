"""Forms made from the catalogue's words; hand-made ones where every second counts."""
