"""Who may do what to an entry at which stage: the whole table of an entry's life, as data.

Deeds that are not offered yet stand here too, so that they are refused for the right reason. Source: domain.md section 4.
"""

from dataclasses import dataclass, field

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import OPEN_STAGES, Band, Outcome, Stage, SuspensionReason
from wantedtrack.rules.ranks import Rank

DRAFT = (Stage.DRAFT,)
DRAFT_OR_OPEN = (Stage.DRAFT, *OPEN_STAGES)
UNTIL_CLOSED = (*DRAFT_OR_OPEN, Stage.CLEARING)
UNTIL_DISPOSED = (*UNTIL_CLOSED, Stage.CLOSED)


_TWO_OFFICER_OUTCOMES = (Outcome.NO_FURTHER_ACTION, Outcome.NO_LONGER_WANTED)


@dataclass(frozen=True, slots=True)
class SecondWhen:
    """When a deed that one officer usually does alone waits for a second: the word it hangs on, the values of it that may ask for one
    (empty where no fixed value does), and the condition said aloud after "when".
    """

    says: str
    word: str | None = None
    values: tuple[str, ...] = ()


_GIVING_UP = tuple(outcome.value for outcome in _TWO_OFFICER_OUTCOMES)
_LOWERED = SecondWhen("it lowers the band", "band", tuple(band.value for band in Band if band is not Band.HIGH))


@dataclass(frozen=True, slots=True)
class DeedRule:
    """One line of the table: the stages a deed may find the entry in, and the lowest rank that may do it.

    `stages` is empty for a deed that is not about one entry. `leads_to` is the stage afterwards, None where it stays or where the
    deed works it out. `by_administrator` marks the few deeds of the administrator's role alone, which touches no entry;
    `also_administrator` those that the role may do beside the ranks. `second_officer` marks what always waits for, or is itself done by, a second
    officer; `second_when` what does so for some values.
    """

    deed: str
    stages: tuple[Stage, ...] = ()
    lowest_rank: Rank = Rank.CONSTABLE
    leads_to: Stage | None = None
    second_officer: bool = False
    second_when: SecondWhen | None = None
    by_administrator: bool = False
    also_administrator: bool = False
    note: str = field(default="")


