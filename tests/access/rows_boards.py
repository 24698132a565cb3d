"""Notice boards and what is printed: staff look and download, managers of the area record."""

from tests.access.expect import GOES_ON, MISSING, Row, only
from tests.access.rows_office import LOOK, MANAGER, STAFF, managed

ROWS = (
    Row("office:boards", get=STAFF),
    Row("office:print_boards", get=MANAGER, post=MANAGER),
    Row("office:mount_boards", get=MANAGER, post=MANAGER),
    Row("office:check_boards", post=only("quxian", "shiji", do=(GOES_ON,), others=(MISSING,))),
    Row("office:board", "office station", get=LOOK),
    Row("office:board_sheet", "office station", get=LOOK),
    Row("office:board_pdf", "office station", get=LOOK),
    managed("office:board_printed", "office station", post_only=True),
    managed("office:board_mounted", "office station"),
    Row("office:code_pdf", "code", get=LOOK),
    managed("office:code_printed", "code", post_only=True),
)
