"""The lock: names leave screen, title and clipboard; the watcher goes on."""
