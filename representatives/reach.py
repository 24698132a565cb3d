"""What an account can do as a representative: that is of the congress of each seat, and at home."""

from __future__ import annotations

from accounts.reach import gives_reach
from representatives.models import Representative, Seat

gives_reach(Seat.objects.not_ended, account="representative__user", area="term__congress__area")
gives_reach(Representative.objects.all, account="user", area="station__area")
