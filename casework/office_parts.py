"""What this app adds to pages for staff: its part of the menu."""

from office.register import Heading, menu_entry

menu_entry(Heading.SETTINGS, 20, "holidays", "工作日", "office:holidays")
