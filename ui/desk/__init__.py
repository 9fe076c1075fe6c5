"""The one door from the window to the store: a worker, a queue, queued signals."""
