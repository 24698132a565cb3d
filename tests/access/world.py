"""The cast of the tables, one matter in each state, and what an address may name."""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts import activation
from accounts.models import User
from areas.models import Area
from casework.actors import Actor
from jobs.models import Job
from messages.codes.destination import Recipient
from messages.intake.incoming import Words, enter
from messages.models import CannedReply, Message, Photo, Publication, SavedFilter
from messages.states import Grade, Origin
from notifications.models import Delivery
from representatives.models import MessageCode
from stations.models import Department, Station
from tests.access.congresses_targets import congresses_targets
from tests.access.entries_targets import entries_targets
from tests.access.evaluations_targets import evaluations_targets
from tests.access.expect import ANONYMOUS, MANAGERS, ROLES, Target
from tests.access.fieldwork_targets import fieldwork_targets
from tests.access.places import AWAY, UP, office_targets, other_matter
from tests.access.public_targets import public_targets
from tests.access.register_targets import register_targets
from tests.access.standards_targets import standards_targets
from tests.factories import states
from tests.factories.accounts import make_user
from tests.factories.casework import (
    ANSWER,
    BODY,
    Cast,
    make_cast,
    make_representative,
)
from tests.factories.jobs import make_job
from tests.factories.notifications import make_delivery, make_notice

AT_STATION = UP | {"daibiao", "lianluo"}


@dataclass(frozen=True)
class World:
    cast: Cast
    clients: dict[str, Client]
    targets: dict[str, Target]


def make_world() -> World:
    cast = make_cast()
    users = {
        name: User.objects.get(username=name) for name in ROLES if name not in (ANONYMOUS, "root")
    }
    users["root"] = make_user("root", is_staff=True, is_superuser=True)
    clients = {ANONYMOUS: Client()}
    for name, user in users.items():
        clients[name] = Client()
        clients[name].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return World(
        cast,
        clients,
        {
            "": Target(),
            **_matters(cast),
            **_public(cast),
            **_staff(cast),
            **office_targets(cast),
            **register_targets(cast),
            **public_targets(cast),
            **standards_targets(cast),
            **entries_targets(cast),
            **congresses_targets(cast),
            **fieldwork_targets(cast),
            **evaluations_targets(cast),
        },
    )


def _matters(cast: Cast) -> dict[str, Target]:
    other, plain = other_matter(cast), states.submitted(cast)
    walk_in, other_walk_in = _walk_in(cast, cast.station), _walk_in(cast, other.station)
    overdue, paused = states.submitted(cast), states.submitted(cast)
    late = timezone.localdate() - timedelta(days=1)
    Message.objects.filter(pk=overdue.pk).update(due_date=late)
    paused.pause("等您补充地点", by=cast.actor(cast.daibiao, paused))
    at_desk = AT_STATION - {"daibiao"}

    def matter(message: Message) -> Target:
        return Target({"pk": message.pk}, {"pk": other.pk}, AT_STATION, AWAY)

    return {
        "matter": matter(plain),
        "overdue": matter(overdue),
        "at station": matter(states.at_station(cast)),
        "at street": matter(states.at_street(cast)),
        "paused": matter(paused),
        "walk-in": Target({"pk": walk_in.pk}, {"pk": other_walk_in.pk}, at_desk, AWAY),
        "walk-in replied": Target({"pk": _walk_in_replied(cast).pk}, None, at_desk),
        "kept": Target({"pk": cast.submit(keep_from=True).pk}, None, UP),
        **_shares(cast),
        **_photos(cast, plain, other),
        **_publications(cast),
    }


def _walk_in(cast: Cast, station: Station) -> Message:
    message = enter(
        Words(BODY, None),
        Recipient(station),
        key=f"walk-in-{Message.objects.count()}",
        origin=Origin.WALK_IN,
        other=("", ""),
        by=Actor(cast.lianluo, station.name, station=station),
    )
    return Message.objects.get(pk=message.pk)


def _walk_in_replied(cast: Cast) -> Message:
    """Entered by the officer and answered by the street: neither may ask for the rating."""
    message = _walk_in(cast, cast.station)
    message.take_up(by=cast.actor(cast.jiedao, message))
    message.reply(ANSWER, by=cast.actor(cast.jiedao, message))
    return states.fresh(message)


def _shares(cast: Cast) -> dict[str, Target]:
    away = Department.objects.create(name="鸣凤镇城管办", area=cast.tree.mingfeng)
    other = other_matter(cast)
    by = cast.actor(cast.stranger, other)
    other.take_up(by=by)
    other.assign(by=by, lead=away, grade=Grade.SIMPLE)
    other_share = other.assignments.get()
    seen_by = AT_STATION | {"zhanban"}

    def share(message: Message, **which: Any) -> Target:
        row = message.assignments.get(**which)
        return Target({"pk": row.pk}, {"pk": other_share.pk}, seen_by, AWAY)

    to_return, to_prolong = states.handling(cast), states.handling(cast)
    desk = cast.actor(cast.zhanban, to_return)
    to_return.assignments.get().request_return("这条路归区里管", by=desk)
    to_prolong.assignments.get().request_extension(3, "等配件", by=desk)
    together = states.at_street(cast)
    together.assign(
        by=cast.actor(cast.jiedao, together),
        lead=cast.street_office,
        co=[cast.village_body],
        grade=Grade.SIMPLE,
    )
    return {
        "share": share(states.assigned(cast)),
        "answered share": share(states.answered(cast)),
        "share to return": share(to_return),
        "share to prolong": share(to_prolong),
        "co share": share(together, role="co"),
    }


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#345").save(out, "JPEG")
    return out.getvalue()


