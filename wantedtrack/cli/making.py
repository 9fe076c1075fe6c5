"""Commands about the store itself: making it, copying it, checking it, and the demonstration."""

from pathlib import Path
from typing import Any

import click

from wantedtrack import demonstration, doctor, outbox
from wantedtrack.cli.session import Session
from wantedtrack.deeds.administration import record_backup
from wantedtrack.exchange.whole_file import write_whole
from wantedtrack.first_sign_in import recovered
from wantedtrack.opening import make_home, set_passphrase
from wantedtrack.restoring import WayIn, by_passphrase, by_recovery_key, restore_home
from wantedtrack.rules.consultation import Consulted, Looked
from wantedtrack.store import backup as backups


@click.command("init")
@click.option("--demonstration", "is_demonstration", is_flag=True, help="A store to try things out in, with invented officers.")
@click.option("--recovery-key-to", type=click.Path(path_type=Path), help="Write the recovery key to this file instead of showing it.")
@click.option("--force-code", default="52", show_default=True)
@click.pass_obj
def init(holder: dict[str, Any], *, is_demonstration: bool, recovery_key_to: Path | None, force_code: str) -> None:
    """Make a store; refused where there is one."""
    session: Session = holder["session"]
    made = make_home(session.home.root, demonstration=is_demonstration, at=session.at, force_code=force_code, database=session.database)
    document: dict[str, Any] = {"home": str(session.home.root), "demonstration": is_demonstration, "first_officer": made.first_officer}
    lines = [f"The store is made in {session.home.root}. {made.first_officer} is its first administrator."]
    if made.recovery_words is not None and recovery_key_to is not None:
        words = made.recovery_words
        write_whole(
            recovery_key_to, lambda aside: _write(aside, words), check=lambda aside: aside.read_text(encoding="utf-8").strip() == words
        )
        recovery_key_to.chmod(0o600)
        lines.append(f"The recovery key is in {recovery_key_to.name}. Print it, lock it away, and delete the file.")
    elif made.recovery_words is not None and not is_demonstration:
        document["recovery_key"] = made.recovery_words
        lines += [
            "This recovery key is shown once. Write it down and lock it away; without it a lost account can lock everybody out:",
            f"  {made.recovery_words}",
        ]
    session.answer(document, lines=lines)


def _write(path: Path, words: str) -> None:
    path.write_text(f"{words}\n", encoding="utf-8")


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/demo"), show_default=True)
@click.option("--entries", type=click.IntRange(min=0), default=0, help="Further invented entries.")
@click.option("--days", type=click.IntRange(1, 60), default=4, show_default=True)
@click.option("--seed", type=int, default=52, show_default=True)
@click.option("--pictures/--no-pictures", default=True)
@click.pass_obj
def demo(holder: dict[str, Any], *, out: Path, entries: int, days: int, seed: int, pictures: bool) -> None:
    """A throwaway demonstration: extracts imported, days swept, the handover and pictures written to DIR."""
    session: Session = holder["session"]
    lines: list[str] = []
    say = lines.append if session.as_json or session.quiet else click.echo
    document = demonstration.run(out, entries=entries, days=days, seed=seed, pictures=pictures, say=say)
    session.answer(document, lines=[])


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(holder: dict[str, Any], file: Path) -> None:
    """Copy the store out, verified before it says done; its wrapped key lies beside the copy."""
    session: Session = holder["session"]
    opened = session.opened
    verdict = backups.copy_out(opened.store, file, session.home.keys_path)
    record_backup(store=opened.store, officer=opened.officer, now=session.now, file_name=file.name)
    beside = backups.keys_beside(file)
    document = {"file": str(file), "keys": str(beside), "lines": verdict.lines, "head": verdict.head, "verified": True}
    session.answer(
        document,
        lines=[f"{file.name} holds {verdict.lines} journal lines and is intact. Keep {beside.name} with it: without it nothing opens it."],
    )