_ROWS = (
    DeedRule("add-entry", leads_to=Stage.DRAFT, note="a sergeant must always be able to record that somebody is wanted"),
    DeedRule("import", leads_to=Stage.DRAFT),
    DeedRule("decide-row"),
    DeedRule("accept", DRAFT, Rank.SERGEANT, Stage.UNALLOCATED),
    DeedRule("discard-draft", DRAFT, Rank.SERGEANT, Stage.CLOSED),
    DeedRule("set-details", UNTIL_CLOSED),
    DeedRule("answer-bail", DRAFT, leads_to=Stage.CLOSED),
    DeedRule("rebail", DRAFT, leads_to=Stage.DRAFT),
    DeedRule("allocate", OPEN_STAGES, Rank.SERGEANT),
    DeedRule("log-attempt", DRAFT_OR_OPEN),
    DeedRule("record-sighting", DRAFT_OR_OPEN, note="nothing stands before a sighting"),
    DeedRule(
        "appoint",
        OPEN_STAGES,
        leads_to=Stage.APPOINTMENT,
        second_when=SecondWhen("a constable who owns it proposes it"),
        note="a constable, only of an entry he owns",
    ),
    DeedRule("locate", DRAFT_OR_OPEN, leads_to=Stage.LOCATED),
    DeedRule("not-located", (Stage.LOCATED,)),
    DeedRule("suspend", OPEN_STAGES, Rank.INSPECTOR, Stage.SUSPENDED),
    DeedRule("resume", (Stage.SUSPENDED,), Rank.SERGEANT),
    DeedRule(
        "record-outcome",
        DRAFT_OR_OPEN,
        leads_to=Stage.CLEARING,
        second_when=SecondWhen("the outcome is no further action or no longer wanted", "outcome", _GIVING_UP),
    ),
    DeedRule("close", (Stage.CLEARING,), Rank.SERGEANT, Stage.CLOSED, second_officer=True),
    DeedRule("reopen", (Stage.CLOSED,), Rank.SERGEANT, Stage.ACTIVE),
    DeedRule("keep-entry", (Stage.CLOSED,), Rank.SERGEANT),
    DeedRule("dispose", (Stage.CLOSED,), Rank.SERGEANT, Stage.DISPOSED, second_officer=True),
    DeedRule("record-review", OPEN_STAGES, Rank.SERGEANT),
    DeedRule("regrade", OPEN_STAGES, Rank.SERGEANT, second_when=_LOWERED),
    DeedRule("correct", UNTIL_DISPOSED, note="once the outcome is recorded, and for since when somebody is wanted, a sergeant"),
    DeedRule("undo", UNTIL_DISPOSED, note="as the reverse deed asks", second_when=SecondWhen("the reverse deed asks for one")),
    DeedRule("bulk-allocate", lowest_rank=Rank.SERGEANT),
    DeedRule("bulk-regrade", lowest_rank=Rank.SERGEANT, second_when=_LOWERED),
    DeedRule("bulk-close", lowest_rank=Rank.SERGEANT, second_when=SecondWhen("it closes more than five", "references")),
    DeedRule("bulk-log-attempt"),
    DeedRule("bulk-add-note"),
    DeedRule("bulk-set-circulation"),
    DeedRule("bulk-verify"),
    DeedRule("set-circulation", UNTIL_CLOSED),
    DeedRule("verify-circulation", UNTIL_CLOSED),
    DeedRule("add-note", UNTIL_DISPOSED),
    DeedRule("add-warning", UNTIL_DISPOSED),
    DeedRule("add-address", UNTIL_DISPOSED),
    DeedRule("add-alias", UNTIL_DISPOSED),
    DeedRule("end-alias", UNTIL_DISPOSED),
    DeedRule("end-warning", UNTIL_DISPOSED),
    DeedRule("confirm-warning", UNTIL_DISPOSED),
    DeedRule("end-address", UNTIL_DISPOSED),
    DeedRule("check-address", UNTIL_DISPOSED),
    DeedRule("describe-person", UNTIL_DISPOSED),
    DeedRule("set-flag", UNTIL_CLOSED),
    DeedRule("clear-flag", UNTIL_CLOSED),
    DeedRule("put-prompt-aside", DRAFT_OR_OPEN, Rank.SERGEANT),
    DeedRule("set-restricted", UNTIL_DISPOSED, Rank.INSPECTOR),
    DeedRule("name-reader", UNTIL_DISPOSED, Rank.INSPECTOR),
    DeedRule("acknowledge", note="the rank told, or above"),
    DeedRule("record-told"),
    DeedRule("pass-on", note="the rank told, or above"),
    DeedRule("keep-roster", lowest_rank=Rank.SERGEANT, also_administrator=True),
    DeedRule("come-on"),
    DeedRule("go-off"),
    DeedRule("look-at-inbox"),
    DeedRule("approve", lowest_rank=Rank.SERGEANT, note="never by the officer who proposed"),
    DeedRule("decline", note="a sergeant or above; whoever proposed may take it back"),
    DeedRule("merge-people", lowest_rank=Rank.SERGEANT, second_officer=True),
    DeedRule("unmerge-people", lowest_rank=Rank.SERGEANT),
    DeedRule("save-search", note="one that everybody shares, a sergeant"),
    DeedRule("change-search", note="one that everybody shares, a sergeant"),
    DeedRule("remove-search", note="one that everybody shares, a sergeant"),
    DeedRule("prepare-handover"),
    DeedRule("remark-handover", lowest_rank=Rank.SERGEANT, note="before the outgoing officer signs"),
    DeedRule("sign-handover", lowest_rank=Rank.SERGEANT),
    DeedRule("query-handover", lowest_rank=Rank.SERGEANT, note="never by the signer; until it is sealed"),
    DeedRule("answer-query", lowest_rank=Rank.SERGEANT),
    DeedRule("accept-handover", lowest_rank=Rank.SERGEANT, note="never by the signer"),
    DeedRule("add-addendum", lowest_rank=Rank.SERGEANT, note="once it is sealed"),
    DeedRule("adopt-policy", lowest_rank=Rank.CHIEF_INSPECTOR, second_officer=True, also_administrator=True),
    DeedRule("sweep"),
    DeedRule("confirm-officer", UNTIL_DISPOSED, Rank.SERGEANT),
    DeedRule(
        "enrol-officer",
        by_administrator=True,
        second_when=SecondWhen("it gives or changes a rank or role, once two sergeants or above are enrolled", "rank"),
    ),
    DeedRule("retire-officer", by_administrator=True),
    DeedRule("init", by_administrator=True),
    DeedRule("beat"),
    DeedRule("record-backup"),
    DeedRule("record-move"),
    DeedRule("record-export"),
    DeedRule("record-tasking"),
    DeedRule("record-returns"),
    DeedRule("record-brief"),
)