def _photo(message: Message) -> Photo:
    photo = Photo(message=message, state=Photo.State.READY)
    photo.image.save("clean.jpg", ContentFile(picture()), save=False)
    photo.save()
    return photo


def _photos(cast: Cast, own: Message, other: Message) -> dict[str, Target]:
    mine, theirs = _photo(own), _photo(other)
    token = own.tracking.token
    return {
        "desk photo": Target({"pk": mine.pk}, {"pk": theirs.pk}, AT_STATION, AWAY),
        # The right link does not open somebody else's photo.
        "voter photo": Target({"token": token, "pk": mine.pk}, {"token": token, "pk": theirs.pk}),
    }


def _publications(cast: Cast) -> dict[str, Target]:
    replied, other = states.replied(cast), other_matter(cast)
    shown = _published(cast, replied, cast.jiedao)
    withdrawn = _published(cast, states.replied(cast), cast.jiedao)
    photo, late_photo = _photo(replied), _photo(withdrawn.message)
    shown.photos.add(photo)
    withdrawn.photos.add(late_photo)
    withdrawn.take_down(by=cast.actor(cast.jiedao, replied))
    away = _published(cast, other, cast.stranger)
    return {
        "publication": Target({"pk": shown.pk}, {"pk": away.pk}, AT_STATION | {"zhanban"}, AWAY),
        "public photo": Target(
            {"pk": shown.pk, "photo_pk": photo.pk}, {"pk": withdrawn.pk, "photo_pk": late_photo.pk}
        ),
    }


def _published(cast: Cast, message: Message, user: User) -> Publication:
    return Publication.objects.publish(
        message,
        title="路灯",
        body=BODY,
        answer=ANSWER,
        photos=[],
        secrecy_checked=True,
        by=cast.actor(user, message),
    )


def _public(cast: Cast) -> dict[str, Target]:
    matter = states.replied(cast)
    cast.representative.photo.save("portrait.jpg", ContentFile(picture()))
    hidden = make_representative("付未公开", cast.station, publish_photo=False)
    hidden.photo.save("hidden.jpg", ContentFile(picture()))
    revoked = MessageCode.objects.create(
        representative=hidden, revoked_at=timezone.now(), revoked_reason="丢失"
    )
    link = activation.issue(make_user("xinren"), actor=cast.quxian)
    return {
        "slug": Target({"slug": cast.code.slug}, {"slug": revoked.slug}),
        "token": Target({"token": matter.tracking.token}, {"token": "A" * 22}),
        "station": Target({"pk": cast.station.pk}, {"pk": 10**9}),
        "representative": Target({"pk": cast.representative.pk}, {"pk": 10**9}),
        "portrait": Target({"pk": cast.representative.pk}, {"pk": hidden.pk}),
        "sample": Target({"name": "voter"}),
        "activation": Target({"token": link}, {"token": "a" * 26}),
        "code kind": Target({"kind": "png"}),
    }


def _staff(cast: Cast) -> dict[str, Target]:
    managers = frozenset(MANAGERS)

    def owned(own: Any, other: Any) -> Target:
        mine, theirs = frozenset({"daibiao"}), frozenset({"lianluo"})
        return Target({"pk": own.pk}, {"pk": other.pk}, mine, theirs)

    county, elsewhere = cast.tree.xiling, cast.tree.yuanan
    post, other_post = cast.jiedao.posts.get(), cast.stranger.posts.get()
    people = cast.daibiao, cast.lianluo
    replies = [
        CannedReply.objects.create(owner=user, title="谢谢", text="谢谢。") for user in people
    ]
    saved = [SavedFilter.objects.create(user=user, name="我的", query="tab=x") for user in people]
    notices = [make_notice(user) for user in people]
    city = frozenset({"shiji", "root"})
    return {
        "canned": owned(*replies),
        "filter": owned(*saved),
        "notice": owned(*notices),
        "account": Target(
            {"user_id": cast.jiedao.pk}, {"user_id": cast.stranger.pk}, managers, city
        ),
        "post": Target({"post_id": post.pk}, {"post_id": other_post.pk}, managers, city),
        "job": Target(
            {"pk": _job_with_result(cast.quxian, county).pk},
            {"pk": _job_with_result(cast.stranger, elsewhere).pk},
            managers,
            city | {"stranger"},
        ),
        "import": Target({"slug": "stations"}),
        "delivery": Target(
            {"pk": _undelivered(make_user("near", area=county)).pk},
            {"pk": _undelivered(make_user("far", area=elsewhere)).pk},
            managers,
            city,
        ),
    }


def _undelivered(user: User) -> Delivery:
    row = make_delivery(user=user)
    failed = {"state": "failed", "next_try_at": None, "last_error": "554"}
    Delivery.objects.filter(pk=row.pk).update(**failed)
    return row


def _job_with_result(user: User, area: Area) -> Job:
    job = make_job(user, area=area, result_name="错行.xlsx")
    job.result_file.save("result", ContentFile(b"rows"))
    return job
