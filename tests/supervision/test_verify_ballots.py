"""The stand-alone verifier: a good file passes, and every way of tampering is named."""

import copy
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from supervision.models import Recusal, SchemeGrade, UnitClass
from supervision.results.count_file import as_bytes, without_ranks
from tests.factories import evaluations as make

VERIFIER = Path(__file__).parents[2] / "supervision" / "results" / "verify_ballots.py"


@pytest.fixture
def data(cast):
    """Three departments in two classes, rated in all three ways; slips and paper are few."""
    scheme = make.make_scheme(cast.tree.xiling, grading="weight")
    for n, (label, at_least) in enumerate([("好", 90), ("较好", 70), ("一般", 0)]):
        SchemeGrade.objects.create(scheme=scheme, position=n, label=label, at_least=at_least)
    evaluation = make.ready(cast, scheme=scheme, departments=3, electors=20)
    classes = [UnitClass.objects.create(area=cast.tree.xiling, name=n) for n in ("执法", "民生")]
    first, second, third = evaluation.subjects.all()
    evaluation.subjects.filter(pk__in=[first.pk, third.pk]).update(unit_class=classes[0])
    evaluation.subjects.filter(pk=second.pk).update(unit_class=classes[1])
    evaluation.open(by=cast.quxian)
    option = {o.position: o.pk for o in make.options_of(evaluation)}
    for n, elector in enumerate(evaluation.electors.select_related("representative__user")[:8]):
        marks = {first.pk: option[0], second.pk: option[n % 4], third.pk: option[n % 2]}
        make.vote_so(evaluation, elector.representative, marks)
    for code in make.print_slips(evaluation, 2):
        make.vote_by_slip(evaluation, code, choice=2)
    make.enter_paper(evaluation, (5, 2, 1, 0), invalid=1)
    evaluation.close(by=cast.quxian)
    return evaluation.count(by=cast.quxian).file


def run(tmp_path, content, *arguments):
    """(exit code, what was printed), with the file's own digest unless another is given."""
    raw = content if isinstance(content, bytes) else as_bytes(content)
    file = tmp_path / "计票.json"
    file.write_bytes(raw)
    given = arguments or (sha256(raw).hexdigest(),)
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(file), *given],
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.stderr == b""
    return done.returncode, done.stdout.decode()


def test_a_good_file_passes(tmp_path, data):
    code, said = run(tmp_path, data)
    assert code == 0, said
    assert said.endswith("核对通过：3 个测评对象、19 张票全部重新算过，结果一致。\n")


def test_the_file_without_ranks_passes(tmp_path, data):
    code, said = run(tmp_path, without_ranks(data))
    assert code == 0, said
    assert "没有公布名次，不核对名次。" in said


def test_the_database_gives_back_the_bytes_that_were_hashed(cast):
    evaluation = make.counted(cast)
    count = evaluation.counts.get()
    assert sha256(as_bytes(count.file)).hexdigest() == count.file_digest
    assert sha256(as_bytes(without_ranks(count.file))).hexdigest() == count.plain_digest


def test_without_a_digest_it_says_which_one_to_compare(tmp_path, data):
    file = tmp_path / "计票.json"
    file.write_bytes(as_bytes(data))
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(file)], capture_output=True, check=False
    )
    assert done.returncode == 0
    assert sha256(as_bytes(data)).hexdigest() in done.stdout.decode()


def test_a_selection_passes(tmp_path, cast):
    evaluation = make.selection(cast, electors=12, by_paper=False)
    first, second, third, _ = evaluation.subjects.all()
    make.list_on_ballots(evaluation, [(first, second)] * 6 + [(first, third)] * 6)
    evaluation.close(by=cast.quxian)
    code, said = run(tmp_path, evaluation.count(by=cast.quxian).file)
    assert code == 0, said


def test_with_recusals_it_passes(tmp_path, cast):
    scheme = make.make_scheme(cast.tree.xiling, recuses=True)
    evaluation = make.ready(cast, scheme=scheme, departments=2, electors=6, by_paper=False)
    first = evaluation.subjects.first()
    electors = evaluation.electors.select_related("representative__user").order_by("pk")
    Recusal.objects.create(elector=electors[0], subject=first, reason="任职单位")
    evaluation.open(by=cast.quxian)
    for n, elector in enumerate(electors):
        marks = make.marks(evaluation)
        if n == 0:
            del marks[first.pk]
        make.vote_so(evaluation, elector.representative, marks)
    evaluation.close(by=cast.quxian)
    code, said = run(tmp_path, evaluation.count(by=cast.quxian).file)
    assert code == 0, said


