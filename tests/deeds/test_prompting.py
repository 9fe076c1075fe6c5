import pytest

from tests.deeds.force import POLICY_TEXT, Force
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Band
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.policy_file import PolicyFaults, read_policy
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.prompt_rows import read_prompts
from wantedtrack.store.reading import show

POLICY = read_policy(POLICY_TEXT, file_name="default.toml")


def _prompts(force: Force, reference: str, policy: Policy = POLICY) -> list[str]:
    with force.store.reading() as connection:
        detail = show(connection, find_reference(connection, reference), reader=force.officers.ps, now=force.now)
        return [one.key for one in read_prompts(connection, detail, policy, reader=force.officers.ps)]


def test_a_warning_of_weapons_asks_and_is_put_aside_with_a_reason_once(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD)
    force.does("add-warning", reference, words="Knife", code="we")
    (key,) = _prompts(force, reference)
    with pytest.raises(NotAllowed) as refused:
        force.does("put-prompt-aside", reference, officer=force.officers.pc, prompt=key, reason="x")
    assert refused.value.code == "rank"
    force.does("put-prompt-aside", reference, prompt=key, reason="Confiscated last year")
    assert _prompts(force, reference) == []
    with pytest.raises(Invalid) as again:
        force.does("put-prompt-aside", reference, prompt=key, reason="x")
    assert again.value.code == "put_aside"
    with pytest.raises(Invalid) as unknown:
        force.does("put-prompt-aside", reference, prompt="weapons:nothing", reason="x")
    assert unknown.value.code == "no_such_prompt"
    assert force.state(reference).band is Band.STANDARD


def test_a_restricted_entry_is_no_evidence_for_whoever_may_not_read_it(force: Force) -> None:
    first = force.wants("INVENTED", forenames="Test", born="1987-11-03")
    force.accepts(first, Band.MEDIUM)
    force.forward(hours=1)
    person = force.state(first).person_id
    other = force.does(
        "add-entry", category="recall", surname="INVENTED", person=person, became_outstanding_at=force.now, offence="Recall"
    ).reference
    assert other is not None
    assert _prompts(force, first) == [f"new_offence:{other}"]
    force.does("set-restricted", other, officer=force.officers.insp, restricted="yes", reason="Covert")
    assert _prompts(force, first) == []


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('look_for = ["child", "weather"]', "prompts.look_for"),
        ("look_for = 3", "prompts.look_for"),
        ('second_failure_within = "a year"', "prompts.second_failure_within"),
        ("leaving_words = [1]", "prompts.leaving_words"),
        ('weather = "bad"', "prompts.weather"),
    ],
)
def test_a_policy_at_fault_names_the_prompts_key_and_line(line: str, key: str) -> None:
    name = line.partition(" ")[0]
    lines = [line if old.startswith(f"{name} ") else old for old in POLICY_TEXT.splitlines()]
    if name == "weather":
        lines.insert(lines.index("[prompts]") + 1, line)
    with pytest.raises(PolicyFaults) as refused:
        read_policy("\n".join(lines), file_name="own.toml")
    (fault,) = refused.value.faults
    assert (fault.key, lines[fault.line - 1]) == (key, line)


@pytest.mark.parametrize("line", ['inspector = ["6:45"]', 'inspector = ["25:00"]', 'inspector = "06:45"', 'constable = ["06:45"]'])
def test_a_policy_at_fault_names_the_briefs_key_and_line(line: str) -> None:
    lines = [line if old.startswith("inspector = [") else old for old in POLICY_TEXT.splitlines()]
    with pytest.raises(PolicyFaults) as refused:
        read_policy("\n".join(lines), file_name="own.toml")
    (fault,) = refused.value.faults
    assert (fault.key, lines[fault.line - 1]) == (f"briefs.{line.partition(' ')[0]}", line)


def test_an_older_policy_without_prompts_and_briefs_stays_whole() -> None:
    lines = POLICY_TEXT.splitlines()
    start, end = (
        lines.index("[prompts]"),
        lines.index("# The latest elapsed time for each step. The chief inspector's figure is the standard for the arrest."),
    )
    read = read_policy("\n".join([*lines[:start], *lines[end:]]), file_name="older.toml")
    assert read.raisers == POLICY.raisers
    assert read.briefs == {}
