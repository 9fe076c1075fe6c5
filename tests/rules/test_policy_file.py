from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Band, Category
from wantedtrack.rules.policy_file import Fault, PolicyFaults, read_policy
from wantedtrack.rules.verdicts import Thresholds

SHIPPED = (Path(__file__).parents[2] / "resources/policy/default.toml").read_text(encoding="utf-8")
LINES = SHIPPED.splitlines()


def faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(PolicyFaults) as refusal:
        read_policy(text, file_name="force.toml")
    return refusal.value.faults


def faults_if_any(text: str) -> tuple[Fault, ...]:
    try:
        read_policy(text, file_name="force.toml")
    except PolicyFaults as refusal:
        return refusal.faults
    return ()


def line_of(key: str, *, under: str) -> int:
    heading = LINES.index(f"[{under}]")
    return next(number for number, line in enumerate(LINES, 1) if number > heading and line.startswith(f"{key} ="))


def with_line(key: str, value: str | None, *, under: str) -> str:
    """The shipped file with another value on one line, or without the line."""
    number = line_of(key, under=under)
    changed = [] if value is None else [f"{key} = {value}"]
    return "\n".join([*LINES[: number - 1], *changed, *LINES[number:]])


@pytest.mark.parametrize(
    ("under", "key", "value", "accepted"),
    [
        ("limits.wanted.high", "circulate", '"0 h"', "more than nothing"),
        ("limits.wanted.high", "circulate", '"4 hours"', '"4 h"'),
        ("limits.wanted.high", "circulate", '"4 w"', '"7 d"'),
        ("limits.wanted.high", "circulate", '"-4 h"', "a time such as"),
        ("limits.wanted.high", "circulate", '"4.5 h"', "a time such as"),
        ("limits.wanted.high", "circulate", '"٤ h"', "a time such as"),
        ("limits.wanted.high", "circulate", '"999999 d"', "at most ten years"),
        ("limits.wanted.high", "circulate", '"99999999999999999999 d"', "at most ten years"),
        ("limits.wanted.high", "circulate", "4", "a time such as"),
        ("limits.wanted.high", "circulate", "2026-03-02", "a time such as"),
        ("limits.wanted.high", "circulate", '["4 h"]', "a time such as"),
        ("limits.recall.standard", "chief_inspector", '"71 h"', "no shorter than “inspector”"),
        ("limits.warrant.high", "superintendent", '"13 d"', "no shorter than “chief_inspector”"),
        ("limits.forensic.medium", "inspector", '"71 h"', "no shorter than “sergeant”"),
        ("clocks", "clear_inspector", '"3 h"', "no shorter than “clear_sergeant”"),
        ("clocks", "verify_high", '"daily"', "a time such as"),
        ("bands", "high", '""', "a label"),
        ("bands", "high", "1", "a label"),
        ("bands", "medium", '"Red"', "another label: “Red” is what the band high is called"),
        ("bands", "high", '"standard"', "another label"),
        ("shifts.early", "start", '"24:00"', "00:00"),
        ("shifts.early", "end", '"17:60"', "23:59"),
        ("shifts.early", "end", '"17:00:00+01:00"', "23:59"),
        ("shifts.early", "end", "17:00:00", "23:59"),
        ("shifts.early", "name", '" "', "a name"),
        ("retention", "review_after", '"28 days"', "a time such as"),
        ("retention", "disposal_after_months", "0", "a whole number"),
        ("retention", "disposal_after_months", "true", "a whole number"),
        ("retention", "disposal_after_months", '"24"', "without quotation marks"),
        ("policy", "version", '"one"', "a whole number"),
        ("policy", "author", "1", "a name"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_by_file_line_and_key_with_what_would_be_accepted(under: str, key: str, value: str, accepted: str) -> None:
    (fault,) = faults(with_line(key, value, under=under))
    assert (fault.line, fault.key) == (line_of(key, under=under), f"{under}.{key}")
    assert accepted in fault.accepted
    assert fault.words("force.toml") == f"force.toml, line {fault.line}, “{under}.{key}”: give {fault.accepted}"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("same = 4.0", "matching.same"), ("likely = 2.5", "matching.likely"), ("possible = 0", "matching.possible"),
        ("same = 13", "matching.same"), ('same = "7"', "matching.same"), ("same = true", "matching.same"), ("same = nan", "matching.same"),
        ("sure = 7", "matching.sure"),
    ],
)  # fmt: skip
def test_weights_of_verdicts_must_rise_and_stay_within_reason(words: str, key: str) -> None:
    part = SHIPPED[SHIPPED.index("[matching]") : SHIPPED.index("# The latest elapsed")]
    assert key in {fault.key for fault in faults(SHIPPED.replace(part, f"[matching]\n{words}\n"))}


def test_a_policy_without_weights_of_verdicts_has_the_shipped_ones_and_a_forces_own_are_read() -> None:
    part = SHIPPED[SHIPPED.index("[matching]") : SHIPPED.index("# The latest elapsed")]
    without = read_policy(SHIPPED.replace(part, ""), file_name="older.toml")
    assert without.matching == read_policy(SHIPPED, file_name="default.toml").matching == Thresholds()
    assert read_policy(SHIPPED.replace("same = 7.0", "same = 8"), file_name="force.toml").matching == Thresholds(same=8.0)


@pytest.mark.parametrize(
    ("under", "key"),
    [
        ("limits.wanted.high", "superintendent_then_every"), ("clocks", "handover_inspector"), ("bands", "standard"), ("shifts.night", "end"),
        ("retention", "review_after"),
    ],
)  # fmt: skip
def test_a_missing_key_is_named_at_its_heading(under: str, key: str) -> None:
    (fault,) = faults(with_line(key, None, under=under))
    assert (fault.line, fault.key) == (LINES.index(f"[{under}]") + 1, f"{under}.{key}")


@pytest.mark.parametrize(
    ("under", "key", "accepted"),
    [
        ("limits.wanted.high", "inspecter", "chief_inspector"), ("clocks", "verify", "verify_high"), ("bands", "low", "standard"),
        ("shifts.late", "finish", "end"), ("retention", "keep", "review_after"), ("policy", "effective_from", "approver"),
    ],
)  # fmt: skip
def test_a_key_that_no_policy_has_is_named_with_those_it_may_have(under: str, key: str, accepted: str) -> None:
    number = LINES.index(f"[{under}]") + 1
    (fault,) = faults("\n".join([*LINES[:number], f'{key} = "4 h"', *LINES[number:]]))
    assert (fault.line, fault.key) == (number + 1, f"{under}.{key}")
    assert accepted in fault.accepted


def test_a_missing_band_is_named_beside_its_neighbours() -> None:
    start, end = LINES.index("[limits.wanted.high]"), LINES.index("[limits.wanted.medium]")
    (fault,) = faults("\n".join([*LINES[:start], *LINES[end:]]))
    assert (fault.line, fault.key) == (start + 1, "limits.wanted.high")


def test_a_mistyped_band_is_named_and_so_is_the_one_that_is_missing_then() -> None:
    found = faults(SHIPPED.replace("[limits.wanted.high]", "[limits.wanted.hgih]  # the most urgent"))
    assert [(fault.line, fault.key) for fault in found] == [
        (LINES.index("[limits.wanted.high]") + 1, "limits.wanted.hgih"),
        (LINES.index("[limits.wanted.high]") + 1, "limits.wanted.high"),
    ]


def test_keys_and_headings_in_quotation_marks_are_found_all_the_same() -> None:
    text = SHIPPED.replace("[bands]", '[ "bands" ]').replace('high = "red"', '"high" = 1')
    (fault,) = faults(text)
    assert (fault.line, fault.key) == (line_of("high", under="bands"), "bands.high")


def test_every_fault_is_named_by_line_and_not_only_the_first() -> None:
    text = SHIPPED.replace('circulate = "4 h"', 'circulate = "4 x"').replace('high = "red"', "high = 1")
    assert [fault.key for fault in faults(text)] == ["bands.high", "limits.wanted.high.circulate", "limits.bail_failure.high.circulate"]


def test_without_a_shift_there_would_be_no_handover() -> None:
    start, end = LINES.index("[shifts.early]"), LINES.index("[retention]")
    (fault,) = faults("\n".join([*LINES[:start], *LINES[end:]]))
    assert fault.key == "shifts"


def test_a_shift_is_named_in_letters_that_an_id_can_have() -> None:
    (fault,) = faults(SHIPPED.replace("[shifts.early]", '[shifts."Früh 1"]'))
    assert fault.key == "shifts.Früh 1"


def test_equal_figures_are_no_fault_since_no_higher_rank_is_told_before_a_lower_one() -> None:
    policy = read_policy(with_line("superintendent", '"72 h"', under="limits.wanted.high"), file_name="force.toml")
    row = policy.limits[Category.WANTED, Band.HIGH]
    assert row.chief_inspector == row.superintendent == timedelta(hours=72)


def test_a_fault_of_one_figure_is_not_told_a_second_time_as_an_order_of_ranks() -> None:
    (fault,) = faults(with_line("chief_inspector", '"soon"', under="limits.wanted.high"))
    assert fault.key == "limits.wanted.high.chief_inspector"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SHIPPED.replace("[bands]", "[bands"), LINES.index("[bands]") + 1),
        (SHIPPED.replace('high = "red"', 'high = "red'), LINES.index('high = "red"') + 1),
        (SHIPPED + '\n[bands]\nhigh = "red"\n', len(LINES) + 2),
        ("a = " + "[" * 20_000, 1),
        ("a = " + "1" * 6_000, 1),
        ("\x00", 1),
    ],
    ids=["open heading", "open text", "heading twice", "nested too deep", "endless number", "control character"],
)
def test_a_file_that_is_no_toml_is_refused_with_its_line(text: str, line: int) -> None:
    (fault,) = faults(text)
    assert (fault.line, fault.key) == (line, "the line itself")


