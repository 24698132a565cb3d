"""The words of the access tables: who asks, what may come back, and for whom.

An expectation is a function (role, sees) -> answers that are right; `sees` says whether this
role may know of the object that the address names.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ANONYMOUS = "anonymous"
# representative, officer, department with a share, another department, township, county, city
STATION = ("daibiao", "lianluo")
OFFICES = ("jiedao", "quxian", "shiji", "stranger")
MANAGERS = ("quxian", "shiji", "root")
ROLES = (ANONYMOUS, *STATION, "zhanban", "bumen", *OFFICES, "root")

PAGE, GOES_ON, LOGIN = "page", "goes on", "login"
FORBIDDEN, MISSING, METHOD, CONFLICT = "forbidden", "missing", "method", "conflict"
CHECK, GONE = "check the form", "gone"
BY_STATUS = {
    200: PAGE,
    403: FORBIDDEN,
    404: MISSING,
    405: METHOD,
    409: CONFLICT,
    410: GONE,
    422: CHECK,
}
DONE = (GOES_ON, CHECK, PAGE)
REFUSED = (FORBIDDEN, CONFLICT)

Expectation = Callable[[str, bool], tuple[str, ...]]


def answer_of(response: Any) -> str:
    if 300 <= response.status_code < 400:
        return LOGIN if response["Location"].startswith("/accounts/login/") else GOES_ON
    return BY_STATUS.get(response.status_code, str(response.status_code))


def everyone(*answers: str) -> Expectation:
    return lambda role, sees: answers


def holders(*answers: str) -> Expectation:
    """Whoever has the right link, without signing in; 404 for a wrong one."""
    return lambda role, sees: answers if sees else (MISSING,)


def signed_in(*answers: str) -> Expectation:
    return lambda role, sees: (LOGIN,) if role == ANONYMOUS else answers


def seeing(*answers: str) -> Expectation:
    """Who may see the object; for all others it does not exist."""
    return signed_in_only(lambda role, sees: answers if sees else (MISSING,))


def only(
    *roles: str,
    do: tuple[str, ...] = DONE,
    others: tuple[str, ...] = REFUSED,
    anonymous: tuple[str, ...] = (LOGIN,),
) -> Expectation:
    """Some of those who see the object; the rest of them are told why not."""

    def expected(role: str, sees: bool) -> tuple[str, ...]:
        if role == ANONYMOUS:
            return anonymous
        if not sees:
            return (MISSING,)
        return do if role in roles else others

    return expected


def signed_in_only(expected: Expectation) -> Expectation:
    return lambda role, sees: (LOGIN,) if role == ANONYMOUS else expected(role, sees)


POST_ONLY = signed_in(METHOD)
GET_ONLY = signed_in(METHOD)
PUBLIC_GET_ONLY = everyone(METHOD)


@dataclass(frozen=True)
class Row:
    """One URL name. `target` names the object in its address (see world.py), "" for none."""

    name: str
    target: str = ""
    get: Expectation = POST_ONLY
    post: Expectation = GET_ONLY
    data: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Target:
    """What an address names: one of ours and one of the others', and who may know of each."""

    own: dict[str, Any] = field(default_factory=dict)
    other: dict[str, Any] | None = None
    own_seen_by: frozenset[str] = frozenset(ROLES)
    other_seen_by: frozenset[str] = frozenset()
