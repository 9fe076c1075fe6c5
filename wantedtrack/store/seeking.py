"""Seeking likely matches for a deed that must go on without them: what fails here is told and logged, and stands in nobody's way."""

import logging

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.matching import Traits
from wantedtrack.rules.officers import Acting
from wantedtrack.store.candidates import Candidate, candidates
from wantedtrack.store.policy_rows import current_policy

_LOG = logging.getLogger("wantedtrack")


def seek(connection: Connection, typed: Traits, *, reader: Acting, now: Instant) -> tuple[Candidate, ...] | None:
    """The likely matches, None where they could not be sought: the caller says so, and records the entry all the same.

    Source: domain.md section 4, "a sergeant must always be able to record that somebody is wanted"; PEEL 2015 Avon and Somerset tells of
    supervisors who could not make entries. Every failure is logged by its kind, without a word of the person. A lost connection is not
    caught: the whole deed is then tried anew. A traceback would hold the name.
    """
    try:
        with connection.begin_nested():
            thresholds = current_policy(connection, now=now).matching
            return candidates(connection, typed, reader=reader, thresholds=thresholds)
    except Exception as failed:
        if isinstance(failed, DBAPIError) and failed.connection_invalidated:
            raise
        _LOG.error("likely matches could not be sought: %s", type(failed).__name__)
        return None
