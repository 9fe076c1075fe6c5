"""The three errors a person can be shown, sorted by who must act; anything else is a bug."""


class Refusal(Exception):  # noqa: N818 (the three kinds below are the words of the house, not of Python)
    """What all three have: a `code` for scripts, the `field` it concerns, a plain British `message`.

    The message says what happened, what was kept and what to do, in one or two sentences, and holds no personal data.
    """

    exit_code = 3

    def __init__(self, message: str, *, code: str, field: str | None = None) -> None:
        """Keep the message for people and the code and field for scripts and forms."""
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field

    @property
    def more(self) -> dict[str, object]:
        """What a script is told beside the message; nothing but for errors that say several things at once."""
        return {}

    @property
    def kind(self) -> str:
        """The class in the words of the JSON error: not_allowed, invalid or unavailable."""
        return {"NotAllowed": "not_allowed", "Invalid": "invalid", "Unavailable": "unavailable"}[type(self).__name__]


class NotAllowed(Refusal):
    """A rule says no. `who_could` names who can do it instead."""

    def __init__(self, message: str, *, code: str, field: str | None = None, who_could: str | None = None) -> None:
        """Keep who could do it, for the sentence and the JSON."""
        super().__init__(message, code=code, field=field)
        self.who_could = who_could


class Invalid(Refusal):
    """A value is wrong: the message says which and what would be accepted."""


class Unavailable(Refusal):
    """The surroundings fail: store, disk, network, permission. The message says what was kept and what to do."""

    exit_code = 4
