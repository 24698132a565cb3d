"""What happens beside the table of states: coming in, splitting, publishing, slips, codes."""

from typing import Any

from django.core.files.base import ContentFile
from django.test import RequestFactory

from messages.codes.destination import Recipient
from messages.intake.incoming import Words, add_photos, enter, split, submit
from messages.models import Publication, phone_check
from messages.voter.slips import claim_first_print, record_reprint
from tests.effects.acts import (
    ENDED,
    JIEDAO,
    LIANLUO,
    OFFICERS,
    STREET,
    TO_REGISTER,
    VOTER_SAYS,
    Act,
    counted,
)
from tests.effects.engine import Effect, Event
from tests.factories.moments import BEFORE

ARRIVED = "收到一件新留言，请受理。"
RUNNING = {name: value for name, value in TO_REGISTER.items() if value}


def arrived(body: str, **fields: Any) -> dict[str, Any]:
    """A matter that nobody has read yet."""
    return (
        RUNNING
        | dict(
            body=body,
            station="station",
            area="guoyuanlu",
            representative="representative",
            submitted_at="now",
            held_since="now",
        )
        | fields
    )


def came_in(here: Any, *, keep_from: bool = False, **words: Any) -> object:
    said = Words("水管漏了。", "13900007777", **words)
    to = Recipient(here.around.station, here.around.representative, here.around.code)
    return submit(said, to, key="new", keep_from=keep_from)


COMING_IN = [
    Act(
        "intake.submit",
        "submitted",
        "voter",
        lambda here: came_in(here, name="何女士", place="三楼", may_publish=True),
        Effect(
            new={
                "Message": [
                    arrived(
                        "水管漏了。",
                        phone="13900007777",
                        name="何女士",
                        place="三楼",
                        may_publish=True,
                        code="code",
                        holder="representative",
                    )
                ],
                "TallyDelta": [counted(code="code", received=1)],
            },
            events=[Event("submit", VOTER_SAYS, "水管漏了。", of="new 1")],
            notices={f"new 1：{ARRIVED}": {"daibiao"}},
        ),
    ),
    # Kept from the station: filed with the office above, counted there, and under no code.
    Act(
        "intake.submit",
        "submitted",
        "voter",
        lambda here: came_in(here, keep_from=True),
        Effect(
            new={
                "Message": [
                    arrived(
                        "水管漏了。",
                        phone="13900007777",
                        is_kept=True,
                        code="code",
                        holder="office",
                        office="yunji",
                        area="yunji",
                    )
                ],
                "TallyDelta": [counted(area="yunji", received=1)],
            },
            events=[Event("submit", VOTER_SAYS, "水管漏了。", of="new 1")],
            notices={f"new 1：{ARRIVED}": STREET},
            robots={f"new 1：{ARRIVED}": {"yunji"}},
        ),
    ),
    Act(
        "intake.enter",
        "entered",
        "lianluo",
        lambda here: enter(
            Words("路灯坏了。", None, "来访人"),
            Recipient(here.around.station, here.around.representative),
            key="new",
            origin="letter",
            other=("12345 热线", "YC-2"),
            by=here.by,
        ),
        Effect(
            new={
                "Message": [
                    arrived(
                        "路灯坏了。",
                        name="来访人",
                        origin="letter",
                        entered_by="lianluo",
                        holder="station",
                        other_system="12345 热线",
                        other_number="YC-2",
                    )
                ],
                "TallyDelta": [counted(is_proxied=True, received=1)],
            },
            events=[Event("submit", LIANLUO, "路灯坏了。", of="new 1")],
            notices={f"new 1：{ARRIVED}": OFFICERS},
        ),
    ),
    Act(
        "intake.add_photos",
        "submitted",
        "voter",
        lambda here: add_photos(here.it, [ContentFile(b"...", "lamp.jpg")]),
        Effect(new={"Photo": [{"message": "it", "added_at": "now"}]}),
    ),
]

