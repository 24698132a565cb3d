"""What every channel offers and needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class OutgoingMessage:
    """`id` is the same for every attempt, so that whoever can may drop a repeat.

    Texts: `text` and an absolute `url`. SMS: `template` (our name) and `params` in order.
    """

    id: str
    subject: str = ""
    text: str = ""
    url: str = ""
    template: str = ""
    params: tuple[tuple[str, str], ...] = ()

    def as_line(self) -> str:
        return f"{self.text}\n{self.url}".strip()


@dataclass(frozen=True)
class Receipt:
    """What the provider calls the accepted message; "" if it gives no name."""

    provider_id: str = ""


class ChannelError(Exception):
    """Not sent, as far as we know.

    `code` is the provider's; `explanation` plain Chinese for staff; `retry` whether another
    attempt can help; `unsure` whether it may have gone out all the same (no answer in time).
    """

    def __init__(self, code: str, explanation: str, *, retry: bool, unsure: bool = False) -> None:
        super().__init__(code, explanation)
        self.code = code
        self.explanation = explanation
        self.retry = retry
        self.unsure = unsure


class Channel(Protocol):
    def send(self, to: str, message: OutgoingMessage) -> Receipt:
        """Hand over one message, or raise ChannelError."""


#: Provider code -> (explanation, retry)
ErrorTable = Mapping[str, tuple[str, bool]]


def explained(code: str, table: ErrorTable, *, status: int = 200) -> ChannelError:
    """The error for a provider's code; an unknown one is tried again, within the limit."""
    explanation, retry = table.get(code, ("对方没有接收，原因不明，请找系统管理员查看。", True))
    return ChannelError(code or f"http_{status}", explanation, retry=retry)