TABLE: dict[str, DeedRule] = {row.deed: row for row in _ROWS}
"""Every deed by name."""

_CARRIED_ELSEWHERE_OUTCOMES = (Outcome.LOCATED_IN_PRISON, Outcome.IN_HOSPITAL)
_CHIEF_INSPECTOR_SUSPENSIONS = (SuspensionReason.ABROAD, SuspensionReason.COVERT)


def refuse_unless_allowed(deed: str, *, rank: Rank | None, is_administrator: bool, stage: Stage | None = None) -> None:
    """Raise NotAllowed("rank") or NotAllowed("stage") where the table says no; who may is asked before the stage.

    `rank` is None for an officer who holds only the administrator's role. `stage` is None for a deed that is not about one entry.
    """
    rule = TABLE[deed]
    refuse_rank_below(rule.lowest_rank, deed=deed, rank=rank, is_administrator=is_administrator)
    if stage is not None and stage not in rule.stages:
        raise NotAllowed(
            f"This entry is {stage_words(stage)}; “{deed}” is for an entry that is {stages_in_words(rule.stages)}. Nothing was changed.",
            code="stage",
            field="reference",
            who_could=f"nobody while it is {stage_words(stage)}",
        )


def refuse_rank_below(needed: Rank, *, deed: str, rank: Rank | None, is_administrator: bool, field: str = "officer") -> None:
    """Raise NotAllowed("rank") unless the officer may do a deed that asks for `needed` or above.

    `field` is the word that asks for the rank, where it is not the deed alone: an outcome, a reason, an authoriser.
    """
    rule = TABLE[deed]
    if rule.also_administrator and is_administrator:
        return
    if rule.by_administrator:
        if not is_administrator:
            message = f"“{deed}” is for an administrator. Nothing was changed."
            raise NotAllowed(message, code="rank", field=field, who_could="administrator")
        return
    if rank is None or not rank.is_at_least(needed):
        who = f"{needed.words} or above" if needed is not Rank.SUPERINTENDENT else needed.words
        raise NotAllowed(
            f"“{deed}” needs {_with_article(who)} here. Nothing was changed; ask one to do it.", code="rank", field=field, who_could=who
        )


def _with_article(who: str) -> str:
    return f"an {who}" if who[0] in "aeiou" else f"a {who}"


def rank_for_outcome(outcome: Outcome, band: Band | None) -> Rank:
    """The lowest rank that may record this outcome. Source: domain.md section 4, rows "open → clearing as …"."""
    if outcome in _TWO_OFFICER_OUTCOMES:
        return Rank.SUPERINTENDENT if band is Band.HIGH else Rank.INSPECTOR
    if outcome in _CARRIED_ELSEWHERE_OUTCOMES:
        return Rank.INSPECTOR
    return Rank.SERGEANT if outcome is Outcome.WARRANT_WITHDRAWN else Rank.CONSTABLE


def outcome_needs_second_officer(outcome: Outcome) -> bool:
    """Tell whether the outcome takes effect only when a second officer of the rank approves."""
    return outcome in _TWO_OFFICER_OUTCOMES


def rank_for_suspension(reason: SuspensionReason) -> Rank:
    """The lowest rank that may authorise a suspension for this reason."""
    return Rank.CHIEF_INSPECTOR if reason in _CHIEF_INSPECTOR_SUSPENSIONS else Rank.INSPECTOR


def lowers(before: Band | None, after: Band) -> bool:
    """Tell whether a regrade lowers the band, and so needs a second officer."""
    order = tuple(Band)
    return before is not None and order.index(after) > order.index(before)


def stage_words(stage: Stage) -> str:
    """The stage as it is said in a sentence: "a draft", "active"."""
    return "a draft" if stage is Stage.DRAFT else stage.value.replace("_", " ")


def stages_in_words(stages: tuple[Stage, ...]) -> str:
    """The stages as one phrase: "a draft, unallocated or allocated"."""
    words = [stage_words(stage) for stage in stages]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else "at any stage"
