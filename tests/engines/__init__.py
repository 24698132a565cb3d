"""The abstract engines of `casework/` with tables of their own: an app that only tests install."""
