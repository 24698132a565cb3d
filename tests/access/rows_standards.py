"""The five standards, idle stations and reported figures are for staff; the site's own
information is changed by the city. The public page is not there until the city says so."""

from tests.access.expect import GOES_ON, METHOD, MISSING, PAGE, Row, everyone, seeing
from tests.access.rows_office import CITY, LOOK, MANAGER, STAFF

ROWS = (
    Row("office:standards", get=STAFF),
    Row("office:failing", get=STAFF),
    Row("office:station_standards", "standing", get=LOOK),
    Row("office:check_standards", "standing", post=seeing(GOES_ON)),
    Row("office:idle", get=STAFF),
    Row("office:idle_groups", get=STAFF),
    Row("office:reported", get=STAFF),
    Row("office:delete_reported", "reported figure", get=MANAGER, post=MANAGER),
    Row("office:site", get=STAFF),
    Row("office:edit_site", get=CITY, post=CITY),
    Row("portal:standards", get=everyone(MISSING), post=everyone(METHOD)),
    Row("portal:reported", get=everyone(PAGE), post=everyone(METHOD)),
)
