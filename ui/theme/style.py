"""Puts a theme on the application: Fusion, a palette and a small style sheet from the named colours; follows the system."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.colours import THEMES, Colours, ThemeName
from ui.theme.motion import system_asks_for_stillness
from wantedtrack.resources import resource_path

_SMALLEST_POINTS = 9.0
_MARK = 1.6
"""Pixels of a tick box, a round button or an icon beside a word, for each point of the text."""
_TALL = 2.0
"""Pixels of height inside a button, a line or a choice, for each point of the text: they stand beside each other and are of one height."""
_MOVING = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_FadeTooltip,
)


class Theme(QObject):
    """The one theme of the application. `changed` tells painters to look again.

    Light, dark and high contrast follow the system, and change with it while the program runs, unless one of them is fixed.
    """

    changed = Signal()

    def __init__(self, app: QApplication, *, fixed: ThemeName | None = None, text_scale: float = 1.0) -> None:
        """`fixed` stays whatever the system says; `text_scale` is 1.0 to 2.0."""
        super().__init__(app)
        self._app = app
        self._fixed = fixed
        self._scale = text_scale
        self._is_still = self._is_fusion = False
        self._points = max(app.font().pointSizeF(), _SMALLEST_POINTS)
        self._flash_ms = app.cursorFlashTime()
        self.system_is_still = system_asks_for_stillness()
        self.name = ThemeName.LIGHT
        self._hints = app.styleHints()
        self._for_everyone = self._hints.accessibility()
        self._scheme = self._hints.colorScheme()
        self._contrast = self._for_everyone.contrastPreference()
        self._hints.colorSchemeChanged.connect(self._scheme_changed)
        self._for_everyone.contrastPreferenceChanged.connect(self._contrast_changed)
        self._follow()

    @property
    def colours(self) -> Colours:
        """The named colours now."""
        return THEMES[self.name]

    @property
    def system(self) -> ThemeName:
        """The theme that the system asks for: its high contrast first, which somebody needs, then its dark or light."""
        if self._contrast is Qt.ContrastPreference.HighContrast:
            return ThemeName.CONTRAST
        return ThemeName.DARK if self._scheme is Qt.ColorScheme.Dark else ThemeName.LIGHT

    @property
    def is_still(self) -> bool:
        """Whether nothing moves or blinks by itself: as chosen, or as the system asks."""
        return self._is_still

    def choose(self, name: ThemeName | None) -> None:
        """Fix a theme, or follow the system again with None."""
        self._fixed = name
        self._follow()

    def scale_text(self, scale: float) -> None:
        """Scale all text, 1.0 to 2.0."""
        self._scale = min(max(scale, 1.0), 2.0)
        self._apply()

    def dress(self, *, fixed: ThemeName | None, text_scale: float, is_still: bool) -> None:
        """All of it at once, and nothing where nothing is different: a new dress for every widget takes its time."""
        name, scale = fixed or self.system, min(max(text_scale, 1.0), 2.0)
        self._fixed = fixed
        if (name, scale, is_still) != (self.name, self._scale, self._is_still):
            self.name, self._scale, self._is_still = name, scale, is_still
            self._apply()

    @property
    def text_scale(self) -> float:
        """How much larger than the system's text."""
        return self._scale

    def _scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self._follow()

    def _contrast_changed(self, preference: Qt.ContrastPreference) -> None:
        self._contrast = preference
        self._follow()

    def _follow(self) -> None:
        self.name = self._fixed or self.system
        self._apply()

    def _apply(self) -> None:
        if not self._is_fusion:
            # Once: each time it looks at every widget anew, and the sheet below does that too.
            self._is_fusion = True
            self._app.setStyle("Fusion")
        self._app.setCursorFlashTime(0 if self._is_still else self._flash_ms)
        if self._is_still:
            for effect in _MOVING:
                self._app.setEffectEnabled(effect, enable=False)
        font = QFont(self._app.font())
        font.setPointSizeF(self._points * self._scale)
        self._app.setFont(font)
        self._app.setPalette(palette_of(self.colours))
        arrow, tick = (resource_path("icons", f"{name}-{self.name.value}.svg").as_posix() for name in ("down", "tick"))
        self._app.setStyleSheet(sheet_of(self.colours, self._points * self._scale, arrow=arrow, tick=tick))
        self.changed.emit()


def palette_of(colours: Colours) -> QPalette:
    """Qt's own roles from the named colours."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: colours.window, roles.WindowText: colours.text, roles.Base: colours.base, roles.AlternateBase: colours.window,
        roles.Text: colours.text, roles.Button: colours.raised, roles.ButtonText: colours.text, roles.BrightText: colours.over,
        roles.Highlight: colours.selected, roles.HighlightedText: colours.on_selected, roles.Link: colours.accent, roles.LinkVisited: colours.accent,
        roles.ToolTipBase: colours.raised, roles.ToolTipText: colours.text, roles.PlaceholderText: colours.quiet, roles.Accent: colours.accent,
        roles.Mid: colours.line, roles.Dark: colours.line, roles.Light: colours.raised, roles.Midlight: colours.raised, roles.Shadow: colours.line,
    }.items():  # fmt: skip
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.quiet))
    return palette


def sheet_of(colours: Colours, points: float, *, arrow: str, tick: str) -> str:
    """The style sheet: three sizes of text, one accent, an always visible focus, an 8-pixel grid."""
    large, small, mark, tall = points * 1.45, points * 0.92, round(points * _MARK), round(points * _TALL)
    return f"""
