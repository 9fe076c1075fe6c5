"""The shipped policy with every figure of its clocks so many halves as long, as a text to adopt."""

import re

_FIGURE = re.compile(r'^(\w+ = ")(\d+) (h|d)(")', re.MULTILINE)
_KEPT = ("review_after", "second_failure_within")


def with_figures_times(text: str, halves: int) -> str:
    """Every time of the policy times `halves` halves, in hours or half-hours; what is no limit of a clock stays."""

    def scaled(found: re.Match[str]) -> str:
        if found[1].startswith(_KEPT):
            return found[0]
        minutes = int(found[2]) * (60 if found[3] == "h" else 24 * 60) * halves // 2
        return f"{found[1]}{minutes} min{found[4]}"

    return _FIGURE.sub(scaled, text)
