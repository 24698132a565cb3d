"""What opens a matter to the person who wrote it: a link, or twelve digits and four more."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from accounts.phones import keyed_digest

TOKEN_BYTES = 16  # 128 bits: OWASP ASVS 5.0, 11.5.1
CODE_DIGITS = 12


@dataclass(frozen=True)
class TrackingSecret:
    """The secret in the clear. Only its digests can be searched for in the database."""

    token: str
    code: str
    last4: str

    @classmethod
    def new(cls, *, phone: str | None) -> TrackingSecret:
        """``phone`` gives the last four digits; without one they are drawn for the slip."""
        last4 = phone[-4:] if phone else f"{secrets.randbelow(10**4):04d}"
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        return cls(secrets.token_urlsafe(TOKEN_BYTES), code, last4)

    @classmethod
    def unpack(cls, text: str) -> TrackingSecret:
        return cls(*text.split())

    def pack(self) -> str:
        return f"{self.token} {self.code} {self.last4}"

    @property
    def grouped_code(self) -> str:
        """「4827 1059 3316」"""
        return " ".join(self.code[i : i + 4] for i in range(0, CODE_DIGITS, 4))

    @property
    def token_digest(self) -> str:
        return token_digest(self.token)

    @property
    def code_digest(self) -> str:
        return code_digest(self.code, self.last4)


def token_digest(token: str) -> str:
    """128 random bits need no key or salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_digest(code: str, last4: str) -> str:
    """Sixteen digits can be tried out, so a stolen database must not be enough: keyed."""
    return keyed_digest("tracking-code", code, last4)
