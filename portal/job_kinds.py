"""Long work of the portal; importing it at start registers it, and the hourly look at boards."""

from portal.boards import batch, tasks
from portal.rollover import jobs as rollover

__all__ = ["batch", "rollover", "tasks"]
