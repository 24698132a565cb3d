"""Demo rows: districts, people with their seats, groups and branches, the roster of all."""
