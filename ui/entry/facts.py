"""What the entry's page says in one line each, worked out from the entry as it was read. No widget here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui import labels, times
from ui.wording import tr
from wantedtrack.rules.circulation import days_to_weeding
from wantedtrack.rules.dates import british
from wantedtrack.rules.entry import Band, Instant, Stage
from wantedtrack.rules.next_step import NextStep, StepFacts, left_to, next_step
from wantedtrack.rules.own_fields import missing_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.desk.answers import EntryDetail
    from ui.desk.welcome import Welcome


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, and what is known of it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What this officer can press at an entry: `label` is the verb of the next step, None where there is nothing to press, and `left_to` says
    whose it is where it is not his. `can_do` is false while the store takes no deed. `may` are all deeds that he may do to it, each with its verb. `bands` is
    what the force calls the bands.
    """

    label: str | None
    left_to: str | None
    can_do: bool
    may: "Mapping[str, str]"
    bands: "Mapping[Band, str]"


def offered(detail: "EntryDetail", welcome: "Welcome", now: Instant) -> Offered:
    """What is offered to the officer who is welcome here."""
    deed, me = step_of(detail, now).deed, welcome.officer
    others = left_to(deed, rank=me.rank, collar=me.collar, outcome_by=detail.outcome.by) if deed is not None else None
    label = welcome.cards[deed].label if deed is not None and deed in welcome.cards else None
    return Offered(label, others, welcome.read_only_because is None, welcome.may_do_at(detail.row.stage), welcome.band_labels)


def step_of(detail: "EntryDetail", now: Instant) -> NextStep:
    """The next step with this entry."""
    row = detail.row
    where = next((place for place in detail.whereabouts if place.ended_at is None), None)
    pause = next((pause for pause in detail.pauses if pause.ended_at is None), None)
    never_tried = row.attempt_count == 0
    return next_step(
        StepFacts(
            stage=row.stage,
            category=row.category,
            circulation=row.circulation,
            owner=row.owner,
            became_outstanding_at=row.became_outstanding_at,
            attempt_count=row.attempt_count,
            worst_clock=row.worst_clock,
            due_at=row.due_at,
            planned=None if never_tried else detail.next_step,
            planned_by=detail.first_attempt_by if never_tried else detail.next_by,
            place=where.place if where else None,
            place_by=where.by_when if where else None,
            until=pause.until if pause else None,
            missing=missing_in_words(row.category, {own.key: own.value for own in detail.own_fields if own.value}),
            weeded_in_days=days_to_weeding(detail.circulation.weed_date, row.circulation, now),
        ),
        now=now,
    )


def who(detail: "EntryDetail") -> str:
    """Born, age, sex and PNC ID, as far as they are known."""
    person = detail.person
    born = tr("born {born}", born=british(person.born)) if person.born else None
    age = (
        f"{person.age}"
        if person.age is not None
        else tr("about {age_from}–{age_to}", age_from=person.age_from, age_to=person.age_to)
        if person.age_from
        else None
    )
    sex = {"M": "male", "F": "female"}.get(person.sex.value) if person.sex else None
    unverified = "" if person.pnc_id_verified else tr(" (unverified)")
    pnc_id = tr("PNC {pnc_id}{unverified}", pnc_id=person.pnc_id, unverified=unverified) if person.pnc_id else tr("no PNC ID")
    return labels.joined([born, age and tr("aged {age}", age=age), sex, pnc_id])


def standing(detail: "EntryDetail") -> str:
    """Category, stage, circulation and reference."""
    row = detail.row
    return labels.joined([labels.CATEGORY[row.category], labels.STAGE[row.stage], labels.CIRCULATION[row.circulation], row.reference])


def dangers(detail: "EntryDetail") -> list[str]:
    """Warning signals and flags, the warnings first; one phrase each."""
    warned = [f"{warning.code} {warning.words}".strip() for warning in detail.person.warnings]
    return [*warned, *(labels.FLAG[flag] for flag in detail.flags)]


def facts(detail: "EntryDetail", now: Instant) -> list[Fact]:
    """Why wanted, where last sought, whose, since when."""
    row = detail.row
    found = [Fact(tr("Why wanted"), labels.joined([row.offence, detail.offence_code]) or tr("not recorded"))]
    found.append(Fact(tr("Last sought"), _last_sought(detail, now)))
    owner = labels.joined([row.owner, row.team, row.station]) if row.owner else tr("nobody yet")
    found.append(Fact(tr("Owner"), owner))
    began = tr(
        "{now}, since {became_outstanding_at}",
        now=times.rough(max(now - row.became_outstanding_at, now - now)),
        became_outstanding_at=times.exact(row.became_outstanding_at),
    )
    found.append(
        Fact(
            tr("Outstanding"),
            began
            if row.became_outstanding_at <= now
            else tr("from {became_outstanding_at}", became_outstanding_at=times.exact(row.became_outstanding_at)),
        )
    )
    if row.stage in (Stage.CLEARING, Stage.CLOSED) and detail.outcome.outcome:
        said = labels.joined([labels.words_of(detail.outcome.outcome), times.exact(detail.outcome.at), detail.outcome.place])
        found.append(Fact(tr("Outcome"), said))
    elif row.stage is Stage.CLOSED and detail.outcome.at:
        told = labels.joined([detail.outcome.rationale, times.exact(detail.outcome.at)])
        found.append(Fact(tr("Ended"), tr("without an outcome: {told}", told=told)))
    if detail.plan:
        found.append(Fact(tr("Plan"), detail.plan))
    return found


def _last_sought(detail: "EntryDetail", now: Instant) -> str:
    if detail.attempts:
        last = detail.attempts[0]
        return f"{labels.straight(last.place)}: {labels.RESULT[last.result].lower()}, {times.ago(last.at, now)}"
    address = next((place for place in detail.addresses if place.ended_at is None), None)
    return (
        tr("not yet; known at {listed}", listed=labels.place_words(address.lines, address.postcode))
        if address
        else tr("not yet; no address known")
    )