def test_the_refusal_is_a_wrong_value_that_says_what_was_kept() -> None:
    with pytest.raises(Invalid) as refusal:
        read_policy(SHIPPED.replace('high = "red"', "high = 1"), file_name="force.toml")
    assert (refusal.value.kind, refusal.value.code, refusal.value.field) == ("invalid", "policy", "file")
    line = line_of("high", under="bands")
    assert refusal.value.message == (
        f'The policy cannot be used: force.toml, line {line}, “bands.high”: give a label such as "red", in quotation marks. '
        "Nothing was changed; correct the file and check it again."
    )


def test_a_force_may_say_nothing_of_author_and_approver_for_the_store_knows_them() -> None:
    start, end = LINES.index("[policy]"), LINES.index("[bands]")
    assert read_policy("\n".join([*LINES[:start], *LINES[end:]]), file_name="force.toml").version == 1


def test_a_shift_may_name_its_team() -> None:
    policy = read_policy(SHIPPED.replace('name = "Early"', 'name = "Early"\nteam = "A"'), file_name="force.toml")
    assert [pattern.team for pattern in policy.shift_patterns] == ["A", None, None]


@given(st.integers(1, 9_999), st.sampled_from([("min", 60), ("h", 3_600)]), st.sampled_from(["", " ", "  "]))
def test_a_time_is_its_number_of_its_unit(number: int, unit: tuple[str, int], space: str) -> None:
    text = with_line("verify_high", f'"{number}{space}{unit[0]}"', under="clocks")
    assert read_policy(text, file_name="force.toml").verify_high == timedelta(seconds=number * unit[1])


@given(st.integers(0, len(LINES) - 1), st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_a_file_with_any_line_spoilt_is_read_or_refused_and_never_breaks(number: int, line: str) -> None:
    text = "\n".join([*LINES[:number], line, *LINES[number + 1 :]])
    assert all(0 <= fault.line <= len(text.splitlines()) + 1 for fault in faults_if_any(text))


def test_the_shipped_file_says_that_its_figures_are_a_force_default() -> None:
    assert "force default" in SHIPPED
    assert "never a national rule" in SHIPPED
