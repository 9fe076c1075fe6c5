"""The escalation policy: showing the one in effect; checking, rehearsing and adopting a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.deeds.catalogue import perform
from wantedtrack.errors import Invalid, Unavailable
from wantedtrack.rules.entry import Band, Category
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.rehearsal import Rehearsal
from wantedtrack.store import rehearsing
from wantedtrack.store.policy_rows import current_text


@click.group("policy")
def policy() -> None:
    """The escalation policy."""


@policy.command("show")
@click.pass_obj
def show(holder: dict[str, Any]) -> None:
    """The policy in effect, as its file."""
    session: Session = holder["session"]
    held = session.opened.policy
    with session.opened.store.reading() as connection:
        text = current_text(connection, now=session.now)
    document = {"version": held.version, "author": held.author, "approver": held.approver, "text": text}
    session.answer(document, lines=text.splitlines())


@policy.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def check(holder: dict[str, Any], file: Path) -> None:
    """Check a policy file and name each fault by line and key; nothing is adopted."""
    session: Session = holder["session"]
    read = read_policy(_text_of(file), file_name=file.name)
    document = {"file": file.name, "limits": len(read.limits), "shifts": [pattern.key for pattern in read.shift_patterns]}
    session.answer(
        document, lines=[f"{file.name} can be used: {len(Category)} categories, {len(Band)} bands, {len(read.shift_patterns)} shifts."]
    )


@policy.command("rehearse")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def rehearse(holder: dict[str, Any], file: Path) -> None:
    """Say what a policy would do to every entry now, and what it would have told each shift in 28 days; nothing is written."""
    session: Session = holder["session"]
    new = read_policy(_text_of(file), file_name=file.name)
    with session.opened.store.reading() as connection:
        said = rehearsing.rehearse(connection, new, in_effect=session.opened.policy, now=session.now)
    session.answer({"file": file.name, **said.as_json()}, lines=list(_rehearsal_lines(said)))


@policy.command("adopt")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--effective-from", help="An instant to come; left out: when it is approved.")
@click.pass_obj
def adopt(holder: dict[str, Any], file: Path, effective_from: str | None) -> None:
    """Propose a policy for adoption; it takes effect once a second officer approves."""
    session: Session = holder["session"]
    opened = session.opened
    raw = {"text": _text_of(file), "file": file.name, "effective-from": effective_from}
    changes = perform(
        store=opened.store, officer=opened.officer, now=session.now, deed_id=None, name="adopt-policy", reference=None, raw=raw
    )
    lines = [f"{file.name} waits for a second officer as proposal {changes.proposal}: a chief inspector or above, who has not proposed it."]
    session.answer(changes.as_json(), lines=lines)


def _text_of(file: Path) -> str:
    """The file's text. Raises Unavailable("no_such_file") where it cannot be had, Invalid("not_text") where it is none."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError:
        message = f"{file.name} cannot be read; check the name and the folder. Nothing was changed."
        raise Unavailable(message, code="no_such_file", field="file") from None
    except UnicodeDecodeError:
        message = f"{file.name} is not text in UTF-8. Nothing was changed; save it as UTF-8."
        raise Invalid(message, code="not_text", field="file") from None


_BAR = 40
"""Characters of the longest bar of the chart."""


def _rehearsal_lines(said: Rehearsal) -> Iterator[str]:
    yield said.sentence
    yield f"What differs from version {said.version_in_effect}:" if said.differences else "It says the same as the policy in effect."
    yield from (f"  {line}" for line in said.differences)
    yield "Told over the last 28 days, by shift and rank, under the policy in effect (=) and under this one (#):"
    longest = max((max(load.old, load.new) for load in said.load), default=0)
    for load in said.load:
        if load.old or load.new:
            yield f"  {load.shift:<16} {load.rank.words:<16} = {_bar('=', load.old, longest)} {load.old:,}"
            yield f"  {'':<16} {'':<16} # {_bar('#', load.new, longest)} {load.new:,}"


def _bar(mark: str, count: int, longest: int) -> str:
    return mark * max(1 if count else 0, count * _BAR // longest if longest else 0)
