"""Errors of a field away from the field, as in the list on top of a form."""

from __future__ import annotations

from django import template
from django.forms import BoundField

from yichang_renda.field_words import GENERAL

register = template.Library()


@register.filter
def named_errors(field: BoundField) -> list[str]:
    """General words are led by the field's label; its own words name it themselves."""
    label = str(field.field.label or "").rstrip("？：")
    pairs = zip(field.errors, field.errors.as_data(), strict=True)
    return [
        f"{label}：{text}" if label and error.message in GENERAL else str(text)
        for text, error in pairs
    ]
