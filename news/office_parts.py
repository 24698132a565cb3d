"""What this app adds to pages for staff: its entry of the menu."""

from office.register import Heading, menu_entry

menu_entry(Heading.NETWORK, 70, "bulletins", "公告", "office:bulletins")
