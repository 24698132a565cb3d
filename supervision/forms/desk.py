"""What representatives and departments write: a report, an objection, how mending goes."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from jobs.attachment_fields import AttachmentsField
from jobs.attachments import MOST_MEGABYTES
from supervision.models import Report, ReportFile
from yichang_renda.fields import WordsField

LONGEST_REPORT = 20_000


MOST_FILES = 6


def long_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReportForm(forms.Form):
    """``seen`` is when the text that the page showed was saved: a colleague may write as well.
    ``without`` is the attachment that is to go with this saving.
    """

    text = WordsField(
        label="述职报告",
        max_length=LONGEST_REPORT,
        required=False,
        widget=long_text(18),
        help_text="写做了什么、还有什么没做好、下一步怎么办。可以随时存，提交以前都能改。",
    )
    attached = AttachmentsField(
        model=ReportFile,
        most=MOST_FILES,
        label="附件",
        required=False,
        help_text=f"PDF、Word（.docx）或者照片，每个不超过 {MOST_MEGABYTES} MB，最多 {MOST_FILES} 个。",
    )

    def seen(self) -> str:
        """What the page names as the text it shows: saving once more is a decision then."""
        return self.report.saved_at.isoformat() if self.report else ""

    def __init__(
        self, *args: Any, report: Report | None, without: ReportFile | None = None, **kwargs: Any
    ) -> None:
        self.report, self.without = report, without
        initial = {"text": report.text if report else ""}
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.fields["attached"].widget.attrs["accept"] = ".pdf,.docx,image/*"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        report = self.report
        known = report.files.count() - bool(self.without) if report else 0
        if known + len(data.get("attached") or []) > MOST_FILES:
            self.add_error("attached", f"最多 {MOST_FILES} 个附件，已经有 {known} 个了。")
        return data

    def typed(self) -> str:
        """The text as it would be stored: browsers end their lines in another way."""
        field = cast(WordsField, self.fields["text"])
        return field.to_python(self.data.get("text", ""))

    def other_text(self) -> str:
        """What somebody else saved since this page was fetched; "" when nobody did."""
        if self.report is None or not self.is_bound:
            return ""
        was = self.data.get("seen", "")
        if was == self.seen() or self.report.text == self.typed():
            return ""
        return self.report.text


class ObjectionForm(forms.Form):
    text = WordsField(
        label="异议",
        max_length=2000,
        widget=long_text(6),
        help_text="写清楚对哪个数有异议、为什么。",
        error_messages={"required": "请写明对什么有异议、为什么。"},
    )


class NoteForm(forms.Form):
    text = WordsField(
        label="进展",
        max_length=1000,
        widget=long_text(3),
        error_messages={"required": "请写进展。"},
    )


class MendedForm(forms.Form):
    text = WordsField(
        label="整改结果",
        max_length=3000,
        widget=long_text(6),
        help_text="写做了什么、现在怎么样、怎么保证不再出现。",
        error_messages={"required": "请写整改结果。"},
    )
