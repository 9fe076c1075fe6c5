"""The window: pages, forms and actions over the same deeds that the command line does."""
