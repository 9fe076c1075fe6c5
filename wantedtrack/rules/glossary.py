"""The words of the job as this program uses them, each with what it means: shown where a word stands, and as a page of the guide.

Source: domain.md section 2.
"""

from collections.abc import Mapping

GLOSSARY: Mapping[str, str] = {
    "person": "One identified human being. Several entries may be about the same person.",
    "entry": "One reason why a person is to be arrested, with everything that is known and done about it.",
    "category": "Why the person is wanted: on PNC, for failing to answer police bail, by a forensic identification, by a court's warrant, or recalled to prison.",
    "band": "How serious it is: high, medium or standard, shown under the name and colour that the force gives it.",
    "stage": "Where the entry is in its life, from draft to closed.",
    "circulation": "Whether the marker is on PNC/LEDS: a thing of its own beside the stage.",
    "attempt": "One try to arrest, or one enquiry, and what came of it.",
    "review": "A supervisor's dated look: what was found, and what is to be done next.",
    "clock": "One deadline that runs: to circulate, to try, to review, to arrest, to verify the marker, to clear it, to hand over.",
    "cycle": "One run of a clock. An attempt or a review begins the next one.",
    "level": "One step of a clock: when it is reached, a rank is told.",
    "escalation": "A level that was reached. It is recorded once and stays.",
    "notice": "One line in the inbox of a rank or an owner about an escalation.",
    "acknowledgement": "A named officer's promise of a next step by a time; repeats rest until then, and no longer than 30 minutes after the shift.",
    "pause": "A span in which attempt, review and arrest rest, for a reason from the list, until a time, on somebody's authority.",
    "shift": "A span of duty. Shifts may overlap.",
    "handover": "The document that one shift passes to the next; both officers sign, and then nothing of it changes.",
    "seal": "What a signed handover cannot be changed without: a digest of everything it says.",
    "extract": "A file that another system produced: PNC, custody, the court warrants report, the forensic bureau, the recall list.",
    "intake": "Rows of an extract that a person has to decide about, because the program does not guess.",
    "cleardown": "From the outcome until the marker's removal is confirmed on PNC/LEDS: until then the person can be arrested again.",
    "outcome": "How an entry came to its end.",
    "officer": "Somebody who works with the program or owns an entry; the collar number says who.",
    "owner": "The officer whose entry it is.",
    "desktop": "One running copy of the program.",
    "draft": "An entry that nobody has accepted yet: its checklist and its band are still open.",
    "restricted": "Read only by its owner, the officers named on it, and inspectors and above.",
    "proposal": "A deed that takes effect when a second officer approves it.",
    "prompt": "A question whether the band is still right, with its evidence. The program never sets a band.",
    "unwatched": "A span of more than ten minutes in which no desktop checked: levels were reached then and told late.",
    "disposal": "Taking out for good what has come to the end of its time, by two officers, without a way back.",
    "brief": "One page of what a rank has to know now, since its last one.",
}


def meaning_of(word: str) -> str:
    """What a word means; empty for one that is not of the job."""
    return GLOSSARY.get(word.strip().lower(), "")
