"""What upper floors tell a matter of: read in the story, by text message, and nowhere else."""

from tests.effects.acts import SYSTEM_SAYS, VOTERS, Act
from tests.effects.engine import Effect, Event

BUILT = "已列入 2027 年民生实事项目。"


def followed_up(on: str, told: set[str], *events: Event) -> Act:
    return Act(
        "Message.follow_up",
        on,
        "system",
        lambda here: here.it.follow_up(BUILT, by=here.by),
        Effect(events=list(events), texts={"followed_up": told} if told else {}),
    )


FOLLOWERS_LINE = Event("followed_up", SYSTEM_SAYS, BUILT, of="follower")
LINE = Event("followed_up", SYSTEM_SAYS, BUILT)

ACTS = [
    # In any state: nothing moves, no clock, no desk, and both voters are told.
    *(
        followed_up(on, VOTERS, LINE, FOLLOWERS_LINE)
        for on in ("submitted", "answered", "satisfied", "declined", "split", "closed_elsewhere")
    ),
    # What was kept from the station is told of to nobody there.
    followed_up("kept", VOTERS, LINE, FOLLOWERS_LINE),
    followed_up("unreachable", {"follower"}, LINE, FOLLOWERS_LINE),
    # Who withdrew is left alone; who joined still waits for news.
    followed_up("withdrawn", {"follower"}, LINE._replace(audience="staff"), FOLLOWERS_LINE),
]
