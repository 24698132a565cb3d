"""Small wrong changes of a module, each as a piece of its text and what stands there instead.

Left alone is what no test should hold: words (strings, logs, `__str__`), types, docstrings,
columns, `Meta` and constraints (migrations hold those), hooks of an engine that a child must
fill, how much is done at once, and what only makes a query cheaper.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
COMPUTED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.FloorDiv: ("//", "*"),
    ast.Div: ("/", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}
#: Methods, and functions of Python.
SWAPPED = (
    (ast.Attribute, {"filter": "exclude", "exclude": "filter", "first": "last", "last": "first"}),
    (ast.Name, {"min": "max", "max": "min", "any": "all", "all": "any"}),
)
CONDITIONS = {"filter", "exclude", "update"}
#: Calls that change words, logs or the cost of a query alone.
QUIET_CALLS = {"select_related", "prefetch_related", "only", "defer", "iterator", "cast", "log"}
QUIET_CALLS |= {"logger", "logging", "select_for_update", "TransitionError", "ValidationError"}
QUIET_KEYWORDS = {"batch_size", "update_fields", "strict", "flat", "by"}
#: How much is done at once, and what is only made sure of.
QUIET_VALUES = {"batch_size", "strict"}
QUIET_FUNCTIONS = {"__str__", "__repr__"}
#: How much is done at once, not what.
QUIET_SIZES = {"AT_ONCE", "BATCH", "CHUNK"}
Span = tuple[int, int]


@dataclass(frozen=True)
class Mutant:
    """``old`` and ``new`` are the lines touched, so that both can be read and written down.

    ``span`` holds the lines of the statement; None outside functions, where any test may notice.
    """

    file: str
    start: int
    end: int
    put: str
    old: str
    new: str
    line: int
    span: Span | None

    def source(self, root: Path) -> bytes:
        text = (root / self.file).read_bytes()
        return text[: self.start] + self.put.encode() + text[self.end :]


def mutants_of(root: Path, file: str) -> list[Mutant]:
    finder = Finder((root / file).read_bytes())
    finder.visit(ast.parse(finder.text))
    return [_mutant(file, finder.text, *found) for found in finder.found]


def replaced(root: Path, file: str, old: str, new: str) -> Mutant:
    """A mutant that somebody wrote down; ``old`` stands once in the file."""
    text = (root / file).read_bytes()
    if text.count(old.encode()) != 1:
        raise ValueError(f"{file}: stands there {text.count(old.encode())} times: {old!r}")
    start = text.index(old.encode())
    line = text.count(b"\n", 0, start) + 1
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    spans = [(node.lineno, node.end_lineno or 0) for node in functions]
    around = next((span for span in reversed(spans) if span[0] <= line <= span[1]), None)
    return _mutant(file, text, start, start + len(old.encode()), new, around)


def _mutant(file: str, text: bytes, start: int, end: int, put: str, span: Span | None) -> Mutant:
    first = text.rfind(b"\n", 0, start) + 1
    last = text.find(b"\n", end)
    changed = text[first:start] + put.encode() + text[end:last]
    old, new = (" ".join(part.decode().split()) for part in (text[first:last], changed))
    return Mutant(file, start, end, put, old, new, text.count(b"\n", 0, start) + 1, span)


class Finder(ast.NodeVisitor):
    def __init__(self, text: bytes) -> None:
        self.text = text
        self.found: list[tuple[int, int, str, Span | None]] = []
        self._starts = [0, *(match.end() for match in re.finditer(rb"\n", text))]
        self._depth = 0
        self._lines: Span | None = None

    # where --------------------------------------------------------------------------------------

    def span(self, node: ast.AST) -> Span:
        where = node.lineno, node.end_lineno  # type: ignore[attr-defined]
        columns = node.col_offset, node.end_col_offset  # type: ignore[attr-defined]
        start, end = (
            self._starts[line - 1] + column for line, column in zip(where, columns, strict=True)
        )
        return start, end

    def put(self, span: Span, text: str) -> None:
        self.found.append((*span, text, self._lines))

    def put_between(self, before: ast.AST, after: ast.AST, old: str, new: str) -> None:
        """Replace a word that stands between two nodes."""
        start, end = self.span(before)[1], self.span(after)[0]
        words = r"\s+".join(map(re.escape, old.split()))
        if match := re.search(words.encode(), self.text[start:end]):
            self.put((start + match.start(), start + match.end()), new)

    def drop_each(self, nodes: list[ast.AST], *, also_the_last: bool = False) -> None:
        """Each element of a list away, with its comma."""
        spans = [self.span(node) for node in nodes]
        for (start, _), (following, _) in pairwise(spans):
            self.put((start, following), "")
        if len(spans) > 1:
            self.put((spans[-2][1], spans[-1][1]), "")
        elif spans and also_the_last:
            start, end = spans[0]
            comma = re.match(rb"\s*,", self.text[end:])
            self.put((start, end + (comma.end() if comma else 0)), "")

    # statements ---------------------------------------------------------------------------------

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.stmt) and self._depth:
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if body else node.end_lineno
            self._lines = node.lineno, max(node.lineno, last or 0)
        super().visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in QUIET_FUNCTIONS:
            return
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(default)
        self._depth += 1
        for statement in node.body:
            self.visit(statement)
        self._depth -= 1
        self._lines = None

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        bases = {base.attr for base in node.bases if isinstance(base, ast.Attribute)}
        if node.name == "Meta" or bases & {"TextChoices", "IntegerChoices"}:
            return
        for statement in node.body:
            self.visit(statement)

    def visit_Import(self, node: ast.Import) -> None: ...
    def visit_ImportFrom(self, node: ast.ImportFrom) -> None: ...
    def visit_Assert(self, node: ast.Assert) -> None: ...
    def visit_JoinedStr(self, node: ast.JoinedStr) -> None: ...

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call) and not _is_quiet(node.value):
            self.put(self.span(node), "pass")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if {target.id for target in node.targets if isinstance(target, ast.Name)} & QUIET_SIZES:
            return
        if any(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
            self.put(self.span(node), "pass")
        self._visit_assigned(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self._visit_assigned(node.value)

    def _visit_assigned(self, value: ast.expr) -> None:
        if isinstance(value, ast.Tuple):
            self.drop_each([*value.elts])
        self.visit(value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.put(self.span(node), "pass")
        self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        if isinstance(node.exc, ast.Name) and node.exc.id == "NotImplementedError":
            return
        self.put(self.span(node), "pass")

    def visit_Delete(self, node: ast.Delete) -> None:
        self.put(self.span(node), "pass")

    def visit_Continue(self, node: ast.Continue) -> None:
        self.put(self.span(node), "pass")

    def visit_Break(self, node: ast.Break) -> None:
        self.put(self.span(node), "pass")

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        self._decide(node.test)
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        self.put(self.span(node.test), "False")
        self.generic_visit(node)

    # expressions --------------------------------------------------------------------------------

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._decide(node.test)
        self.generic_visit(node)

    def _decide(self, test: ast.expr) -> None:
        """Always so, never so; of what is joined by and, or each side has its turn."""
        if not isinstance(test, ast.BoolOp):
            self.put(self.span(test), "True")
            self.put(self.span(test), "False")

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self.put(self.span(test), "True")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        for operator, (before, after) in zip(node.ops, pairwise(sides), strict=True):
            self.put_between(before, after, *COMPARED[type(operator)])
            if isinstance(after, ast.Tuple):
                self.drop_each([*after.elts])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """Each side away: as if it were always so."""
        for value in node.values:
            if not isinstance(value, ast.Constant):
                self.put(self.span(value), "True" if isinstance(node.op, ast.And) else "False")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not | ast.Invert):
            start = self.span(node)[0]
            self.put((start, start + (3 if isinstance(node.op, ast.Not) else 1)), "")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if (swap := COMPUTED.get(type(node.op))) and not {_kind(node.left), _kind(node.right)} & {
            str,
            ast.JoinedStr,
        }:
            self.put_between(node.left, node.right, *swap)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self.put(self.span(node), str(not node.value))
        elif isinstance(node.value, int):
            self.put(self.span(node), str(node.value + 1))

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in QUIET_VALUES:
            self.generic_visit(node)

    def visit_List(self, node: ast.List) -> None:
        self.drop_each([*node.elts])
        self.generic_visit(node)

    def visit_Set(self, node: ast.Set) -> None:
        self.drop_each([*node.elts])
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        """Entries; what is unpacked into it stays."""
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None and len(node.keys) > 1:
                start, end = self.span(key)[0], self.span(value)[1]
                comma = re.match(rb"\s*,", self.text[end:])
                self.put((start, end + (comma.end() if comma else 0)), "")
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)
        if not isinstance(node.slice, ast.Tuple):
            self.visit(node.slice)

    def visit_Call(self, node: ast.Call) -> None:
        if _name(node).endswith("Constraint"):
            return
        if _is_quiet(node):
            if isinstance(node.func, ast.Attribute):
                self.visit(node.func.value)
            return
        for kind, swaps in SWAPPED:
            if isinstance(node.func, kind) and (swap := swaps.get(_name(node))):
                end = self.span(node.func)[1]
                self.put((end - len(_name(node)), end), swap)
        given: list[ast.AST] = [*node.args, *node.keywords]
        dropped = list(_droppable(node))
        found_before = len(self.found)
        self.drop_each(given, also_the_last=True)
        made = self.found[found_before:]
        self.found[found_before:] = [
            one for part, one in zip(given, made, strict=True) if part in dropped
        ]
        for argument in node.args:
            if isinstance(argument, ast.Tuple):
                self.drop_each([*argument.elts])
        self.generic_visit(node)


def _droppable(node: ast.Call) -> Iterator[ast.AST]:
    """Keywords, and what rows are chosen by."""
    if _name(node) in CONDITIONS:
        yield from (one for one in node.args if not isinstance(one, ast.Starred))
    yield from (one for one in node.keywords if one.arg and one.arg not in QUIET_KEYWORDS)


def _name(node: ast.Call) -> str:
    func = node.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _is_quiet(node: ast.Call) -> bool:
    """Also columns: what calls `models.…` is held by the migrations."""
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    names = {_name(node), owner.id if isinstance(owner, ast.Name) else ""}
    is_column = "models" in names and _name(node).endswith(("Field", "Key"))
    return bool(names & QUIET_CALLS) or is_column


def _kind(node: ast.expr) -> type:
    return type(node.value) if isinstance(node, ast.Constant) else type(node)
