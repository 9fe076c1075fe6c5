"""Commands that do: any deed of the catalogue, a sweep, the watcher without a window."""

import signal
import threading
from pathlib import Path
from types import FrameType
from typing import Any, cast

import click

from wantedtrack import outbox
from wantedtrack.cli.session import Session
from wantedtrack.cli.words_file import read_object
from wantedtrack.deeds import escalation
from wantedtrack.deeds.cards import DeedCard
from wantedtrack.deeds.catalogue import CATALOGUE, card_named, perform, refuse_unknown_words
from wantedtrack.errors import Invalid, NotAllowed, Refusal
from wantedtrack.opening import after_deed
from wantedtrack.rules.deed_words import Holds, left_out_told
from wantedtrack.rules.officers import FOR_ANY_ACCOUNT
from wantedtrack.rules.spans import moment
from wantedtrack.store.changes import Changes


@click.command("do", context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def do(holder: dict[str, Any], words: tuple[str, ...]) -> None:
    """Do a deed: do DEED [REF] [--WORD VALUE]… [--words FILE.json]; do --list shows them all."""
    session: Session = holder["session"]
    if not words or words[0] in ("--list", "--help"):
        _list(session)
        return
    card = card_named(words[0])
    reference, raw = _read(card, list(words[1:]))
    if not card.by_hand:
        raise NotAllowed(f"“{card.name}” has a command of its own. Nothing was changed.", code="not_offered", field="deed")
    session.may_be_unknown = card.name in FOR_ANY_ACCOUNT
    try:
        opened = session.opened
        changes = perform(
            store=opened.store, officer=opened.officer, now=session.now, deed_id=None, name=card.name, reference=reference, raw=raw
        )
    except Refusal as refused:
        left = outbox.leave(session.home, card.name, raw, now=session.real_now, because=refused)
        kept = f"{refused.message.split('. ')[0]}. The entry is kept on this desktop, sealed, and is added when the store is next opened from here."
        told = left_out_told(card.all_words, left.detail.get("left_out", {}))
        session.answer({"deed": card.name, "reference": None, "sequence": None, "changes": dict(left.detail)}, lines=[kept, *told])
        return
    after_deed(session.home.root, opened, changes)
    if card.name != "sweep" and opened.officer.is_confirmed:
        outbox.deliver(session.home, opened, now=session.now)
        escalation.sweep(store=opened.store, officer=opened.officer, now=session.now)
    session.answer(changes.as_json(), lines=_told(card, changes))


def _told(card: DeedCard, changes: Changes) -> list[str]:
    about = f" {changes.reference}" if changes.reference else ""
    gone = _disposed(changes)
    if changes.detail.get("dry_run"):
        return [f"Dry run, nothing was changed. {gone}"]
    if changes.proposal is not None:
        lines = [f"{card.label}{about}: waits for a second officer as proposal {changes.proposal}."]
    else:
        lines = [f"{card.label}{about}: done."]
    if gone is not None:
        lines.append(f"  {gone}")
    refused = changes.detail.get("refused")
    if isinstance(refused, list):
        lines += [f"  {one['reference']} was left as it is: {one['message']}" for one in cast("list[dict[str, str]]", refused)]
    lines += [f"  {told}" for told in left_out_told(card.all_words, changes.detail.get("left_out", {}))]
    if changes.undo is not None and changes.reference:
        lines.append(f"  undo {changes.reference}: {changes.undo}")
    if "matching" in changes.detail:
        lines.append("  Who may be the same person could not be looked for; look in the queue by hand.")
    for candidate in changes.detail.get("candidates", ()):
        name = f"{candidate['surname']}, {candidate['forenames']}".strip(", ")
        lines.append(f"  may be {name} (person {candidate['person']}): {candidate['verdict']}, {'; '.join(candidate['reasons'])}")
    return lines


def _disposed(changes: Changes) -> str | None:
    """What a disposal takes out, or would, as counts and references: the dry run that a second officer has to have seen."""
    if "dispose" not in (changes.deed, changes.detail.get("deed")):
        return None
    entries, people = changes.detail["entries"], changes.detail.get("people")
    counted = f"{entries} {'entry' if entries == 1 else 'entries'}"
    if people is not None:
        counted += f" and {people} {'person' if people == 1 else 'people'}"
    return f"{counted}, for good: {', '.join(changes.detail['references'])}."


def _list(session: Session) -> None:
    cards = [card for card in CATALOGUE if card.by_hand]
    lines = [
        f"{card.name:<20} {card.says}  [{', '.join(word.name + ('*' if word.required else '') for word in card.words)}]" for card in cards
    ]
    session.answer({"deeds": [card.as_json() for card in cards]}, lines=lines)


def _read(card: DeedCard, given: list[str]) -> tuple[str | None, dict[str, Any]]:
    """The reference and the words as typed; a file of words gives those that were not typed."""
    reference: str | None = None
    raw: dict[str, Any] = {}
    place = 0
    while place < len(given):
        text = given[place]
        place += 1
        if not text.startswith("--"):
            if reference is not None:
                raise Invalid(
                    f"“{text[:60]}” stands alone: a value follows its word. Nothing was changed.", code="unknown_word", field="words"
                )
            reference = text
            continue
        name, equals, value = text[2:].partition("=")
        if not equals:
            value, place = _value_of(card, name, given, place)
        raw.update(read_object(Path(value)) if name == "words" and not _is_own_words(card, value) else {name: value})
    refuse_unknown_words(card, raw)
    return reference, raw


def _value_of(card: DeedCard, name: str, given: list[str], place: int) -> tuple[str, int]:
    word = card.word(name)
    if word is not None and word.holds is Holds.YES_NO and (place == len(given) or given[place].startswith("--")):
        return "yes", place
    if place == len(given):
        raise Invalid(f"“--{name}” needs a value after it. Nothing was changed.", code="unknown_word", field=name)
    return given[place], place + 1


def _is_own_words(card: DeedCard, value: str) -> bool:
    """Whether `--words` is the deed's own word, as a warning's is, and not the file of all words: no file of that name, and none meant."""
    return card.word("words") is not None and not value.lower().endswith(".json") and not _is_file(value)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


@click.command("sweep")
@click.pass_obj
def sweep_command(holder: dict[str, Any]) -> None:
    """One sweep now: record every level that has come due."""
    session: Session = holder["session"]
    opened = session.opened
    outbox.deliver(session.home, opened, now=session.now)
    changes = escalation.sweep(store=opened.store, officer=opened.officer, now=session.now)
    detail = dict(changes.detail)
    lines = [
        f"{one['reference']}: {one['clock']} level {one['level']} ({one['rank'].replace('_', ' ')}) due {one['due_at']}{', late' if one['late'] else ''}"
        for one in detail["crossed"]
    ]
    lines.append(f"{len(detail['crossed'])} levels crossed, {detail['notices']} notices.")
    doubt = opened.clock.doubt
    lines += [doubt.said] if doubt is not None else []
    if detail["another_swept"]:
        lines.append("Another desktop was sweeping meanwhile; nothing that was due is left.")
    session.answer(detail, lines=lines)


@click.command("watch")
@click.option("--for", "seconds", type=click.FloatRange(min=0), help="Stop by itself after this many seconds.")
@click.pass_obj
def watch(holder: dict[str, Any], seconds: float | None) -> None:
    """Watch without a window: sweep every 30 seconds, beat, back up, prepare handovers."""
    from wantedtrack.watch import Watcher  # noqa: PLC0415 (the scheduler and the makers of workbooks: `do` and `sweep` need neither)

    session: Session = holder["session"]
    if session.opened.info.is_demonstration and session.at is not None and not session.quiet:
        told = (
            f"This demonstration's clock stands at {moment(session.at)} while it is watched: after the first sweep nothing more falls due."
        )
        click.echo(f"{told} Leave out --at for a clock that runs.", err=True)
    watcher = Watcher(session.opened, session.home, say=lambda line: session.answer({"said": line}, lines=[line]))
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (the signal's signature)
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    watcher.start()
    stopped.wait(seconds)
    watcher.stop()
