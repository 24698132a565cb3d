"""Issuing message codes: one live code per person or station."""

from __future__ import annotations

from typing import Literal

from django.db.models import Exists, OuterRef

from representatives.models import MessageCode, Representative
from stations.models import LiaisonOfficer, Station

Target = Literal["representative", "officer", "station"]
MODELS: dict[Target, type[Representative | LiaisonOfficer | Station]] = {
    "representative": Representative,
    "officer": LiaisonOfficer,
    "station": Station,
}


def issue_missing_codes(target: Target) -> int:
    """A code for everybody of this kind who never had one; the number issued.

    A revoked code counts as had: whoever revoked it decides about a new one.
    """
    had = MessageCode.objects.filter(**{target: OuterRef("pk")})
    model = MODELS[target]
    without = model._default_manager.filter(~Exists(had)).values_list("pk", flat=True)
    codes = [MessageCode(**{f"{target}_id": pk}) for pk in without]
    MessageCode.objects.bulk_create(codes, batch_size=1000)
    return len(codes)