def test_too_few_ballots_pass_with_nothing_in_the_file(tmp_path, cast):
    evaluation = make.counted(cast, ballots=[0] * 4)
    code, said = run(tmp_path, evaluation.current_count().file)
    assert code == 0, said


# Each changes the file; the second is what the verifier says of it.
def vote_added(data):
    data["votes"][0][3] += 1


def vote_moved(data):
    key = data["objects"][2]["key"]
    first, second, *_ = (row for row in data["votes"] if row[:2] == ["slip+account", key])
    first[3] -= 1
    second[3] += 1


def votes_of_two_objects_swapped(data):
    one, two = (copy.deepcopy(data["results"][n]) for n in (0, 1))
    one["key"], two["key"] = two["key"], one["key"]
    data["results"][:2] = [two, one]


def vote_negative(data):
    data["votes"][0][3] = -1


def vote_for_an_unknown_option(data):
    data["votes"][0][2] = 9


def vote_for_an_unknown_object(data):
    data["votes"][0][1] = 10**6


def votes_out_of_order(data):
    data["votes"].reverse()


def votes_of_a_small_group_apart(data):
    """Two slips shown by themselves: who holds them is easily guessed."""
    row = next(row for row in data["votes"] if "slip" in row[0] and row[2] == 2)
    row[3] -= 2
    data["votes"].append(["slip", *row[1:3], 2])
    data["votes"] = sorted((row for row in data["votes"] if row[3]), key=_order)


def _order(row):
    return [-1 if cell is None else cell for cell in row]


def score_raised(data):
    data["results"][1]["score"] = "99.00"


def satisfaction_raised(data):
    data["results"][1]["satisfaction"] = "99.00"


def spread_lowered(data):
    data["results"][1]["spread"] = "0.00"


def valid_raised(data):
    data["results"][1]["valid"] += 1


def invalid_hidden(data):
    data["results"][0]["invalid"] = 0


def ranks_swapped(data):
    first, second = data["results"][:2]
    first["rank"], second["rank"] = second["rank"], first["rank"]


def class_rank_changed(data):
    data["results"][2]["class_rank"] = 1


def ranked_among_more(data):
    data["results"][0]["ranked"] = 53


def class_changed(data):
    data["objects"][2]["class"] = "民生"


def grade_raised(data):
    data["results"][1]["grade"] = "好"


def target_claimed(data):
    row = data["results"][1]
    row["reaches_target"] = not row["reaches_target"]


def weight_changed(data):
    data["scheme"]["options"][2]["weight"] = "90.00"


def threshold_of_the_scheme_changed(data):
    data["scheme"]["target"] = "10.00"


def scheme_changed_with_its_digest(data):
    data["scheme"]["options"][2]["weight"] = "90.00"
    text = json.dumps(data["scheme"], ensure_ascii=False, sort_keys=True)
    data["scheme_digest"] = sha256(text.encode()).hexdigest()


def quorum_claimed(data):
    data["electorate"]["eligible"] = 40


def quorum_denied(data):
    data["has_quorum"] = False


def more_returned_than_issued(data):
    data["participation"][0]["issued"] = 1


def participants_added(data):
    data["participation"][2]["returned"] += 1


def receipt_twice(data):
    data["receipts"][1] = data["receipts"][0]


def receipt_removed(data):
    del data["receipts"][0]


def receipt_added(data):
    data["receipts"] = sorted([*data["receipts"], "a" * 26])


def receipt_malformed(data):
    data["receipts"][0] = "1" + data["receipts"][0][1:]


def receipts_in_the_order_of_voting(data):
    data["receipts"].reverse()


def paper_sheet_changed(data):
    data["paper"]["sheets"][0]["returned"] -= 1


def paper_sheets_changed_alike(data):
    for sheet in data["paper"]["sheets"]:
        sheet["issued"] += 1


def paper_sheet_missing(data):
    data["paper"]["sheets"].pop()


def object_left_out(data):
    key = data["results"].pop()["key"]
    data["votes"] = [row for row in data["votes"] if row[1] != key]


