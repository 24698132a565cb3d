"""Promises of the whole house that no single room can keep."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.template import Context, Template, engines
from django.template.loader import get_template
from django.urls import get_resolver

from tests.undefined import TEMPLATES, UndefinedVariableError

FLOORS = {
    "areas": 1,
    "accounts": 2,
    "notifications": 3,
    "jobs": 3,
    "office": 3,
    "stations": 4,
    "casework": 5,
    "representatives": 5,
    "voter_messages": 6,
    "news": 6,
    "inspections": 7,
    "community": 7,
    "supervision": 8,
    "portal": 9,
}
OWN = [Path(config.path) for config in apps.get_app_configs() if config.label in FLOORS]
PYTHON = sorted(
    path for root in [*OWN, settings.BASE_DIR / "yichang_renda"] for path in root.rglob("*.py")
)
SOURCES = [path for path in PYTHON if "migrations" not in path.parts]
PAGES = sorted(TEMPLATES.rglob("*.html"))


def name_of(path):
    return str(path.relative_to(settings.BASE_DIR))


def test_every_app_of_ours_has_a_floor():
    ours = {
        config.label
        for config in apps.get_app_configs()
        if Path(config.path).parent == settings.BASE_DIR and config.name != "yichang_renda"
    }

    assert ours == set(FLOORS)


def relations():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in FLOORS:
            for field in model._meta.get_fields():
                if field.is_relation and not field.auto_created and field.related_model:
                    yield field


def test_no_relation_points_to_a_higher_floor():
    user = apps.get_model(settings.AUTH_USER_MODEL)
    upward = [
        f"{field.model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for field in relations()
        if field.related_model is not user
        and FLOORS.get(field.related_model._meta.app_label, 0) > FLOORS[field.model._meta.app_label]
    ]

    assert upward == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def mentions(path):
    """Names of templates that a source file or a template names."""
    return set(re.findall(r"[\"']([\w./-]+\.(?:html|txt))[\"']", path.read_text()))


def overrides_another_package(name):
    """A page of a package (allauth, admin, a form widget) that ours stands before."""
    first = engines["django"].engine.template_loaders
    origins = [
        origin
        for loader in first
        for inner in getattr(loader, "loaders", [loader])
        for origin in inner.get_template_sources(name)
        if Path(origin.name).exists()
    ]
    return len(origins) > 1


def test_no_template_is_unused():
    named = set().union(*(mentions(path) for path in [*SOURCES, *PAGES]))
    by_status = {f"{status}.html" for status in (400, 403, 404, 500)}
    built = {match for path in SOURCES for match in re.findall(r"f\"([\w/]+)/\{", path.read_text())}
    unused = [
        name
        for path in PAGES
        if (name := str(path.relative_to(TEMPLATES))) not in named | by_status
        and name.rsplit("/", 1)[0] not in built
        and not any(name == f"{folder}/{rest}" for folder in built for rest in named)
        and not overrides_another_package(name)
    ]

    assert unused == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_compiles(path):
    get_template(str(path.relative_to(TEMPLATES)))


def test_a_line_of_a_template_can_be_read():
    """A formatter decides for code; here it is width alone (``coding-style.md``)."""
    too_long = [
        f"{name_of(path)}:{number}"
        for path in PAGES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > 120
    ]

    assert too_long == []


def found(pattern, paths):
    expression = re.compile(pattern)
    return [
        f"{name_of(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if expression.search(line)
    ]


def test_no_page_has_inline_script_or_style():
    """The Content-Security-Policy would forbid it, and nobody would see why it does nothing."""
    pattern = r"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\ssrc=)|javascript:|hx-on"

    assert found(pattern, PAGES) == []


def test_no_page_trusts_what_people_typed():
    assert found(r"\|\s*safe\b|autoescape off|safeseq", PAGES) == []
    assert found(r"mark_safe|csrf_exempt|\.raw\(|\.extra\(|RawSQL", SOURCES) == []


def test_no_variable_hides_the_flash_messages():
    """`messages` in a context would be ours instead of django.contrib.messages'."""
    assert found(r"[\"']messages[\"']\s*:|with messages=", [*SOURCES, *PAGES]) == []


def kinds_of_exceptions(base=BaseException):
    """Names of all that can be raised."""
    below = map(kinds_of_exceptions, base.__subclasses__())
    return {base.__name__}.union(*below) - {"Empty"}  # queue's; ours is the empty state of a list


def run_at_import(node):
    """Everything below ``node`` but the inside of functions, and what is raised at once."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Raise):
            continue
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from run_at_import(child.args)
            continue
        yield child
        yield from run_at_import(child)


def kept_exceptions(source):
    kinds = kinds_of_exceptions()
    calls = (node for node in run_at_import(ast.parse(source)) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if ast.unparse(call.func).rpartition(".")[2] in kinds]


def test_no_exception_waits_in_a_module_to_be_raised():
    """Raised, it would keep the frames of that moment, with whatever phone was in them."""
    kept = [
        f"{name_of(path)}:{line}" for path in SOURCES for line in kept_exceptions(path.read_text())
    ]

    assert kept == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("GONE = KeyError('x')", [1]),
        ("class A:\n    gone = {'x': [errors.ValidationError('x')]}", [2]),
        ("def f(error=OSError()):\n    return OSError()", [1]),
        ("gone = lambda: KeyError('x')", []),
        ("if not keys:\n    raise ImproperlyConfigured('x')", []),
        ("GONE = partial(KeyError, 'x')", []),
    ],
)
def test_an_exception_kept_by_a_module_is_seen(source, lines):
    assert kept_exceptions(source) == lines


TESTS = sorted((settings.BASE_DIR / "tests").rglob("*.py"))


def test_no_file_is_too_long_to_read():
    long = {
        name_of(path): lines
        for path in [*SOURCES, *TESTS]
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 400
    }

    assert long == {}


def test_no_function_is_too_long_to_read():
    long = {
        f"{name_of(path)}:{node.name}": lines
        for path in [*SOURCES, *TESTS]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (lines := node.end_lineno - node.lineno + 1) > 50
    }

    assert long == {}


def test_the_formatter_decides_almost_everywhere():
    exceptions = found(r"#\s*fmt: (skip|off)", [*SOURCES, *TESTS])

    assert len(exceptions) <= 10


def test_every_route_has_a_name():
    unnamed = [route for route, name in routes(get_resolver()) if name is None]

    assert [route for route in unnamed if not route.startswith("admin/")] == []


def test_no_two_apps_answer_at_the_same_address():
    addresses = Counter(route for route, _ in routes(get_resolver()))

    assert [route for route, count in addresses.items() if count > 1] == []


def routes(resolver, prefix=""):
    for entry in resolver.url_patterns:
        route = f"{prefix}{entry.pattern}"
        if hasattr(entry, "url_patterns"):
            yield from routes(entry, route)
        else:
            yield route, entry.name


def render(source, **context):
    template = Template(source)
    template.origin.name = str(TEMPLATES / "any.html")
    return template.render(Context(context))


def test_an_undefined_variable_fails_its_test():
    with pytest.raises(UndefinedVariableError, match=r"nobody\.name"):
        render("{{ nobody.name }}")


def test_a_template_may_ask_whether_a_variable_is_there():
    source = "{% if nobody %}x{% endif %}{{ nobody|default:'-' }}{{ given }}"

    assert render(source, given=0) == "-0"
