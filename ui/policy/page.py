"""The policy page: what is in effect, what a file would change, whom it would reach tomorrow morning; then a proposal for a second officer."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui import times
from ui.desk.door import Desk
from ui.desk.measuring import record_copy
from ui.desk.welcome import Welcome
from ui.entry.tabs import paragraph, table
from ui.widgets.bars import BarsChart, Series
from ui.widgets.first_stop import FirstStop
from ui.widgets.press_once import press_once
from ui.widgets.reading_order import in_reading_order
from ui.widgets.reading_text import ReadingText
from ui.widgets.refused_line import RefusedLine
from ui.wording import tr
from wantedtrack.errors import Invalid, Refusal, Unavailable
from wantedtrack.rules.disclosure import Purpose
from wantedtrack.rules.kept_text import kept

if TYPE_CHECKING:
    from ui.desk.answers import Policy, PolicyVersion, Rehearsal

_LONGEST_NAME = 60
_MOST_BYTES = 1024 * 1024


def policy_text(policy: "Policy", text: str, versions: "Sequence[PolicyVersion]") -> str:
    """The policy in effect and every version before it."""
    rows = (
        (
            str(one.version),
            times.exact(one.effective_from),
            one.author,
            one.approver,
            tr("in effect") if one.version == policy.version else "",
        )
        for one in versions
    )
    told = table((tr("Version"), tr("In effect from"), tr("Written by"), tr("Approved by"), ""), rows, "")
    head = escape(tr("Version {number}, as its file", number=policy.version))
    return f"<h4>{escape(tr('Versions'))}</h4>{told}<h4>{head}</h4><pre>{escape(text)}</pre>"


def rehearsal_text(said: "Rehearsal", file_name: str) -> str:
    """What the file would do, in a sentence, line by line, and by shift and rank."""
    load = ((one.shift, tr(one.rank.words), f"{one.old:,}", f"{one.new:,}") for one in said.load if one.old or one.new)
    differences = "".join(f"<li>{escape(line)}</li>" for line in said.differences)
    listed = f"<ul>{differences}</ul>" if differences else paragraph(tr("It says the same as the policy in effect."))
    return (
        f"<h3>{escape(said.sentence)}</h3>{paragraph(tr('Rehearsed at {at} on what is held now; nothing was written.', at=times.exact(said.at)))}"
        f"<h4>{escape(tr('What {file} changes', file=file_name))}</h4>{listed}<h4>{escape(tr('Told over the last 28 days, by shift and rank'))}</h4>"
        f"{table((tr('Shift'), tr('Rank'), tr('Under the policy in effect'), tr('Under this one')), load, tr('Nobody would have been told anything.'))}"
    )


class PolicyPage(QWidget):
    """`said` carries a sentence about what was proposed."""

    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until it is looked at."""
        super().__init__(parent)
        self.setObjectName("policy")
        self.setAccessibleName(tr("Escalation policy"))
        self._desk = desk
        self._read: tuple[str, str] | None = None
        self._may_propose = False
        head = QLabel(tr("Escalation policy"), self)
        head.setProperty("scale", "large")
        self._wrong = RefusedLine(self)
        self.text = ReadingText(self)
        self.text.setObjectName("policy-text")
        self.text.setAccessibleName(tr("Escalation policy"))
        self.text.setTabChangesFocus(True)
        self.chart = BarsChart("policy-chart", self)
        self.chart.leaving.connect(self._copy)
        body = QWidget(self)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.text, 1)
        inside.addWidget(self.chart)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.addWidget(head)
        layout.addLayout(self._choosing())
        layout.addWidget(self._wrong)
        layout.addWidget(area, 1)
        in_reading_order(self.path, *self._ways, self.text, area)
        FirstStop(self, self.path)

    def _choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel(tr("Policy &file"), self)
        self.path = QLineEdit(self)
        self.path.setObjectName("field-policy-file")
        self.path.setAccessibleName(tr("Policy file"))
        self.path.setPlaceholderText(tr("Path of a TOML file: save the text below, change it, and rehearse it here"))
        self.path.returnPressed.connect(self.rehearse)
        label.setBuddy(self.path)
        choose = QPushButton(tr("&Choose…"), self)
        choose.clicked.connect(self._choose)
        look = QPushButton(tr("Check and &rehearse"), self)
        look.setObjectName("rehearse")
        look.clicked.connect(self.rehearse)
        self.propose = QPushButton(tr("&Propose adoption"), self)
        press_once(self.propose)
        self.propose.setObjectName("propose-policy")
        self.propose.setEnabled(False)
        self.propose.clicked.connect(self._propose)
        self._ways = (choose, look, self.propose)
        for widget, stretch in ((label, 0), (self.path, 1), (choose, 0), (look, 0), (self.propose, 0)):
            row.addWidget(widget, stretch)
        return row

    def begin(self, welcome: Welcome) -> None:
        """Who acts decides whether a policy may be proposed."""
        card = welcome.cards.get("adopt-policy")
        self._may_propose = card is not None and (welcome.may("adopt-policy") or welcome.officer.is_administrator)

    def reload(self) -> None:
        """Show the policy in effect, unless a rehearsal is on the page."""
        if self._read is None:
            self._desk.read(lambda reads: reads.policies(), self._show, on_refused=self._refuse, owner=self, topic="policy")

    def clear(self) -> None:
        """Forget the file that was looked at."""
        self._read = None
        self.propose.setEnabled(False)
        self.text.clear()
        self.chart.clear()
        self._wrong.hide()

    def rehearse(self) -> None:
        """Check the file and say what it would do; nothing is written."""
        self.clear()
        typed = self.path.text().strip()
        if not typed:
            self.reload()
            return
        path = Path(typed)
        self._desk.run_beside(partial(_text_of, path), partial(self._ask, path.name), on_refused=self._refuse, owner=self)

    def _ask(self, name: str, text: str) -> None:
        self._desk.read(
            lambda reads: reads.rehearse(text, name),
            partial(self._rehearsed, name, text),
            on_refused=self._refuse,
            owner=self,
            topic="policy",
        )

    def _rehearsed(self, name: str, text: str, said: "Rehearsal") -> None:
        self._read = (name, text)
        self.text.setHtml(rehearsal_text(said, name))
        told = [one for one in said.load if one.old or one.new]
        if told:
            bars = (Series(tr("policy in effect"), [one.old for one in told]), Series(tr("this file"), [one.new for one in told]))
            self.chart.show_bars(tr("Told over the last 28 days"), "levels", [f"{one.shift}, {tr(one.rank.words)}" for one in told], bars)
        self.propose.setEnabled(self._may_propose and bool(said.differences))
        self.propose.setToolTip("" if self._may_propose else tr("A chief inspector or above, or an administrator, proposes a policy."))

    def _copy(self, content: bytes, rows: int, copy: "Callable[[], None]") -> None:
        """What is copied leaves: it is recorded first. It names nobody, so what it is for is not asked."""

        def copied(_: object) -> None:
            copy()
            self.said.emit(tr("Copied, and noted under What has left."))

        work = partial(
            record_copy, content=content, what="policy, told over the last 28 days", purpose=Purpose.SUPERVISION.value, rows=rows
        )
        self._desk.run(work, copied, on_refused=self._refuse, owner=self)

    def _propose(self) -> None:
        if self._read is not None:
            name, text = self._read
            self.propose.setEnabled(False)
            self._desk.do(
                "adopt-policy",
                None,
                {"text": text, "file": name},
                on_done=partial(self._proposed, name),
                on_refused=self._refuse,
                owner=self,
            )

    def _proposed(self, name: str, changes: object) -> None:
        number = getattr(changes, "proposal", None)
        self.said.emit(
            tr(
                "{name} is proposed as number {number}. A chief inspector or above, who has not proposed it, approves it in the inbox.",
                name=name,
                number=number,
            )
        )

    def _show(self, found: "tuple[Policy, str, tuple[PolicyVersion, ...]]") -> None:
        self.text.setHtml(policy_text(*found))

    def _refuse(self, refused: Refusal) -> None:
        self._wrong.tell(refused)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Policy file"), "", tr("Policies (*.toml)"))
        if chosen:
            self.path.setText(chosen)
            self.rehearse()


def _text_of(path: Path) -> str:
    """The file's text. Raises Unavailable("no_such_file"), Invalid("not_text")."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Invalid(
                tr("{file} is far larger than a policy. Nothing was changed; choose another file.", file=path.name),
                code="too_large",
                field="file",
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(
            tr("{file} is not text in UTF-8. Nothing was changed; save it as UTF-8.", file=path.name), code="not_text", field="file"
        ) from None
    except (OSError, ValueError):
        # ValueError: what was pasted holds a NUL, and is the name of no file.
        raise Unavailable(
            tr("{file} cannot be read. Nothing was changed; check the name and the folder.", file=kept(path.name)[:_LONGEST_NAME]),
            code="no_such_file",
            field="file",
        ) from None