def object_twice(data):
    data["objects"].append(data["objects"][0])


def object_withheld(data):
    """A bad result made to disappear."""
    key = data["results"][1]["key"]
    data["results"][1] = {"key": key, "is_withheld": True}
    data["votes"] = [row for row in data["votes"] if row[1] != key]


def withdrawn_object_counted(data):
    data["withdrawn"] = [data["objects"][0]]


TAMPERED = [
    (vote_added, "得票相加和收回的票数不等"),
    (vote_moved, "加权得分应是"),
    (votes_of_two_objects_swapped, "加权得分应是"),
    (vote_negative, "这一行不对"),
    (vote_for_an_unknown_option, "这一行不对"),
    (vote_for_an_unknown_object, "这一行不对"),
    (votes_out_of_order, "得票没有按顺序列出"),
    (votes_of_a_small_group_apart, "应该和别的合在一起"),
    (score_raised, "加权得分应是"),
    (satisfaction_raised, "满意率应是"),
    (spread_lowered, "离散应是"),
    (valid_raised, "有效票应是"),
    (invalid_hidden, "无效票应是"),
    (ranks_swapped, "名次写错了"),
    (class_rank_changed, "名次写错了"),
    (ranked_among_more, "名次写错了"),
    (class_changed, "名次写错了"),
    (grade_raised, "等次应是"),
    (target_claimed, "是否达到达标线写错了"),
    (weight_changed, "方案和它的校验值不符"),
    (threshold_of_the_scheme_changed, "方案和它的校验值不符"),
    (scheme_changed_with_its_digest, "加权得分应是"),
    (quorum_claimed, "是否有效写错了"),
    (quorum_denied, "是否有效写错了"),
    (more_returned_than_issued, "收回的比发出的多"),
    (participants_added, "得票相加和收回的票数不等"),
    (receipt_twice, "回执出现了不止一次"),
    (receipt_removed, "回执有 9 个"),
    (receipt_added, "回执有 11 个"),
    (receipt_malformed, "回执写法不对"),
    (receipts_in_the_order_of_voting, "回执没有按顺序列出"),
    (paper_sheet_changed, "没有两份一样的计票单"),
    (paper_sheets_changed_alike, "计票单上的发出、收回和公布的不一样"),
    (paper_sheet_missing, "没有两份一样的计票单"),
    (object_left_out, "不是一一对应"),
    (object_twice, "有测评对象列了两次"),
    (object_withheld, "却有结果没有显示"),
    (withdrawn_object_counted, "撤出的测评对象还在结果里"),
]


@pytest.mark.parametrize(("tamper", "words"), TAMPERED, ids=[t.__name__ for t, _ in TAMPERED])
def test_tampering_is_found(tmp_path, data, tamper, words):
    tamper(data)
    code, said = run(tmp_path, data)
    assert (code, words in said) == (1, True), said


def test_another_file_than_the_published_one_is_found(tmp_path, data):
    code, said = run(tmp_path, data, "0" * 64)
    assert (code, "× 文件校验值和公布的一致" in said) == (1, True)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"kind": "x"}', "计票".encode("gbk"), b'{"a": 1, "a": 1}'],
)
def test_what_is_no_count_file_is_refused(tmp_path, content):
    code, said = run(tmp_path, content)
    assert (code, said.startswith("核对不通过：")) == (1, True)


def test_a_file_cut_short_is_refused(tmp_path, data):
    code, _ = run(tmp_path, as_bytes(data)[:-200])
    assert code == 1


@pytest.mark.parametrize("part", ["votes", "receipts", "participation", "scheme", "evaluation"])
def test_a_file_without_a_part_is_refused(tmp_path, data, part):
    del data[part]
    code, said = run(tmp_path, data)
    assert (code, "文件不完整，或者格式被改动过。" in said) == (1, True)


def test_one_key_written_twice_is_refused(tmp_path, data):
    raw = as_bytes(data)
    doubled = raw.replace(b'"has_quorum":', b'"has_quorum":false,"has_quorum":', 1)
    code, said = run(tmp_path, doubled)
    assert (code, said) == (1, "核对不通过：文件里同一项写了两遍。\n")


def test_it_needs_nothing_but_the_standard_library():
    lines = VERIFIER.read_text().splitlines()
    names = {
        line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))
    }
    assert names <= set(sys.stdlib_module_names)
