"""What the public pages draw on: areas somebody chose, people, figures, search, sharing."""
