"""A document as lines for a person says all that it says as JSON."""

from wantedtrack.cli.told import in_lines

DOCUMENT = {
    "reference": "WT-52-000001",
    "became_outstanding_at": "2026-07-02T07:00:00Z",
    "born": "1987-11-03",
    "restricted": False,
    "owner": None,
    "aliases": [],
    "age_s": 92178,
    "own_fields": {"offender": None},
    "beats": ["K1", "K2"],
    "circulation": {"state": "circulated", "pnc_checked_at": "2026-01-02T07:00:00+00:00", "notes": ""},
    "checklist": [{"item": "Intelligence checks", "done": True}, {"item": "Family told", "done": None}],
    "remark": "2026-07-02T07:00 she said T",
}


def test_names_are_words_and_instants_are_force_time_with_their_year() -> None:
    assert in_lines(DOCUMENT) == [
        "reference: WT-52-000001",
        "became outstanding at: Thu 2 Jul 2026 08:00",
        "born: 1987-11-03",
        "restricted: no",
        "age: 25 h 36 min",
        "beats: K1, K2",
        "circulation:",
        "    state: circulated",
        "    pnc checked at: Fri 2 Jan 2026 07:00",
        "checklist:",
        "    - item: Intelligence checks",
        "      done: yes",
        "    - item: Family told",
        "remark: 2026-07-02T07:00 she said T",
    ]


def test_nothing_deeper_is_lost() -> None:
    assert in_lines({"tried": {"Flat 1": [[1, 2], {"at": "early", "by": ["PC 1"]}]}}) == [
        "tried:",
        "    Flat 1:",
        "        - 1, 2",
        "        - at: early",
        "          by: PC 1",
    ]
