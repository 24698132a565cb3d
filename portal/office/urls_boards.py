"""Pages under /office/boards/, and what is printed of a single code."""

from django.urls import path

from portal.office.views import board_batches, boards, code_sheets

urlpatterns = [
    path("boards/", boards.boards, name="boards"),
    path("boards/print/", board_batches.print_boards, name="print_boards"),
    path("boards/mount/", board_batches.mount_boards, name="mount_boards"),
    path("boards/check/", board_batches.check_boards, name="check_boards"),
    path("boards/<int:pk>/", boards.board, name="board"),
    path("boards/<int:pk>/sheet/", boards.board_sheet, name="board_sheet"),
    path("boards/<int:pk>/pdf/", boards.board_pdf, name="board_pdf"),
    path("boards/<int:pk>/printed/", boards.board_printed, name="board_printed"),
    path("boards/<int:pk>/mounted/", boards.board_mounted, name="board_mounted"),
    path("codes/<int:pk>/sheet/", code_sheets.code_sheet, name="code_sheet"),
    path("codes/<int:pk>/pdf/", code_sheets.code_pdf, name="code_pdf"),
    path("codes/<int:pk>/printed/", code_sheets.code_printed, name="code_printed"),
]
