from typing import Any

from django.core.management.base import BaseCommand

from messages.figures import tallying


class Command(BaseCommand):
    help = "Count all matters anew and say whether the running counts agreed."

    def handle(self, *args: Any, **options: Any) -> None:
        while tallying.fold():
            pass
        wrong = tallying.recount()
        if wrong:
            self.stdout.write(self.style.WARNING(f"{wrong} places were wrong and are right now."))
        else:
            self.stdout.write(self.style.SUCCESS("All counts agreed."))
