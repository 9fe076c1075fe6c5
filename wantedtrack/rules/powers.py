"""The power of arrest that each category rests on, with its source, what is to be done on arrest, and what a force has to check itself.

England and Wales. Stated as this program's authors read the Acts; a force's legal services confirm each before it is relied upon.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wantedtrack.rules.entry import Category


@dataclass(frozen=True, slots=True)
class Power:
    """A power of arrest: its source, what it allows in one sentence, what follows the arrest, and what the arresting officer must check."""

    source: str
    says: str
    on_arrest: str
    check: str


_SUMMARY_ARREST = Power(
    "Police and Criminal Evidence Act 1984 s.24",
    "A constable may arrest without a warrant on reasonable suspicion of the offence, where arrest is necessary for a reason in s.24(5).",
    "Tell the person the offence and why arrest is necessary (PACE s.28, Code G), and take them to a designated station.",
    "The arresting officer must hold the suspicion and the belief in necessity personally: the grounds below are what they rest on.",
)
POWERS: Mapping[Category, Power] = {
    Category.WANTED: _SUMMARY_ARREST,
    Category.FORENSIC: _SUMMARY_ARREST,
    Category.BAIL_FAILURE: Power(
        "Police and Criminal Evidence Act 1984 s.46A(1)",
        "A constable may arrest without a warrant a person bailed under Part IV to a police station who fails to attend at the time appointed.",
        "Take the person to the station appointed as soon as practicable (s.46A(2)); tell that station's custody officer.",
        "Check that bail was police bail to a station. Street bail is s.30D; bail to a court is the court's to enforce (Bail Act 1976 s.7).",
    ),
    Category.WARRANT: Power(
        "The court's warrant; Magistrates' Courts Act 1980 ss.125 and 125D, Bail Act 1976 s.7 for failing to surrender",
        "A constable may execute a warrant of arrest for an offence without having it in hand; it is shown as soon as practicable if asked for.",
        "Without bail: bring the person before the court. Backed for bail: release as the warrant is endorsed (Magistrates' Courts Act 1980 s.117).",
        "Check that the warrant is neither executed nor withdrawn, and what it is endorsed with.",
    ),
    Category.RECALL: Power(
        "Prison Act 1952 s.49(1); the licence is revoked under Criminal Justice Act 2003 s.254 or s.255",
        "A constable may arrest without a warrant a person unlawfully at large and take them to where they are to be detained.",
        "There is no bail. Return the person to prison, and tell the owning force, which tells the recall authority.",
        "Check that the revocation stands: a recall may have been rescinded.",
    ),
}
