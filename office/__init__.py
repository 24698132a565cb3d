"""What pages for staff share: their frame and menu, who keeps what, notes, lists, fields."""
