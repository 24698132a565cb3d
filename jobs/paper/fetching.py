"""What a page for paper may load: what it carries itself, our font, and portraits. Nothing else."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.core.files.storage import default_storage
from weasyprint.urls import URLFetcher, URLFetcherResponse

from jobs.paper.font import font_path

PORTRAIT = "portrait:"


class PaperFetcher(URLFetcher):
    """Names typed by people stand in these pages: no address in them is ever fetched."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith("data:") or url == font_path().as_uri():
            return super().fetch(url, headers)
        if url.startswith(PORTRAIT):
            with default_storage.open(unquote(url.removeprefix(PORTRAIT))) as file:
                return URLFetcherResponse(url, file.read(), {"Content-Type": "image/jpeg"})
        raise ValueError(f"refused: {url[:80]}")
