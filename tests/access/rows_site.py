"""The public site: search, the directory, notices, and what search engines read."""

from tests.access.rows_public import page

ROWS = (
    page("portal:search"),
    page("portal:directory"),
    page("portal:network"),
    page("portal:directory_area", "area"),
    page("portal:station_qr", "station with code"),
    page("portal:station_photo", "station photo"),
    page("portal:answer", "public answer"),
    page("portal:notices"),
    page("portal:notice", "bulletin in public"),
    page("portal:accessibility"),
    page("portal:robots"),
    page("portal:sitemap_index"),
    page("portal:sitemap", "section"),
)
