"""What other apps call to tell somebody something.

Both functions belong INSIDE the caller's transaction: the notice and the outbox rows are
committed together with what they tell about, or not at all. Sending starts on commit; a key
that was used before creates nothing, whoever comes first.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from areas.models import Area
from notifications.conf import is_configured
from notifications.models import KEY_LENGTH, Delivery, Notice, Robot
from notifications.states import ChannelName, DeliveryState
from notifications.tasks import deliver, sweep
from yichang_renda.celery import enqueue

#: The SMS template that carries an urgent notice: {"text": …}
NOTICE_TEMPLATE = "notice"
NOTICE_SMS_LENGTH = 30
#: What the delivery log calls the texts to voters.
SMS_LABELS = {
    "notice": "有事要办",
    "confirm": "手机号确认码",
    "receipt": "留言回执",
    "replied": "留言有了答复",
    "declined": "留言不予受理",
    "closed_elsewhere": "留言在别处办结",
    "passed_on": "留言换了经办人",
    "followed_up": "留言有了后续",
}
#: More rows than this at once are started by one task instead of one each.
MANY = 20


def notify(
    *,
    users: Iterable[User],
    text: str,
    url: str,
    key: str,
    urgent: bool = False,
    robots_of: Area | None = None,
) -> None:
    """Tell each user once per key: in the site, by e-mail, and by SMS if it is urgent.

    `text` is one plain sentence without names, phones, codes or secrets (it is shown in the
    log and leaves the site); `url` a path of this site, "" for none; `key` ≤ 120 characters
    names the event, for instance "message:17:assigned:3". `robots_of` also tells the group
    chats of that area, or of the nearest area above that has a robot.

    Queries: one insert for all notices, one for all outbox rows if a channel is configured,
    one look-up of robots if asked for; never more with more users.
    """
    now = timezone.now()
    people = list({user.pk: user for user in users}.values())
    text, key = _plain(text, 300), _checked(key)
    _refuse_nonsense(text, url)
    Notice.objects.bulk_create(
        [Notice(user=user, text=text, url=url, key=key, created_at=now) for user in people],
        ignore_conflicts=True,
    )
    rows = _mails(people, text, url, key, now)
    if urgent:
        rows += _urgent_texts(people, text, key, now)
    if robots_of is not None:
        rows += _robot_posts(robots_of, text, url, key, now)
    _put(rows)


def send_sms(
    *,
    phone: str,
    template: str,
    params: Mapping[str, str],
    key: str,
    valid_for: timedelta | None = None,
) -> bool:
    """Send a text once per key to a normalised phone; False if SMS is not configured.

    `template` is one of our names (settings map it to the provider's id), `params` its
    variables in the order of the template. `valid_for`: do not send it later than that (a
    confirmation code of an hour ago helps nobody). Unconfigured, a row without the phone
    tells the log what would have been sent. One insert.
    """
    now = timezone.now()
    row = Delivery.queued(
        key=f"sms::{_checked(key)}",
        channel=ChannelName.SMS,
        recipient=phone,
        subject=SMS_LABELS.get(template, "短信"),
        payload={"template": template, "params": [list(pair) for pair in params.items()]},
        give_up_at=now + valid_for if valid_for else None,
        now=now,
    )
    if is_configured(ChannelName.SMS):
        _put([row])
        return True
    row.state, row.next_try_at = DeliveryState.NOT_CONFIGURED, None
    row.recipient = row.payload = None
    Delivery.objects.bulk_create([row], ignore_conflicts=True)
    return False


def _mails(people: list[User], text: str, url: str, key: str, now: datetime) -> list[Delivery]:
    if not is_configured(ChannelName.EMAIL):
        return []
    return [
        Delivery.queued(
            key=f"email:{user.pk}:{key}",
            channel=ChannelName.EMAIL,
            user=user,
            recipient=user.email,
            subject=text[:120],
            payload={"text": text, "url": url},
            now=now,
        )
        for user in people
        if user.email
    ]


def _urgent_texts(people: list[User], text: str, key: str, now: datetime) -> list[Delivery]:
    if not is_configured(ChannelName.SMS):
        return []
    params = [["text", text[:NOTICE_SMS_LENGTH]]]
    return [
        Delivery.queued(
            key=f"sms:{user.pk}:{key}",
            channel=ChannelName.SMS,
            user=user,
            recipient=user.phone,
            subject=text[:120],
            payload={"template": NOTICE_TEMPLATE, "params": params},
            now=now,
        )
        for user in people
        if user.phone
    ]


def _robot_posts(area: Area, text: str, url: str, key: str, now: datetime) -> list[Delivery]:
    return [
        Delivery.queued(
            key=f"robot:{robot.pk}:{key}",
            channel=robot.channel,
            robot=robot,
            subject=text[:120],
            payload={"text": text, "url": url},
            now=now,
        )
        for robot in Robot.objects.nearest_to(area)
    ]


def _put(rows: list[Delivery]) -> None:
    """One insert. The ids are our own, so rows that lost to an older key are simply not found."""
    if not rows:
        return
    many = len(rows) > MANY
    if many:
        for row in rows:
            row.next_try_at = row.created_at
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    if many:
        enqueue(sweep)
        return
    for row in rows:
        enqueue(deliver, str(row.pk))


def _plain(text: str, length: int) -> str:
    """One line without control characters, cut to its column."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _refuse_nonsense(text: str, url: str) -> None:
    """SQLite's INSERT OR IGNORE would swallow a broken check constraint without a word."""
    if not text:
        raise ValueError("a notice needs a text")
    outside = not url.startswith("/") or url.startswith(("//", "/\\"))
    if len(url) > 300 or (url and outside):
        raise ValueError(f"a notice leads to a path of this site: {url!r}")


def _checked(key: str) -> str:
    if not 0 < len(key) <= KEY_LENGTH:
        raise ValueError(f"a notification key has 1 to {KEY_LENGTH} characters: {key!r}")
    return key
