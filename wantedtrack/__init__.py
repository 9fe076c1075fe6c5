"""WantedTrack without its window: rules, store, deeds and files, usable from a script or a test alone."""
