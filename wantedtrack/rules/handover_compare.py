"""What is different since the handover that was sealed last: what got worse in figures, who came and who went, in sentences."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from wantedtrack.rules.handover import Before, HandoverContent
from wantedtrack.rules.sheets import Sheet

_WORSE = ("Do this shift", "Not yet circulated", "Awaiting cleardown", "Never attempted", "Full queue")
"""Of these sheets more is worse."""

_NAMED_AT_MOST = 8


def compared(content: HandoverContent, before: HandoverContent | None) -> HandoverContent:
    """The content with what is different since `before`, which was sealed last."""
    if before is None:
        return content
    counted = before.counts
    worse = [
        f"{name}: {now}, {now - counted[name]} more than at the last handover."
        for name, now in content.counts.items()
        if name in _WORSE and name in counted and now > counted[name]
    ]
    high = len(content.high_references) - len(before.high_references)
    if high > 0:
        worse.append(f"High entries: {len(content.high_references)}, {high} more than at the last handover.")
    kept = Before(before.shift_id, counted, before.restricted)
    return replace(content, before=kept, worse=tuple(worse), changed=_changed(content, before))


def _changed(content: HandoverContent, before: HandoverContent) -> tuple[str, ...]:
    now, then = _standing(content.sheet("Full queue")), _standing(before.sheet("Full queue"))
    both = now.keys() & then.keys()
    parts = (
        ("New in the queue", [one for one in now if one not in then]),
        ("Gone from the queue", [one for one in then if one not in now]),
        ("In another band", [one for one in now if one in both and now[one][0] != then[one][0]]),
        ("At another stage", [one for one in now if one in both and now[one][1] != then[one][1]]),
        ("Circulation moved on", [one for one in now if one in both and now[one][2] != then[one][2]]),
    )
    return tuple(_sentence(words, found) for words, found in parts if found)


def _standing(sheet: Sheet) -> Mapping[str, tuple[object, object, object]]:
    """Band, stage and circulation of each entry."""
    places = [column.heading for column in sheet.columns]
    band, stage, circulation = (places.index(name) for name in ("Band", "Stage", "Circulation"))
    return {str(row[0]): (row[band], row[stage], row[circulation]) for row in sheet.rows}


def _sentence(words: str, found: Sequence[str]) -> str:
    more = f" and {len(found) - _NAMED_AT_MOST} more" if len(found) > _NAMED_AT_MOST else ""
    return f"{words}: {len(found)} ({', '.join(found[:_NAMED_AT_MOST])}{more})."


def without(content: HandoverContent, gone: Collection[str]) -> HandoverContent:
    """The content without the sentences about these entries."""
    return replace(
        content,
        why={reference: words for reference, words in content.why.items() if reference not in gone},
        changed=tuple(sentence for sentence in content.changed if not any(reference in sentence for reference in gone)),
    )