* {{ outline: none; widget-animation-duration: 0; }}
QToolTip {{ color: {colours.text}; background: {colours.raised}; border: 1px solid {colours.line}; padding: 4px; }}
QLabel[scale="large"] {{ font-size: {large:.1f}pt; font-weight: 600; }}
QLabel[scale="heading"] {{ font-weight: 600; }}
QLabel[scale="small"] {{ font-size: {small:.1f}pt; }}
QLabel[tone="quiet"] {{ color: {colours.quiet}; }}
QLabel[tone="over"] {{ color: {colours.over}; font-weight: 600; }}
QLabel[tone="soon"] {{ color: {colours.soon}; font-weight: 600; }}
QLabel#cannot-be-undone {{ font-weight: 400; }}
QLabel[tone="fine"] {{ color: {colours.fine}; }}
QLabel[tone="confirm"] {{ color: {colours.over}; font-weight: 600; }}
QLabel[tone="wrong"] {{ color: {colours.over}; font-weight: 600; }}
QLabel[tone="demonstration"] {{ background: {colours.demonstration}; color: {colours.on_demonstration}; padding: 4px 8px; font-weight: 600; }}
QLabel[tone="chip"] {{ border: 1px solid {colours.line}; border-radius: 4px; padding: 1px 6px; }}
QLabel[tone="first"] {{ background: {colours.notice}; color: {colours.on_notice}; border: 1px solid {colours.accent}; border-radius: 4px; padding: 4px 8px; font-weight: 600; }}
QLabel[tone="danger"] {{ border: 1px solid {colours.over}; border-radius: 4px; padding: 1px 6px; color: {colours.over}; font-weight: 600; }}
QFrame[panel="next"] {{ background: {colours.notice}; border: 1px solid {colours.accent}; border-radius: 6px; }}
QFrame[panel="next"] QLabel {{ color: {colours.on_notice}; }}
QFrame[panel="notice"] {{ background: {colours.notice}; border: 1px solid {colours.accent}; border-radius: 4px; }}
QFrame[panel="notice"] QLabel {{ color: {colours.on_notice}; }}
QFrame[panel="trouble"] {{ background: {colours.trouble}; border: 1px solid {colours.over}; border-radius: 4px; }}
QFrame[panel="trouble"] QLabel {{ color: {colours.on_trouble}; font-weight: 600; }}
QFrame[panel="card"] {{ background: {colours.base}; border: 1px solid {colours.edge}; border-radius: 6px; }}
QFrame[panel="card"]:focus {{ border: 2px solid {colours.accent}; }}
QPushButton, QToolButton {{ background: {colours.raised}; color: {colours.text}; border: 1px solid {colours.line}; border-radius: 4px; padding: 4px 12px; min-height: {tall}px; }}
QPushButton {{ icon-size: {mark + 2}px; }}
QToolButton {{ padding: 4px 8px; min-height: {tall - 3}px; icon-size: {mark + 2}px; }}
QToolButton[kind="bar"] {{ padding: 4px 2px 4px 8px; }}
QPushButton:hover, QToolButton:hover {{ border-color: {colours.accent}; }}
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {{ background: {colours.selected}; color: {colours.on_selected}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {colours.accent}; padding: 3px 11px; }}
QToolButton:focus {{ padding: 3px 7px; }}
QToolButton[kind="bar"]:focus {{ padding: 3px 1px 3px 7px; }}
QLineEdit > QToolButton {{ border: 0; background: transparent; padding: 0; min-height: 0; }}
QPushButton:disabled, QToolButton:disabled {{ color: {colours.quiet}; border-color: {colours.edge}; background: {colours.window}; }}
QPushButton[kind="tab"] {{ background: transparent; color: {colours.quiet}; border: 2px solid transparent; border-bottom: 3px solid transparent; border-radius: 0; padding: 2px 8px; }}
QPushButton[kind="tab"]:hover {{ color: {colours.text}; border-bottom-color: {colours.edge}; }}
QPushButton[kind="tab"]:checked {{ color: {colours.text}; border-bottom-color: {colours.accent}; }}
QPushButton[kind="tab"]:focus {{ border: 2px solid {colours.accent}; border-bottom-width: 3px; border-radius: 4px; padding: 2px 8px; }}
QPushButton[kind="main"] {{ background: {colours.accent}; color: {colours.on_accent}; border-color: {colours.accent}; font-weight: 600; }}
QPushButton[kind="main"]:focus {{ border: 2px solid {colours.text}; }}
QPushButton[kind="main"]:disabled {{ background: {colours.window}; color: {colours.quiet}; border-color: {colours.edge}; }}
QLineEdit, QPlainTextEdit, QTextEdit, QListView, QTreeWidget, QTableView, QTextBrowser {{
  background: {colours.base}; color: {colours.text}; border: 1px solid {colours.line}; border-radius: 4px; selection-background-color: {colours.selected};
  selection-color: {colours.on_selected}; padding: 1px; }}
