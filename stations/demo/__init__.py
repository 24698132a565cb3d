"""Demo rows: which places there are, who and what they look like, stations and their life."""
