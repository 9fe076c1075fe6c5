"""How the window looks: named colours, three themes, one style."""
