"""Lists once: a list says what it shows, and pages, filters, sorting, sums, exports and print follow.

Read ``listing`` first; the logs are an example.
"""

from office.lists.columns import Column, to
from office.lists.filters import Filters
from office.lists.listing import Empty, Listing, Tab
from office.lists.register import listed

__all__ = ["Column", "Empty", "Filters", "Listing", "Tab", "listed", "to"]
