"""How somebody likes the window: the page of settings, and what keeps and applies them."""
