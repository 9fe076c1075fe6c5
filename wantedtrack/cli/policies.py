"""The escalation policy: showing the one in effect, checking a file."""

from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Band, Category
from wantedtrack.rules.policy_file import read_policy
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
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Invalid(
            f"{file.name} cannot be read as text. Nothing was changed; check the name and save it as UTF-8.",
            code="no_such_file",
            field="file",
        ) from None
    read = read_policy(text, file_name=file.name)
    document = {"file": file.name, "limits": len(read.limits), "shifts": [pattern.key for pattern in read.shift_patterns]}
    session.answer(
        document, lines=[f"{file.name} can be used: {len(Category)} categories, {len(Band)} bands, {len(read.shift_patterns)} shifts."]
    )


@policy.command("rehearse")
@click.argument("file", type=click.Path(path_type=Path))
def rehearse(file: Path) -> None:
    """Not offered by this version."""
    raise NotAllowed(f"Rehearsing {file.name} is not offered by this version. Nothing was changed.", code="not_offered", field="file")


@policy.command("adopt")
@click.argument("file", type=click.Path(path_type=Path))
def adopt(file: Path) -> None:
    """Not offered by this version."""
    raise NotAllowed(f"Adopting {file.name} is not offered by this version. Nothing was changed.", code="not_offered", field="file")
