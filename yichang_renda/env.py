"""Reading the environment without guessing: an odd value stops, an empty one counts as unset."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SWITCH = {"1": True, "true": True, "yes": True, "on": True}
SWITCH |= {"0": False, "false": False, "no": False, "off": False}


class LoudEnv(environ.Env):
    """`environ` takes every unknown word for False; a misspelt `DEBUG` must not pass for one."""

    def bool(self, var: str, default: Any = environ.Env.NOTSET) -> bool:
        text: str = self.str(var, default=default if default is environ.Env.NOTSET else "")
        if not text and default is not environ.Env.NOTSET:
            return bool(default)
        if text.lower() not in SWITCH:
            raise ImproperlyConfigured(f"{var}={text!r} is neither 1 nor 0.")
        return SWITCH[text.lower()]

    def int(self, var: str, default: Any = environ.Env.NOTSET) -> int:
        text: str = self.str(var, default=default if default is environ.Env.NOTSET else "")
        if not text and default is not environ.Env.NOTSET:
            return int(default)
        if not text.isascii() or not text.isdigit():
            raise ImproperlyConfigured(f"{var}={text!r} is not a whole number.")
        return int(text)

    def key(self, var: str) -> str:
        """A secret that has no default."""
        text: str = self.str(var, default="")
        if not text:
            raise ImproperlyConfigured(f"{var} is not set. `make env` writes a .env with keys.")
        return text

    def site_url(self, var: str, default: str) -> str:
        text: str = (self.str(var, default="") or default).rstrip("/")
        scheme, _, host = text.partition("://")
        if scheme not in {"http", "https"} or not host or "/" in host:
            raise ImproperlyConfigured(f"{var}={text!r} is not like https://renda.example.gov.cn.")
        return text

    def networks(self, var: str, default: list[str]) -> list[IPv4Network | IPv6Network]:
        try:
            return [ip_network(cidr) for cidr in self.list(var, default=default)]
        except ValueError as error:
            raise ImproperlyConfigured(f"{var}: {error}") from error

    def database(self, var: str, default: str) -> dict[str, Any]:
        text = self.str(var, default="") or default
        if text.split(":", 1)[0] not in {"sqlite", "postgres", "postgresql", "psql"}:
            raise ImproperlyConfigured(f"{var} is neither sqlite:///… nor postgres://….")
        parsed: dict[str, Any] = self.db_url_config(text)
        return parsed