_LET_IN = "“wantedtrack recover COLLAR” lets an officer in by this account, with the same key."


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True)
@click.option("--recovery-key", is_flag=True, help="Open it with the recovery key: typed, or in the file of WANTEDTRACK_RECOVERY_KEY_FILE.")
@click.pass_obj
def restore(holder: dict[str, Any], *, file: Path, dry_run: bool, recovery_key: bool) -> None:
    """Copy a backup into a home that has no store, verified before it says done.

    On another machine the account does not open it: --as COLLAR asks for that officer's passphrase, --recovery-key for the key from the paper.
    """
    session: Session = holder["session"]
    way_in: WayIn | None = None
    if recovery_key:
        way_in = by_recovery_key(_secret_words(session, "Recovery key", "WANTEDTRACK_RECOVERY_KEY_FILE", twice=False))
    elif session.collar is not None:
        way_in = by_passphrase(session.collar, _secret_words(session, "Passphrase", "WANTEDTRACK_PASSPHRASE_FILE", twice=False))
    verdict = restore_home(session.home.root, file, dry_run=dry_run, way_in=way_in)
    said = "would be restored" if dry_run else "is restored"
    session.answer(
        {"file": str(file), "lines": verdict.lines, "head": verdict.head, "restored": not dry_run},
        lines=[f"{file.name} {said}: {verdict.lines} journal lines, intact.", *([_LET_IN] if recovery_key and not dry_run else [])],
    )


@click.command("doctor")
@click.pass_obj
def doctor_command(holder: dict[str, Any]) -> int:
    """What this desktop can and cannot do, each line with the next step."""
    session: Session = holder["session"]
    lines = doctor.examine(session.home, lambda: session.opened)
    document = {"lines": [{"what": one.what, "state": one.state, "says": one.says} for one in lines]}
    session.answer(document, lines=[f"{one.state:<5} {one.what}: {one.says}" for one in lines])
    return 4 if any(one.state == "fail" for one in lines) else 0


@click.command("outbox")
@click.pass_obj
def outbox_command(holder: dict[str, Any]) -> None:
    """New entries that wait on this desktop, and those that the store would not take; for a sergeant or above."""
    session: Session = holder["session"]
    letters = outbox.read_letters(session.home, session.opened)
    document = {"letters": [{"file": one.file, "state": one.state, "account": one.account, "words": one.words} for one in letters]}
    lines = [f"{one.file}: {one.state}, {_letter_words(one)}" for one in letters]
    session.answer(document, lines=lines or ["Nothing waits on this desktop."], looked=Looked(Consulted.ENTRY))


def _letter_words(letter: outbox.Letter) -> str:
    if letter.words is None:
        return "no letter to this store"
    return f"from the account {letter.account}: {', '.join(f'{name} {value}' for name, value in letter.words.items())}"


@click.command("passphrase")
@click.argument("collar")
@click.pass_obj
def passphrase(holder: dict[str, Any], collar: str) -> None:
    """Let an officer sign in at this desk: a passphrase typed twice, or in the file of WANTEDTRACK_NEW_PASSPHRASE_FILE."""
    session: Session = holder["session"]
    typed = _secret_words(session, "Passphrase", "WANTEDTRACK_NEW_PASSPHRASE_FILE", twice=True)
    enrolled = set_passphrase(session.home.root, session.opened, collar, typed)
    session.answer({"officer": enrolled}, lines=[f"{enrolled} can sign in at this desk with the new passphrase."])


@click.command("recover")
@click.argument("collar")
@click.pass_obj
def recover(holder: dict[str, Any], collar: str) -> None:
    """Let an officer in again with the recovery key, where every account and passphrase is lost; each is typed, or in a file.

    The files are those of WANTEDTRACK_RECOVERY_KEY_FILE and WANTEDTRACK_NEW_PASSPHRASE_FILE.
    """
    session: Session = holder["session"]
    key = _secret_words(session, "Recovery key", "WANTEDTRACK_RECOVERY_KEY_FILE", twice=False)
    new = _secret_words(session, "New passphrase", "WANTEDTRACK_NEW_PASSPHRASE_FILE", twice=True)
    enrolled = recovered(session.home, key, collar, new)
    told = f"{enrolled} is let in again by this account and the new passphrase. The recovery key stays the same: lock the paper away."
    session.answer({"officer": enrolled}, lines=[told])


def _secret_words(session: Session, asked: str, variable: str, *, twice: bool) -> str:
    """Words that never stand on a command line: typed unseen, or in the file that the variable names. Raises Unavailable."""
    held = session.secret_in(variable)
    return held if held is not None else click.prompt(asked, hide_input=True, confirmation_prompt=twice)
