"""Entries, codes and bursts: staff look, managers of the area act; entries are the city's."""

from tests.access.expect import DONE, GOES_ON, MISSING, PAGE, Row, only, seeing
from tests.access.rows_office import CITY, STAFF, managed

ROWS = (
    Row("office:entries", get=STAFF),
    Row("office:entry_codes", get=STAFF),
    Row("office:entry_links", get=STAFF),
    Row("office:channels", get=STAFF),
    Row("office:add_channel", post=CITY),
    Row("office:rename_channel", "channel", get=CITY, post=CITY),
    Row("office:switch_channel", "channel", post=only("shiji", do=(GOES_ON,), others=(MISSING,))),
    Row("office:station_codes", "office station", get=seeing(PAGE)),
    managed("office:codes_printed", "office station", post_only=True),
    managed("office:codes_mounted", "office station", post_only=True),
    managed("office:codes_taken_down", "office station", post_only=True),
    Row("office:bursts", get=STAFF),
    Row("office:burst", "burst", get=seeing(PAGE)),
    Row("office:look_at_burst", "burst", post=only("quxian", "shiji", do=DONE, others=(MISSING,))),
)
