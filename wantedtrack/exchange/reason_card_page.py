"""The reason card as a text to read out and as one page to print: no script, nothing fetched, every text escaped."""

from html import escape

from wantedtrack.rules.reason_card import CONFIRM, MARKING, ReasonCard
from wantedtrack.rules.spans import moment

_STYLE = "body{font:12pt sans-serif;max-width:19cm;margin:1cm auto}h1{font-size:16pt}h2{font-size:12pt;margin:.6em 0 .2em}p{margin:0}.first{border:2px solid;padding:.3em}"


def as_text(card: ReasonCard) -> str:
    """The card in lines, as it is read out."""
    lines = [MARKING, f"{card.reference}  {card.name}", CONFIRM]
    for part in card.parts:
        lines += ["", part.heading.upper(), *(f"  {line}" for line in part.lines)]
    if card.missing:
        lines += ["", f"Not held, to be filled in: {', '.join(card.missing)}."]
    return "\n".join([*lines, "", f"As held at {moment(card.at)}. {CONFIRM}", MARKING])


def as_html(card: ReasonCard) -> str:
    """The card as one page of its own: what a person typed stays text, whatever it looks like."""
    parts: list[str] = []
    for number, part in enumerate(card.parts):
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in part.lines)
        first = "" if number else ' class="first"'
        parts.append(f"<section{first}><h2>{escape(part.heading)}</h2>{paragraphs}</section>")
    missing = f"<p>Not held, to be filled in: {escape(', '.join(card.missing))}.</p>" if card.missing else ""
    title = escape(f"{card.reference} {card.name}")
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(card.reference)}</title><style>{_STYLE}</style></head><body>'
        f"<p>{MARKING}</p><h1>{title}</h1><p><strong>{CONFIRM}</strong></p>{''.join(parts)}{missing}"
        f"<p>As held at {escape(moment(card.at))}. {CONFIRM}</p><p>{MARKING}</p></body></html>"
    )
