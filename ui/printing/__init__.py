"""Paper and PDF: what is printed, how it is set on pages, and the page of the window that previews it first."""