SPLITTING = [
    Act(
        "intake.split",
        "at_street",
        "jiedao",
        lambda here: split(here.it, ["路灯坏了", "充电桩不够"], by=here.by),
        Effect(
            {"it": {"state": "split"} | ENDED},
            new={
                "Message": [
                    arrived(
                        body,
                        phone="13900001234",
                        code="code",
                        split_from="it",
                        holder="office",
                        office="yunji",
                    )
                    for body in ("路灯坏了", "充电桩不够")
                ],
                "TallyDelta": [
                    counted(code="code", day="11-12", ended=1),
                    counted(code="code", received=1),
                    counted(code="code", received=1),
                ],
            },
            events=[
                Event("split", JIEDAO, "拆分为 2 件办理。"),
                Event("submit", JIEDAO, "路灯坏了", of="new 1"),
                Event("submit", JIEDAO, "充电桩不够", of="new 2"),
            ],
            notices={f"new 1：{ARRIVED}": STREET, f"new 2：{ARRIVED}": STREET},
            robots={f"new 1：{ARRIVED}": {"yunji"}, f"new 2：{ARRIVED}": {"yunji"}},
        ),
    ),
    # The parts stay hidden from the station as the whole was.
    Act(
        "intake.split",
        "kept",
        "jiedao",
        lambda here: split(here.it, ["路灯坏了"], by=here.by),
        Effect(
            {"it": {"state": "split"} | ENDED},
            new={
                "Message": [
                    arrived(
                        "路灯坏了",
                        phone="13900001234",
                        is_kept=True,
                        code="code",
                        split_from="it",
                        holder="office",
                        office="yunji",
                        area="yunji",
                    )
                ],
                "TallyDelta": [
                    counted(area="yunji", day="11-12", ended=1),
                    counted(area="yunji", received=1),
                ],
            },
            events=[
                Event("split", JIEDAO, "拆分为 1 件办理。"),
                Event("submit", JIEDAO, "路灯坏了", of="new 1"),
            ],
            notices={f"new 1：{ARRIVED}": STREET},
            robots={f"new 1：{ARRIVED}": {"yunji"}},
        ),
    ),
    # What stays a visitor's: who wrote it down, and that the number was called.
    Act(
        "intake.split",
        "entered",
        "lianluo",
        lambda here: split(here.it, ["电梯坏了"], by=here.by),
        Effect(
            {"it": {"state": "split"} | ENDED},
            new={
                "Message": [
                    arrived(
                        "电梯坏了",
                        phone="13900009999",
                        name="来访人",
                        origin="walk_in",
                        entered_by="lianluo",
                        phone_confirmed_at=BEFORE,
                        split_from="it",
                        holder="station",
                    )
                ],
                "TallyDelta": [
                    counted(is_proxied=True, day="11-12", ended=1),
                    counted(is_proxied=True, received=1),
                ],
            },
            events=[
                Event("split", LIANLUO, "拆分为 1 件办理。"),
                Event("submit", LIANLUO, "电梯坏了", of="new 1"),
            ],
            notices={f"new 1：{ARRIVED}": OFFICERS},
        ),
    ),
]


def publish(here: Any) -> object:
    return Publication.objects.publish(
        here.it,
        title="路灯修好了",
        body="路灯坏了",
        answer="修好了",
        photos=(),
        secrecy_checked=True,
        by=here.by,
    )


def reprint(here: Any) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7")
    record_reprint(here.it, "来访人丢了", by=here.by, request=request)


IN_PUBLIC = [
    Act(
        "Publication.publish",
        "publishable",
        "jiedao",
        publish,
        Effect(
            new={
                "Publication": [
                    dict(
                        message="it",
                        title="路灯修好了",
                        body="路灯坏了",
                        answer="修好了",
                        state="published",
                        written_by="jiedao",
                        secrecy_checked=True,
                        published_by="jiedao",
                        published_at="now",
                    )
                ]
            },
            events=[Event("publish", JIEDAO)],
        ),
    ),
    Act(
        "Publication.take_down",
        "published",
        "jiedao",
        lambda here: here.it.publications.get().take_down(by=here.by),
        Effect(
            {
                "publication": {
                    "state": "withdrawn",
                    "withdrawn_by": "jiedao",
                    "withdrawn_at": "now",
                }
            },
            events=[Event("unpublish", JIEDAO)],
        ),
    ),
    Act(
        "phone_check.text_code",
        "publishable",
        "voter",
        lambda here: phone_check.text_code(here.it),
        Effect(
            new={"PhoneCheck": [{"message": "it", "sent_at": "now"}]},
            texts={"confirm": {"13900001234 ['code']"}},
        ),
    ),
    Act(
        "phone_check.confirm",
        "code_sent",
        "voter",
        lambda here: phone_check.confirm(here.it, "123456"),
        Effect(
            {"it": {"phone_confirmed_at": "now"}},
            gone={"PhoneCheck": {"phone check"}},
            events=[Event("confirm_phone", VOTER_SAYS, "短信验证码", "staff")],
        ),
    ),
    Act(
        "slips.claim_first_print",
        "entered",
        "lianluo",
        lambda here: claim_first_print(here.it),
        Effect({"it": {"slip_printed_at": "now"}}),
    ),
    Act(
        "slips.record_reprint",
        "entered",
        "lianluo",
        reprint,
        Effect(
            new={
                "AuditEntry": [
                    dict(
                        at="now",
                        actor="lianluo",
                        actor_name="周敏",
                        action="slip_reprint",
                        target="it",
                        area="guoyuanlu",
                        reason="来访人丢了",
                        network="198.51.100.0/24",
                    )
                ]
            },
            events=[Event("reprint_slip", LIANLUO, "来访人丢了")],
        ),
    ),
]

ACTS = [*COMING_IN, *SPLITTING, *IN_PUBLIC]
