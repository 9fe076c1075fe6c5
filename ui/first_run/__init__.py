"""The first start on a desktop: what has to be asked, in at most four steps with a way back."""
