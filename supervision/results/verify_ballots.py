"""Counts a published count file again. Stand-alone: the standard library of Python 3.9, no more.

    python verify_ballots.py FILE.json [PUBLISHED DIGEST]

Shares no code with the portal, or it would repeat its mistakes: whole numbers and fractions
only, every figure worked out from the votes. Ends with 0 when all agrees, else with 1.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from hashlib import sha256
from math import floor, isqrt
from pathlib import Path
from typing import Any, NoReturn

KIND, FORMAT = "两述两评计票文件", 1
PAPER, LISTED = "paper", "is_satisfied"
WAYS = {"paper": "纸质票", "slip": "扫码投票", "account": "登录投票"}
PARTS = ("objects", "results", "withdrawn")
RECEIPT = re.compile(r"[a-z2-7]{26}")


class UnreadableError(Exception):
    """Not a count file at all; words for the person."""


class Report:
    """What was looked at, and what doesn't agree."""

    def __init__(self) -> None:
        self.lines, self.problems = list[str](), list[str]()

    def step(self, title: str, problems: list[str]) -> None:
        self.lines.append(f"{'×' if problems else '√'} {title}")
        self.lines += [f"    {problem}" for problem in problems]
        self.problems += problems


def main(arguments: list[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        return say("用法：python verify_ballots.py 计票文件.json [公布的校验值]")
    try:
        raw = Path(arguments[0]).read_bytes()
        data = read(raw)
        report, title = verify(data), heading(data)
        ballots = came_in(data)
    except OSError:
        return say(f"打不开文件：{arguments[0]}")
    except UnreadableError as error:
        return say(f"核对不通过：{error}")
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return say("核对不通过：文件不完整，或者格式被改动过。")
    check_digest(report, raw, arguments[1] if len(arguments) == 2 else "")
    say(title)
    say("\n".join(report.lines))
    if report.problems:
        return say(f"\n核对不通过：有 {len(report.problems)} 处对不上。")
    say(f"\n核对通过：{len(data['objects'])} 个测评对象、{ballots} 张票全部重新算过，结果一致。")
    return 0


def say(text: str) -> int:
    """Returns the exit code of what went wrong."""
    sys.stdout.write(text + "\n")
    return 1


def read(raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw, object_pairs_hook=no_key_twice, parse_float=no_float)
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise UnreadableError("文件不完整，或者不是计票文件。") from None
    if not isinstance(data, dict) or data.get("kind") != KIND or data.get("format") != FORMAT:
        raise UnreadableError("这不是计票文件，或者要用新版的核对程序。")
    return data


def no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise UnreadableError("文件里同一项写了两遍。")
    return dict(pairs)


def no_float(text: str) -> NoReturn:
    raise UnreadableError(f"文件里不应该有小数：{text}")


def heading(data: dict[str, Any]) -> str:
    about, version = data["evaluation"], f"第 {data['version']} 版，{data['counted_at']} 计票"
    return f"{about['organizer']} {about['title']}（{about['year']} 年），{version}\n"


def check_digest(report: Report, raw: bytes, published: str) -> None:
    found = sha256(raw).hexdigest()
    if not published:
        return report.lines.append(f"  文件校验值：{found}\n    请和网站公布的对一对。")
    wrong = [] if found == published.strip().lower() else [f"这个文件的是 {found}。"]
    return report.step("文件校验值和公布的一致", wrong)


def verify(data: dict[str, Any]) -> Report:
    report = Report()
    report.step("测评方案没有被改动", wrong_scheme(data))
    report.step("每个测评对象都有一个结果", wrong_objects(data))
    report.step("得票都归得到测评对象、选项和投票方式", wrong_votes(data))
    if report.problems:
        return report
    votes = Votes(data)
    report.step("人数太少的不显示，也推算不出来", wrong_groups(data, votes))
    report.step("每个测评对象的票数和收回的票数相符", wrong_numbers(data, votes))
    report.step("回执没有重复，和电子票一样多", wrong_receipts(data))
    report.step("两位计票人录入的纸质票一致", wrong_paper(data, votes))
    report.step("参加人数是否过法定数", wrong_quorum(data) + too_many(data))
    report.step("满意率、加权得分、离散重新算过", wrong_figures(votes))
    if data["evaluation"]["purpose"] == "selection":
        report.step("票选列入的重新定过", wrong_selection(data, votes))
    else:
        report.step("等次和达标线重新定过", wrong_judgement(data, votes))
    if any("rank" in row for row in data["results"]):
        report.step("名次重新排过（同分同名次，其后空出）", wrong_ranks(data, votes))
    else:
        report.lines.append("  没有公布名次，不核对名次。")
    return report


class Votes:
    """The votes of each object, by group of ways and together, and what its figures should be."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.names = {one["key"]: one["name"] for one in data["objects"]}
        self.shown = [row for row in data["results"] if not row["is_withheld"]]
        self.scheme = data["scheme"]
        self.groups: dict[int, dict[str, Counter[int | None]]] = defaultdict(dict)
        for ways, key, option, n in data["votes"]:
            self.groups[key].setdefault(ways, Counter())[option] += n
        self.total = {k: sum(self.groups.get(k, {}).values(), Counter()) for k in self.names}
        # Weights in hundredths of a point; None: handed in, not valid.
        options = self.scheme["options"]
        self.weights = {o["position"]: o["weight"] and hundredths(o["weight"]) for o in options}

    def returned(self, key: int) -> int:
        return sum(self.total[key].values())

    def marked(self, key: int, name: str) -> int:
        """Votes for options for which the scheme says ``name``."""
        return sum(self.total[key][o["position"]] for o in self.scheme["options"] if o[name])

    def valid(self, key: int) -> int:
        return sum(self.total[key][o] for o, w in self.weights.items() if w is not None)

    def figures(self, key: int) -> dict[str, Any]:
        """As in the file: numbers, and decimals as text."""
        votes, n = self.total[key], self.valid(key)
        weighed = [(w, votes[o]) for o, w in self.weights.items() if w is not None]
        found: dict[str, Any] = {
            "returned": self.returned(key),
            "valid": n,
            "uncounted": sum(votes[o] for o, w in self.weights.items() if w is None),
            "invalid": votes[None],
            "satisfied": self.marked(key, LISTED),
        }
        if not n:
            return found | {"score": None, "satisfaction": None, "spread": None}
        points = sum(w * m for w, m in weighed)
        under_root = n * sum(w * w * m for w, m in weighed) - points * points
        return found | {
            "score": as_text(Fraction(points, n)),
            "satisfaction": self.share(key, LISTED),
            "spread": as_text((isqrt(4 * under_root) + n) // (2 * n)),
        }

    def share(self, key: int, name: str) -> str | None:
        """Percent of the valid votes."""
        n = self.valid(key)
        return as_text(Fraction(10_000 * self.marked(key, name), n)) if n else None

    def measured(self, key: int, measure: str) -> int | None:
        """In hundredths, by the measure's name: score or satisfaction."""
        text = self.figures(key)[measure]
        return None if text is None else hundredths(text)


def hundredths(text: str) -> int:
    """「87.50」 → 8750"""
    if not re.fullmatch(r"\d{1,3}\.\d\d", text):
        raise UnreadableError(f"不是两位小数：{text}")
    return int(text.replace(".", ""))


def as_text(value: Fraction | int) -> str:
    """Hundredths, halves rounded up: 8750 → 「87.50」"""
    cents = floor(value + Fraction(1, 2))
    return f"{cents // 100}.{cents % 100:02d}"


def wrong_scheme(data: dict[str, Any]) -> list[str]:
    text = json.dumps(data["scheme"], ensure_ascii=False, sort_keys=True).encode()
    return [] if sha256(text).hexdigest() == data["scheme_digest"] else ["方案和它的校验值不符。"]


def wrong_objects(data: dict[str, Any]) -> list[str]:
    keys, results, gone = ([row["key"] for row in data[x]] for x in PARTS)
    found = {
        "有测评对象列了两次。": len(set(keys)) != len(keys),
        "测评对象和结果不是一一对应。": sorted(keys) != sorted(results),
        "撤出的测评对象还在结果里。": bool(set(gone) & set(keys)),
    }
    return [words for words, is_so in found.items() if is_so]


def wrong_votes(data: dict[str, Any]) -> list[str]:
    keys = {one["key"] for one in data["objects"]}
    options = {one["position"] for one in data["scheme"]["options"]} | {None}
    used = [row["way"] for row in data["participation"]]
    doubtful = len(set(used)) != len(used) or not set(used) <= set(WAYS)
    problems, seen = ["投票方式写错了。"] if doubtful else [], set()
    for ways, key, option, n in data["votes"]:
        known = key in keys and option in options and set(ways.split("+")) <= set(used)
        if not known or type(n) is not int or n < 1 or (ways, key, option) in seen:
            problems.append(f"这一行不对：{ways}、{key}、{option}、{n}")
        seen.add((ways, key, option))
    rows = [[-1 if cell is None else cell for cell in row] for row in data["votes"]]
    if rows != sorted(rows):
        problems.append("得票没有按顺序列出，顺序可能泄露是谁投的。")
    return problems


def wrong_groups(data: dict[str, Any], votes: Votes) -> list[str]:
    smallest, problems = data["scheme"]["smallest_group"], []
    for row in data["results"]:
        name, groups = votes.names[row["key"]], votes.groups.get(row["key"], {})
        if row["is_withheld"] and (groups or len(row) > 2):
            problems.append(f"{name}：票数太少本来不显示，文件里却有数字。")
        if not row["is_withheld"] and votes.returned(row["key"]) < smallest:
            problems.append(f"{name}：不到 {smallest} 张票，不应该显示结果。")
        elif any(sum(group.values()) < smallest for group in groups.values()):
            problems.append(f"{name}：有一种投票方式不到 {smallest} 张票，应该和别的合在一起。")
        if max(Counter("+".join(groups).split("+")).values()) > 1:
            problems.append(f"{name}：同一种投票方式算了两遍。")
    return problems


def wrong_numbers(data: dict[str, Any], votes: Votes) -> list[str]:
    """Every ballot marks every object once; by recusal an object may have fewer, never more."""
    by_way = {row["way"]: row["returned"] for row in data["participation"]}
    recuses, problems = data["evaluation"]["recuses"], []
    for row in data["results"]:
        groups = votes.groups.get(row["key"], {})
        missing = came_in(data) - votes.returned(row["key"])
        wrong = missing < 0 or (missing > 0 and not recuses)
        for ways, group in groups.items():
            lacking = sum(by_way[way] for way in ways.split("+")) - sum(group.values())
            wrong |= lacking < 0 or (lacking > 0 and not (recuses and "account" in ways))
        if wrong and not (row["is_withheld"] and missing > 0):
            problems.append(f"{votes.names[row['key']]}：得票相加和收回的票数不等。")
    smallest, hidden = data["scheme"]["smallest_group"], len(votes.shown) < len(data["results"])
    if hidden and not recuses and came_in(data) >= smallest:
        problems.append(f"收回的不少于 {smallest} 张票，却有结果没有显示。")
    return problems


def wrong_receipts(data: dict[str, Any]) -> list[str]:
    receipts, problems = data["receipts"], []
    expected = sum(row["returned"] for row in data["participation"] if row["way"] != PAPER)
    if len(receipts) != expected:
        problems.append(f"电子票有 {expected} 张，回执有 {len(receipts)} 个。")
    twice = [code for code, n in Counter(receipts).items() if n > 1]
    problems += [f"回执出现了不止一次：{code}" for code in twice]
    problems += [f"回执写法不对：{code}" for code in receipts if not RECEIPT.fullmatch(code)]
    if receipts != sorted(receipts):
        problems.append("回执没有按顺序列出，顺序可能泄露投票先后。")
    return problems


def wrong_paper(data: dict[str, Any], votes: Votes) -> list[str]:
    came_in = [row for row in data["participation"] if row["way"] == PAPER]
    if not came_in:
        return ["没有用纸质票，却有计票单。"] if data["paper"] else []
    sheets = data["paper"]["sheets"]
    problems = [] if len(sheets) == 2 and sheets[0] == sheets[1] else ["没有两份一样的计票单。"]
    alone = {key: groups[PAPER] for key, groups in votes.groups.items() if PAPER in groups}
    counted = {(key, option): n for key, group in alone.items() for option, n in group.items()}
    for sheet in sheets:
        numbers = (sheet["issued"], sheet["returned"])
        if numbers != (came_in[0]["issued"], came_in[0]["returned"]):
            problems.append("计票单上的发出、收回和公布的不一样。")
        if {(key, option): n for key, option, n in sheet["totals"]} != counted:
            problems.append("计票单上的得票和公布的不一样。")
    return problems


def wrong_quorum(data: dict[str, Any]) -> list[str]:
    eligible, returned = data["electorate"]["eligible"], came_in(data)
    valid = 100 * returned > (percent := data["scheme"]["quorum_percent"]) * eligible
    words = f"应到 {eligible} 人，收回 {returned} 张票，应过 {percent}%：是否有效写错了。"
    return [] if valid == data["has_quorum"] else [words]


def came_in(data: dict[str, Any]) -> int:
    return sum(row["returned"] for row in data["participation"])


def too_many(data: dict[str, Any]) -> list[str]:
    """More ballots than were handed out, or than people: invalid, whatever the quorum."""
    over = [WAYS[row["way"]] for row in data["participation"] if row["returned"] > row["issued"]]
    found = [f"{way}收回的比发出的多，这次测评无效。" for way in over]
    if came_in(data) > data["electorate"]["eligible"]:
        found.append("收回的票比应到的人多，这次测评无效。")
    return found


def wrong_figures(votes: Votes) -> list[str]:
    return [
        f"{votes.names[row['key']]}：{LABELS[field]}应是 {right}，文件里是 {row[field]}。"
        for row in votes.shown
        for field, right in votes.figures(row["key"]).items()
        if row[field] != right
    ]


LABELS = {
    "returned": "收回",
    "valid": "有效票",
    "uncounted": "不计入的票",
    "invalid": "无效票",
    "satisfied": "满意（列入）票",
    "score": "加权得分",
    "satisfaction": "满意率",
    "spread": "离散",
}


def wrong_judgement(data: dict[str, Any], votes: Votes) -> list[str]:
    scheme, problems = data["scheme"], []
    for row in votes.shown:
        key, name = row["key"], votes.names[row["key"]]
        value = votes.measured(key, scheme["target_measure"])
        reaches = None if value is None else value >= hundredths(scheme["target"])
        if row["reaches_target"] != reaches:
            problems.append(f"{name}：是否达到达标线写错了。")
        if row["grade"] != right_grade(scheme, votes, key):
            problems.append(f"{name}：等次应是「{right_grade(scheme, votes, key)}」。")
    return problems


def right_grade(scheme: dict[str, Any], votes: Votes, key: int) -> str:
    by = {"share": votes.share(key, "is_graded"), "weight": votes.figures(key)["score"]}
    text = by.get(scheme["grading"]) or "-"
    steps = scheme["grades"] if text != "-" else []
    return next((g["label"] for g in steps if hundredths(text) >= hundredths(g["at_least"])), "")


def wrong_selection(data: dict[str, Any], votes: Votes) -> list[str]:
    """The most listed ones, if the vote is valid; equal ones at the cut are not chosen."""
    listed = {row["key"]: votes.marked(row["key"], LISTED) for row in votes.shown}
    places, problems = data["evaluation"]["places"], []
    valid = data["has_quorum"] and not too_many(data)
    for row in votes.shown:
        more = sum(n > listed[row["key"]] for n in listed.values())
        alike = sum(n == listed[row["key"]] for n in listed.values())
        fits = valid and more + alike <= places
        tied = valid and more < places < more + alike
        if (row["is_chosen"], row["is_tied"]) != (fits, tied):
            problems.append(f"{votes.names[row['key']]}：是否列入写错了。")
    return problems


def wrong_ranks(data: dict[str, Any], votes: Votes) -> list[str]:
    scheme, values, problems = data["scheme"], {}, []
    classes = {one["key"]: one["class"] for one in data["objects"]}
    selection = data["evaluation"]["purpose"] == "selection"
    for key in [row["key"] for row in votes.shown]:
        if votes.valid(key) >= scheme["least_ballots"]:
            by_measure = votes.measured(key, scheme["ranked_by"])
            values[key] = votes.marked(key, LISTED) if selection else by_measure
    for row in votes.shown:
        key = row["key"]
        in_class = scheme["ranked_in_class"] and classes[key]
        like = {k: v for k, v in values.items() if in_class and classes[k] == in_class}
        right = [*place(values, key), *place(like, key)]
        if [row["rank"], row["ranked"], row["class_rank"], row["class_ranked"]] != right:
            problems.append(f"{votes.names[key]}：名次写错了。")
    return problems


def place(values: dict[int, Any], key: int) -> tuple[int | None, int | None]:
    """(rank, how many are ranked): one more than those with a better figure."""
    known = [value for value in values.values() if value is not None]
    mine = values.get(key)
    return (None, None) if mine is None else (1 + sum(v > mine for v in known), len(known))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
