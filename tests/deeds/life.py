"""Entries brought to each stage by deeds alone, and words with which each deed would be valid there."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from tests.deeds.force import Force
from wantedtrack.rules.entry import Band, Category, Stage

BORN = "1990-01-01"


def _accepted(force: Force, name: str) -> str:
    return force.wants_and_accepts(name, Band.MEDIUM, born=BORN)


def _draft(force: Force, name: str) -> str:
    """A bail date that has passed: the one draft that every deed on a draft may find."""
    return force.wants(name, category=Category.BAIL_FAILURE, born=BORN)


def _allocated(force: Force, name: str) -> str:
    reference = _accepted(force, name)
    force.does("allocate", reference, officer=force.officers.insp2, owner="DEMO-INSP2")
    return reference


def _active(force: Force, name: str) -> str:
    reference = _accepted(force, name)
    force.tries(reference, officer=force.officers.insp2)
    return reference


def _located(force: Force, name: str) -> str:
    reference = _active(force, name)
    force.does("locate", reference, officer=force.officers.insp2, where="HMP Invented")
    return reference


def _appointment(force: Force, name: str) -> str:
    reference = _active(force, name)
    at = force.now + timedelta(hours=5)
    force.does("appoint", reference, officer=force.officers.insp2, place="Keynsham", at=at, reason="Comes by himself")
    return reference


def _suspended(force: Force, name: str) -> str:
    reference = _active(force, name)
    force.does("suspend", reference, officer=force.officers.insp2, reason="safety", until=force.now + timedelta(days=2))
    return reference


def _clearing(force: Force, name: str) -> str:
    reference = _active(force, name)
    force.does("record-outcome", reference, officer=force.officers.insp2, outcome="surrendered", at=force.now)
    return reference


def _closed(force: Force, name: str) -> str:
    reference = _clearing(force, name)
    force.does("close", reference, officer=force.officers.ps2, recheck="clear", victim_informed="not_applicable")
    return reference


BRINGS: Mapping[Stage, Callable[[Force, str], str]] = {
    Stage.DRAFT: _draft,
    Stage.UNALLOCATED: _accepted,
    Stage.ALLOCATED: _allocated,
    Stage.ACTIVE: _active,
    Stage.LOCATED: _located,
    Stage.APPOINTMENT: _appointment,
    Stage.SUSPENDED: _suspended,
    Stage.CLEARING: _clearing,
    Stage.CLOSED: _closed,
}
"""How an entry comes to each stage. What is done by `DEMO-INSP2` is done so that no officer who is then tried has done it."""
