"""The program's entry: options before the command, lazily loaded commands, and exit codes."""

import json
import logging
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session, make_output_safe, read_at
from wantedtrack.errors import Invalid, Refusal
from wantedtrack.log_file import log_to, told_without_words
from wantedtrack.rules.kept_text import kept, not_kept

_LOG = logging.getLogger("wantedtrack")

_COMMANDS = {
    "init": "making:init", "demo": "making:demo", "backup": "making:backup", "restore": "making:restore", "doctor": "making:doctor_command",
    "verify": "verifying:verify",
    "passphrase": "making:passphrase", "recover": "making:recover", "import": "intake:import_command", "intake": "intake:intake_command", "match": "intake:match",  # not-a-secret: the name of a command
    "queue": "reading:queue_command", "show": "reading:show", "history": "reading:history", "why": "reading:why_command", "inbox": "reading:inbox_command",
    "searches": "searching:searches", "shifts": "reading:shifts_command", "do": "doing:do", "sweep": "doing:sweep_command", "watch": "doing:watch", "handover": "handing:handover",
    "policy": "policies:policy", "roster": "duty:roster", "lookup": "looking_up:lookup", "card": "cards:card", "measures": "measuring:measures", "evidence": "evidencing:evidence",
    "retention": "retaining:retention", "exports": "retaining:exports", "consultations": "retaining:consultation_log", "outbox": "making:outbox_command", "person": "reading:person_command", "brief": "briefing:brief", "move": "moving:move",
    "tasking": "tasking:tasking", "returns": "tasking:returns",
}  # fmt: skip
"""Each command's module and function below wantedtrack.cli: only the one that is asked for is loaded."""

_WRONG_USAGE = {"verify": 64}
"""The exit code of wrong words where 2 and 3 are answers of the command itself (interfaces.md 2)."""


class _Commands(click.Group):
    """A group that loads a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's own signature)
        if cmd_name not in _COMMANDS:
            return None
        module, _, function = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"wantedtrack.cli.{module}"), function)
        return command


@click.command(cls=_Commands, invoke_without_command=True, no_args_is_help=True)
@click.option("--home", type=click.Path(path_type=Path), envvar="WANTEDTRACK_HOME", help="Everything the program keeps.")
@click.option("--database", envvar="WANTEDTRACK_DATABASE", help="A PostgreSQL URL, or the path of a store.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output, nothing else there.")
@click.option("--quiet", is_flag=True, help="Say nothing when all went well.")
@click.option("--as", "collar", help="Act as the officer of this collar number.")
@click.option("--at", help="A demonstration store's clock for this command: ISO 8601 with offset.")
@click.option("--debug", is_flag=True, help="Show where a bug happened.")
@click.option("--self-check", is_flag=True, help="Check that this program can do its work here.")
@click.version_option(package_name="wantedtrack", message="%(version)s")
@click.pass_context
def program(
    ctx: click.Context,
    *,
    home: Path | None,
    database: str | None,
    as_json: bool,
    quiet: bool,
    collar: str | None,
    at: str | None,
    debug: bool,
    self_check: bool,
) -> None:
    """Track wanted people from extract to arrest."""
    holder: dict[str, Any] = ctx.obj
    holder["session"] = Session(home, database, as_json, quiet, collar, None, debug)
    holder["session"].at = read_at(at)
    if self_check:
        from wantedtrack.selfcheck import run  # noqa: PLC0415 (loads every part, which is the point of it)

        ctx.exit(run(click.echo))


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if getattr(sys, "frozen", False):
        from wantedtrack.exchange.guard import child_main  # noqa: PLC0415 (a packaged program reads extracts in a child that is itself)

        if child_main(given):
            return
    make_output_safe()
    sys.exit(run(given))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code: 0 done, 1 a bug, 2 unknown words, 3 a rule said no, 4 the surroundings."""
    holder: dict[str, Any] = {}
    try:
        answer = program.main(args=arguments, prog_name="wantedtrack", standalone_mode=False, obj=holder)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        return _wrong_words(error, arguments)
    except click.Abort:
        return 4
    except Refusal as error:
        session = holder.get("session") or Session(None, None, "--json" in arguments, False, None, None, False)  # noqa: FBT003 (a session before its options are read)
        refused = session.refuse(error)
        # Here a command has not begun, or refuses as all do; verify tells its own refusals itself.
        return _usage_of(arguments, otherwise=refused) if isinstance(error, Invalid) else refused
    except Exception as error:
        return _not_text(error, arguments) or _bug(error, holder, "--debug" in arguments)
    finally:
        _let_go(holder)
    return answer if isinstance(answer, int) else 0


def _usage_of(arguments: list[str], *, otherwise: int) -> int:
    """The exit code of wrong words for the command that was asked for: the first word that is a command's name."""
    asked = next((word for word in arguments if word in _COMMANDS), "")
    return _WRONG_USAGE.get(asked, otherwise)


def _wrong_words(error: click.ClickException, arguments: list[str]) -> int:
    message = f"{error.format_message()} See wantedtrack --help."
    if "--json" in arguments:
        click.echo(json.dumps({"error": {"kind": "usage", "code": "usage", "field": None, "message": message}}))
    else:
        click.echo(message, err=True)
    return _usage_of(arguments, otherwise=2)


def _not_text(error: Exception, arguments: list[str]) -> int:
    """The refusal of bytes that are no text: they come from the command line as halves of pairs, which no store can hold. 0 for any other error."""
    unread = next((word for word in arguments if not_kept(word)), None) if isinstance(error, UnicodeEncodeError) else None
    if unread is None:
        return 0
    message = f"“{kept(unread)[:60]}” holds characters that are no text in UTF-8. Nothing was changed; type it again."
    return Session(None, None, "--json" in arguments, False, None, None, False).refuse(Invalid(message, code="not_text"))  # noqa: FBT003 (a session before its options are read)


def _bug(error: Exception, holder: dict[str, Any], debug: bool) -> int:  # noqa: FBT001 (the flag of the command line)
    if debug:
        raise error
    session = holder.get("session")
    if session is not None:
        with log_to(session.home.logs):
            _LOG.error("%s", told_without_words(error))
    click.echo("The program made a mistake and stopped. What was saved before is kept; the log in the home's folder says where.", err=True)
    return 1


def _let_go(holder: dict[str, Any]) -> None:
    session = holder.get("session")
    if session is not None and "opened" in session.__dict__:
        session.opened.store.close()
