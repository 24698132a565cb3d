"""Pages of the floors below, which can't register themselves."""

from accounts.permissions import is_manager
from office.register import Heading, menu_entry

menu_entry(Heading.SETTINGS, 30, "accounts", "账号", "accounts:manage", shown_to=is_manager)
menu_entry(Heading.SETTINGS, 40, "import", "导入", "jobs:import_index", shown_to=is_manager)
menu_entry(Heading.SETTINGS, 50, "jobs", "后台任务", "jobs:list")
menu_entry(Heading.SETTINGS, 70, "channels", "通知渠道", "notifications:status")
