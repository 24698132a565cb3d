"""The urn: one row is one object and one mark, and nothing else.

The rows of an urn are written anew at every cast, in random order and with new keys
(``supervision/ballots/casting.py``): one look at the database tells nothing of who marked what. No
user, session, address or time stands in these tables, and none may be added.
"""

from __future__ import annotations

from django.db import models

from supervision.models.evaluations import Evaluation
from supervision.models.schemes import SchemeOption
from supervision.models.subjects import Subject
from supervision.states import Way

REMARK_LENGTH = 300


class Urn(models.Model):
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="urns", verbose_name="测评"
    )
    way = models.CharField("投票方式", max_length=8, choices=Way.choices)

    class Meta:
        verbose_name = verbose_name_plural = "票箱"
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "way"], name="one_urn_per_way"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.way}"


class InUrn(models.Model):
    """``id`` is random and changes at every cast; its sequence is never used. It is an auto field
    because in SQLite nothing but an INTEGER key is the ``rowid``: beside any other, a hidden
    ``rowid`` would keep the order in which the ballots came.

    Without foreign key checks and but one index: all rows are written again at every cast, and
    checking them again would be most of that work. ``cast()`` checks what comes in, and the
    count refuses an urn whose marks don't fit its ballots.
    """

    id = models.BigAutoField(primary_key=True)
    urn = models.ForeignKey(Urn, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")

    class Meta:
        abstract = True


class UrnMark(InUrn):
    """``option`` is empty where nothing was marked: an invalid vote for this object."""

    subject = models.ForeignKey(
        Subject,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    option = models.ForeignKey(
        SchemeOption,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        verbose_name = verbose_name_plural = "票箱里的选择"

    def __str__(self) -> str:
        return "一个选择"


class UrnRemark(InUrn):
    """What somebody wrote about an object, apart from the marks."""

    subject = models.ForeignKey(
        Subject,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    text = models.CharField(max_length=REMARK_LENGTH)

    class Meta:
        verbose_name = verbose_name_plural = "票箱里的意见"

    def __str__(self) -> str:
        return "一条意见"


class Receipt(InUrn):
    """One per ballot, random, published as a list of its own: 「我的票在里面」, not what it says."""

    code = models.CharField(max_length=26, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "投票回执"

    def __str__(self) -> str:
        return self.code
