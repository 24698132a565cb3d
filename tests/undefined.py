"""A template of ours that prints a variable nobody gave it fails its test."""

import sys
from pathlib import Path

from django.template.defaultfilters import default

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class UndefinedVariableError(Exception):
    """Raised while a template is rendered; `{% if x %}` and `x|default:…` may ask for unknown x."""


class FailWhenUndefined(str):
    """The `string_if_invalid` of the tests: empty for other people's templates, fatal for ours.

    Django asks only "is it empty?" and tells neither variable nor template, so both are read
    from the caller: `FilterExpression.resolve(self, context)`.
    """

    def __bool__(self) -> bool:
        local = sys._getframe(1).f_locals
        expression, context = local.get("self"), local.get("context")
        if expression is None or context is None or _expects_nothing(expression):
            return False
        template = context.render_context.template or context.template
        origin = Path(str(template.origin.name))
        if TEMPLATES not in origin.parents:
            return False
        raise UndefinedVariableError(f"{expression.token} in {origin.relative_to(TEMPLATES)}")


def _expects_nothing(expression: object) -> bool:
    filters = getattr(expression, "filters", [])
    return bool(filters) and filters[0][0] is default
