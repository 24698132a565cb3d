"""A suggestion (建议) on the clock of months: the plainest second use of each engine."""

from casework.models import Clocked


class Suggestion(Clocked):
    pass
