"""A process that votes and stands still half-way, to be killed there.

python -m tests.supervision.dying_voter EVALUATION USERNAME RECEIPT spent|in|committed
"""

import os
import sys

import django


def main(evaluation_pk, username, receipt, when):
    from django.db import transaction

    from accounts.models import User
    from supervision.ballots import casting, credentials
    from supervision.models import Evaluation
    from tests.factories import evaluations as make

    evaluation = Evaluation.objects.get(pk=evaluation_pk)
    with transaction.atomic():
        credential = credentials.spend_elector(evaluation, User.objects.get(username=username))
        stand_still(when == "spent")
        casting.cast(credential, make.marks(evaluation), receipt=receipt)
        stand_still(when == "in")
    stand_still(when == "committed")


def stand_still(here):
    if here:
        sys.stdout.write("here\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    main(*sys.argv[1:])
