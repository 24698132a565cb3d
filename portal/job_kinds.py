"""Long work of the portal; importing it registers it (jobs.apps)."""

from portal.boards import batch
from portal.rollover import jobs as rollover
from portal.standards import export as idle_export

__all__ = ["batch", "idle_export", "rollover"]
