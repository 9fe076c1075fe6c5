"""One entry: who, why, how dangerous, whose, what next, until when."""
