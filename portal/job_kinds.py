"""Long work of the portal; importing it registers it (jobs.apps)."""

from portal.boards import batch

__all__ = ["batch"]
