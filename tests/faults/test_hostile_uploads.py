"""Files with hostile names, and contents that are not what they say."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.faults.hostile import PAYLOAD, doors, trouble
from tests.test_access import ask


@pytest.mark.parametrize("name", ["dir/../../x.jpg", "x.svg", "a\x00b.jpg", "很长" * 200 + ".jpg"])
def test_no_upload_breaks_on_its_name_or_content(world, name):
    wrong = []
    for role, path, _row in doors(world, "post"):
        upload = {
            field: SimpleUploadedFile(
                name, f"<svg onload=alert(1)>{PAYLOAD}".encode(), "image/jpeg"
            )
            for field in ("photos", "file")
        }
        if found := trouble(ask(world.clients[role], "post", path, upload)):
            wrong.append((path, found))
    assert wrong == []
