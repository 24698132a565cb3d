from django import forms
from django.core.files.uploadedfile import UploadedFile

from jobs.containers import TableError, glance

MAX_UPLOAD = 30 * 1024**2
ACCEPT = (
    ".xlsx,.csv,.txt,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"
)
MISSING = "请先选一个文件。"


class UploadForm(forms.Form):
    """A table to import. What is inside is checked by the job; here only what one look tells."""

    file = forms.FileField(
        label="选择填好的表格",
        help_text="可以是 .xlsx，也可以是 .csv；一次最多 50,000 行，文件不超过 30 MB。",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "required": MISSING,
            "missing": MISSING,
            "invalid": "没有收到文件，请重新选择后再上传。",
            "empty": "这个文件是空的，请换一个。",
            "max_length": "文件名太长了，请改短一些再上传。",
        },
        max_length=200,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MAX_UPLOAD:
            raise forms.ValidationError("文件超过 30 MB 了。请分成几份，分别上传。")
        try:
            glance(file)
        except TableError as error:
            raise forms.ValidationError(str(error)) from error
        file.seek(0)
        return file
