"""Why something leaves the program: the short list that is asked for before a print, a copy or a file. Source: domain.md section 8; DPA 2018 s.62."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a paper or a file is for."""

    ARREST = "arrest"
    BRIEFING = "briefing"
    HANDOVER = "handover"
    TASKING = "tasking"
    COURT = "court"
    SUPERVISION = "supervision"
    INSPECTION = "inspection"
    SUBJECT_ACCESS = "subject_access"


LONGEST_LIST = 2_000
"""Rows of one printed list; more is a file, not a paper."""
