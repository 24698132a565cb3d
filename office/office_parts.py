"""Pages of the floors below, which can't register themselves, and our own."""

from accounts.permissions import is_manager
from office.frame import is_managing_staff
from office.register import Heading, menu_entry

menu_entry(Heading.SETTINGS, 30, "accounts", "账号", "accounts:manage", shown_to=is_manager)
menu_entry(Heading.SETTINGS, 40, "import", "导入", "jobs:import_index", shown_to=is_manager)
menu_entry(Heading.SETTINGS, 50, "jobs", "后台任务", "jobs:list")
menu_entry(Heading.SETTINGS, 70, "channels", "通知渠道", "notifications:status")
menu_entry(Heading.SETTINGS, 60, "site", "网站信息", "office:site")
menu_entry(Heading.SETTINGS, 80, "reveals", "查看电话记录", "office:reveals")
menu_entry(Heading.SETTINGS, 90, "audit", "操作记录", "office:audit", shown_to=is_managing_staff)
