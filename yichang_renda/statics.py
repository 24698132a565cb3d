"""Addresses of static files, worked out once: every page asks for half a dozen of them."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class SteadyStaticStorage(CompressedManifestStaticFilesStorage):
    """The manifest never changes while a process runs, so neither do the addresses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]
