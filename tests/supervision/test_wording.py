"""Every event of an evaluation has words: a page that met one without would break."""

import re
from pathlib import Path

import supervision
from supervision.states import TRANSITIONS
from supervision.wording import EVENT_WORDS

ROOT = Path(supervision.__file__).parent
# Of a rectification, which has words of its own.
OF_RECTIFICATIONS = {"add"}


def kinds_written():
    """What is passed to ``add_event``, anywhere in the app."""
    sources = "\n".join(path.read_text() for path in sorted(ROOT.rglob("*.py")))
    return set(re.findall(r"add_event\(\s*\"(\w+)\"", sources)) - OF_RECTIFICATIONS


def test_every_move_and_every_event_beside_them_has_words():
    assert (set(TRANSITIONS) | kinds_written()) - set(EVENT_WORDS) == set()


def test_there_are_no_words_that_nothing_says():
    assert set(EVENT_WORDS) - set(TRANSITIONS) - kinds_written() == set()
