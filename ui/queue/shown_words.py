"""What is shown of the queue and what is hidden, in one short sentence."""

from ui import labels
from ui.queue.columns import Look
from ui.wording import counted, tr
from wantedtrack.rules.search_language import Query
from wantedtrack.rules.search_words import WrongWord, read_query


def shown_in_words(shown: int, everything: int | None, words: str, look: Look, chosen: int) -> str:
    """How many of how many, whether closed entries are among them, and how many are chosen where it is more than one.

    `everything` is how many are not closed, None while that is not known.
    """
    try:
        query = read_query(words, now=look.now, labels=look.band_labels) if look.band_labels else read_query(words, now=look.now)
    except WrongWord:
        query = Query()
    if query.asks_for_ended:
        told = counted(
            "{n} entry shown; closed entries are looked through too", "{n} entries shown; closed entries are looked through too", shown
        )
    elif everything is None:
        told = counted("{n} entry shown", "{n} entries shown", shown)
    else:
        told = tr("{shown} of {all}; closed entries are not shown", shown=f"{shown:,}", all=f"{everything:,}")
    return labels.joined([tr("{chosen} chosen", chosen=f"{chosen:,}") if chosen > 1 else "", told])