QListView, QTreeWidget, QTableView, QTextBrowser {{ border-color: {colours.edge}; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ placeholder-text-color: {colours.quiet}; }}
QLineEdit {{ padding: 4px 6px; min-height: {tall}px; }}
QComboBox {{ background: {colours.base}; color: {colours.text}; border: 1px solid {colours.line}; border-radius: 4px; padding: 4px 6px; min-height: {tall}px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox:focus {{ border: 2px solid {colours.accent}; padding: 3px 5px; }}
QComboBox[wrong="true"] {{ border: 2px solid {colours.over}; }}
QComboBox::drop-down {{ border: 0; width: {mark + 8}px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: {mark - 2}px; height: {mark - 2}px; }}
QComboBox QLineEdit {{ border: 0; padding: 0; background: transparent; }}
QRadioButton, QCheckBox {{ min-height: 24px; spacing: 6px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {mark}px; height: {mark}px; border: 2px solid {colours.line}; background: {colours.base}; }}
QCheckBox::indicator {{ border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: {mark // 2 + 2}px; }}
QCheckBox::indicator:checked {{ background: {colours.accent}; border-color: {colours.accent}; image: url("{tick}"); }}
QRadioButton::indicator:checked {{ width: {mark - 6}px; height: {mark - 6}px; border: 5px solid {colours.accent}; }}
QListView::indicator {{ width: {mark}px; height: {mark}px; border: 2px solid {colours.line}; border-radius: 3px; background: {colours.base}; }}
QListView::indicator:checked {{ background: {colours.accent}; border-color: {colours.accent}; image: url("{tick}"); }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {colours.accent}; }}
QRadioButton:focus, QCheckBox:focus {{ color: {colours.accent}; text-decoration: underline; }}
QComboBox QAbstractItemView {{ background: {colours.base}; color: {colours.text}; selection-background-color: {colours.selected}; selection-color: {colours.on_selected}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QListView:focus, QTreeWidget:focus, QTableView:focus, QTextBrowser:focus {{
  border: 2px solid {colours.accent}; padding: 0; }}
QLineEdit:focus {{ padding: 3px 5px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {colours.over}; }}
QListView::item {{ padding: 4px 6px; min-height: 18px; }}
QTableView::item {{ padding: 0 3px; }}
QListView::item:selected, QTableView::item:selected, QTreeWidget::item:selected {{ background: {colours.selected}; color: {colours.on_selected}; }}
QHeaderView::section {{ background: {colours.window}; color: {colours.text}; border: 0; border-bottom: 1px solid {colours.edge}; border-right: 1px solid {colours.edge}; padding: 4px 6px; font-weight: 600; }}
QTabBar::tab {{ background: transparent; color: {colours.quiet}; border: 2px solid transparent; border-bottom: 3px solid transparent; padding: 4px 5px; min-height: 18px; }}
QTabBar::tab:hover {{ color: {colours.text}; border-bottom-color: {colours.edge}; }}
QTabBar::tab:selected {{ color: {colours.text}; border-bottom-color: {colours.accent}; }}
QTabBar::tab:focus {{ border: 2px solid {colours.accent}; border-bottom-width: 3px; border-radius: 4px; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {colours.edge}; }}
QSplitter::handle {{ background: {colours.window}; }}
QMenu {{ menu-scrollable: 1; background: {colours.base}; color: {colours.text}; border: 1px solid {colours.line}; padding: 4px 0; }}
QMenu::separator {{ height: 1px; margin: 4px 8px; background: {colours.edge}; }}
QMenu::item {{ padding: 5px 24px 5px 12px; }}
QMenu::icon {{ left: 8px; }}
QMenu::item:selected {{ background: {colours.selected}; color: {colours.on_selected}; }}
QMenu::item:disabled {{ color: {colours.quiet}; }}
QMenuBar {{ background: {colours.window}; color: {colours.text}; }}
QMenuBar::item:selected {{ background: {colours.selected}; color: {colours.on_selected}; }}
QScrollBar {{ background: transparent; border: 0; margin: 0; }}
QScrollBar:vertical {{ width: 14px; }}
QScrollBar:horizontal {{ height: 14px; }}
QScrollBar::handle {{ background: {colours.line}; border: 3px solid {colours.base}; border-radius: 6px; min-width: 28px; min-height: 28px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {colours.accent}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ border: 1px solid {colours.line}; border-radius: 4px; text-align: center; background: {colours.base}; color: {colours.text}; min-height: 22px; }}
QProgressBar::chunk {{ background: {colours.selected}; }}
"""
