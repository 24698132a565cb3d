"""How to get there: a link to the phone's map application, which the voter follows or does not.

No map is embedded and nothing is sent before somebody taps: the page itself asks nobody.
"""

from __future__ import annotations

from urllib.parse import urlencode

from areas.models import Area
from stations.models import Station

# An https address opens in WeChat and in every browser, where geo: and the applications' own
# schemes do not; it hands over to the application where one is installed.
MARKER = "https://uri.amap.com/marker"
SEARCH = "https://uri.amap.com/search"
# Positions are entered as the Chinese map services give them (GCJ-02).
DATUM = "gaode"


def map_url(station: Station, city: Area | None) -> str:
    """By position, else by address; "" when there is neither."""
    if station.longitude is not None:
        position = f"{station.longitude},{station.latitude}"
        return _link(MARKER, position=position, name=station.name, coordinate=DATUM, callnative="1")
    if station.address:
        return _link(
            SEARCH, keyword=station.address, city=city.short_name if city else "", callnative="1"
        )
    return ""


def _link(address: str, **parameters: str) -> str:
    return f"{address}?{urlencode(parameters)}"
