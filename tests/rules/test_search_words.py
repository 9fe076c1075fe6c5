from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Band, Category, Circulation, Flag, Stage
from wantedtrack.rules.matching import Traits, blocking_keys
from wantedtrack.rules.search_language import LONGEST
from wantedtrack.rules.search_words import (
    LISTS,
    SHIPPED_LABELS,
    Filter,
    FilterKey,
    PeopleKey,
    PeopleWord,
    Query,
    Span,
    WrongWord,
    accepted,
    as_words,
    read_query,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FORCE_LABELS = {Band.HIGH: "Priority 1", Band.MEDIUM: "Priority-2", Band.STANDARD: "high"}


def filters(text: str) -> tuple[Filter, ...]:
    return read_query(text, now=NOW).filters


def people(text: str) -> list[tuple[str, str]]:
    return [(word.key.value, word.value) for word in read_query(text, now=NOW).people]


def names(*words: str) -> list[tuple[str, str]]:
    return [("name", word) for word in words]


def test_filters_and_names_stand_beside_each_other_in_any_order() -> None:
    query = read_query("an band:red owner:me due:<24h NGUYỄN stage:active -attempted", now=NOW)
    assert query.filters == (
        Filter(FilterKey.BAND, "high"),
        Filter(FilterKey.OWNER, "me"),
        Filter(FilterKey.DUE, Span(is_less=True, length=timedelta(hours=24))),
        Filter(FilterKey.STAGE, "active"),
        Filter(FilterKey.ATTEMPTED, "", is_negated=True),
    )
    assert [word.value for word in query.people] == ["an", "nguyen"]
    assert query.only(FilterKey.OWNER) == (Filter(FilterKey.OWNER, "me"),)


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("band:RED", "band", "high"),
        ("band:medium", "band", "medium"),
        ("BAND:blue", "band", "standard"),
        ("category:bail-failure", "category", "bail_failure"),
        ("category:bail_failure", "category", "bail_failure"),
        ('category:"bail failure"', "category", "bail_failure"),
        ("stage:open", "stage", "open"),
        ("circulation:not-yet", "circulation", "not_yet"),
        ("owner:PS41", "owner", "PS41"),
        ('team:"Response  A"', "team", "Response A"),
        ("station:Keynsham", "station", "Keynsham"),
        ("owner:none", "owner", "none"),
        ("due:overdue", "due", "overdue"),
        ("due:today", "due", "today"),
        ("flag:domestic-abuse", "flag", "domestic_abuse"),
        ("list:this-shift", "list", "this-shift"),
        ("list:never_attempted", "list", "never-attempted"),
        ("attempted", "attempted", ""),
        ("attempted:yes", "attempted", ""),
        ("is:attempted", "attempted", ""),
        ("is:overdue", "due", "overdue"),
        ("is:suspended", "stage", "suspended"),
        ("is:circulated", "circulation", "circulated"),
        ("is:child", "flag", "child"),
        ("is:red", "band", "high"),
        ("is:recall", "category", "recall"),
        ("is:never-attempted", "list", "never-attempted"),
    ],
)
def test_a_filter_is_read_by_its_key_and_value(text: str, key: str, value: str) -> None:
    assert filters(text) == (Filter(FilterKey(key), value),)
    assert filters(f"-{text}") == (Filter(FilterKey(key), value, is_negated=True),)
    assert people(text) == []


def test_attempted_no_is_never_attempted() -> None:
    assert filters("attempted:no") == filters("attempted:never") == filters("-attempted")
    assert filters("-attempted:no") == filters("attempted")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("age:>2d", Span(is_less=False, length=timedelta(days=2))),
        ("due:<30m", Span(is_less=True, length=timedelta(minutes=30))),
        ("age:<1W", Span(is_less=True, length=timedelta(weeks=1))),
    ],
)
def test_a_span_is_read(text: str, span: Span) -> None:
    assert [one.value for one in filters(text)] == [span]


def test_bands_go_by_the_labels_of_the_force_before_their_values() -> None:
    for text, band in (
        ('band:"Priority 1"', "high"),
        ("band:priority-2", "medium"),
        ("band:high", "standard"),
        ("band:standard", "standard"),
    ):
        query = read_query(text, now=NOW, labels=FORCE_LABELS)
        assert query.filters == (Filter(FilterKey.BAND, band),)
        assert read_query(as_words(query, labels=FORCE_LABELS), now=NOW, labels=FORCE_LABELS) == query


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("02/73319Z", [("pnc", "2002/0073319Z")]),
        ("20020073319z", [("pnc", "2002/0073319Z")]),
        ("0273319Z", [("pnc", "2002/0073319Z")]),
        ("02/73319A", [("pnc", "02/73319A")]),
        ("pnc:02/73319z", [("pnc", "2002/0073319Z")]),
        ('pnc:"02 / 73319a"', [("pnc", "02/73319A")]),
        ("65656/91H", [("cro", "065656/91H")]),
        ("SF05/482703J", [("cro", "SF05/482703J")]),
        ("cro:991/66G", [("cro", "000991/66G")]),
        ("16/09/2001", [("born", "2001-09-16")]),
        ("16/9/01", [("born", "2001-09-16")]),
        ("16.09.2001", [("born", "2001-09-16")]),
        ("2001-09-16", [("born", "2001-09-16")]),
        ("16092001", [("born", "2001-09-16")]),
        ("16 Sep 2001", [("born", "2001-09-16")]),
        ("16th September 2001", [("born", "2001-09-16")]),
        ("16SEP2001", [("born", "2001-09-16")]),
        ("16 09 2001", [("born", "2001-09-16")]),
        ("born:16/09/2001", [("born", "2001-09-16")]),
        ("dob:16 Sep 2001", [("born", "2001-09-16")]),
        ("WT-000123", [("ref", "WT-000123")]),
        ("wt123", [("ref", "WT-000123")]),
        ("demo-7", [("ref", "DEMO-000007")]),
        ("reference:wt123", [("ref", "WT-000123")]),
        ("BS31 1AA", [("postcode", "BS311AA")]),
        ("bs311aa", [("postcode", "BS311AA")]),
        ('postcode:"BS31 1AA"', [("postcode", "BS311AA")]),
        ("BS31", [("postcode", "BS31")]),
        ("bs3", [("postcode", "BS3")]),
        ("BS31  1", [("postcode", "BS31 1")]),
        ("BS31   1AA", [("postcode", "BS311AA")]),
        ("postcode:bs31", [("postcode", "BS31")]),
        ("2002 0073319Z", [("pnc", "2002/0073319Z")]),
        ("02 / 73319 z", [("pnc", "2002/0073319Z")]),
        ("02-73319Z", [("pnc", "2002/0073319Z")]),
        ('pnc:"2002 0073319Z"', [("pnc", "2002/0073319Z")]),
        ("160901", [("born", "2001-09-16")]),
        ("16th of September 2001", [("born", "2001-09-16")]),
        ("16 9 01", [("born", "2001-09-16")]),
        ("September 16th, 2001", [("born", "2001-09-16")]),
        ("sept 16 01", [("born", "2001-09-16")]),
        ("born 16/9/01", [("born", "2001-09-16")]),
        ("DOB 160901", [("born", "2001-09-16")]),
        ("date of birth 16 Sep 2001", [("born", "2001-09-16")]),
        ("d.o.b. 16.9.01 ewa", [("born", "2001-09-16"), ("name", "ewa")]),
        ("PNC ID 2002/0073319Z", [("pnc", "2002/0073319Z")]),
        ("pnc 02/73319Z", [("pnc", "2002/0073319Z")]),
        ("ref 123", [("ref", "000123")]),
        ("max born", names("max", "born")),
        ("marcus 12", names("marcus", "12")),
        ("born:160901", [("born", "2001-09-16")]),
        ("16 / 9 / 2001", [("born", "2001-09-16")]),
        ("16. 9. 01", [("born", "2001-09-16")]),
        ("wt 123", [("ref", "WT-000123")]),
        ("DEMO 000007", [("ref", "DEMO-000007")]),
        ("000123", [("ref", "000123")]),
        ("123", [("ref", "000123")]),
        ("ref:7", [("ref", "000007")]),
        ("12", names("12")),
        ("20 5 b", names("20", "5", "b")),
        ("O'Brien", names("obrien")),
        ("O Brien", names("o", "brien")),
        ("McDONALD-SMYTHE", names("mcdonald", "smythe")),
        ('"van der Berg"', names("van", "der", "berg")),
        ("name:attempted", names("attempted")),
        ('"attempted"', names("attempted")),
        ("\u202enguyễn\u202c", names("nguyen")),
        ("—", []),
        ("-", []),
        ("", []),
    ],
)
def test_a_word_about_a_person_is_recognised_by_its_form(text: str, words: list[tuple[str, str]]) -> None:
    assert people(text) == words


def test_several_words_about_a_person_are_read_together() -> None:
    assert people("kowalski 16 Sep 2001 BS31 1AA ewa") == [
        *names("kowalski"),
        ("born", "2001-09-16"),
        ("postcode", "BS311AA"),
        *names("ewa"),
    ]


def test_every_recognised_word_is_a_key_that_the_person_is_held_under() -> None:
    held = blocking_keys(Traits("O'Brien", "Test Ewa", date(2001, 9, 16), "2002/0073319Z", "65656/91H", ("BS31 1AA",)))
    for text in ("02/73319Z", "65656/91H", "16 Sep 2001", "bs31 1aa", "obrien", "ewa", "O'BRIEN"):
        assert set(people(text)) <= held


@pytest.mark.parametrize(
    ("text", "wrong", "offers"),
    [
        ("nguyen band:purple", "band:purple", "red"),
        ("band:", "band:", "amber"),
        ("stage:gone an", "stage:gone", "suspended"),
        ("due:soon", "due:soon", "<24h"),
        ("age:24h", "age:24h", ">2d"),
        ("age:overdue", "age:overdue", ">2d"),
        ("owner:", "owner:", "me"),
        ("list:mine", "list:mine", "this-shift"),
        ("an colour:red", "colour:red", "band:"),
        ("is:purple", "is:purple", "attempted"),
        ("attempted:often", "attempted:often", "yes"),
        ("an -nguyen", "-nguyen", "-attempted"),
        ("-born:16/09/2001", "-born:16/09/2001", "-band:"),
        ("ewa 31/02/1987", "31/02/1987", "a date of birth such as 16/09/2001"),
        ("born:soon", "born:soon", "a date of birth such as 16/09/2001"),
        ("ref:abc", "ref:abc", "a reference such as WT-000123"),
    ],
)
def test_a_wrong_word_is_told_with_its_place_and_what_would_be_accepted(text: str, wrong: str, offers: str) -> None:
    with pytest.raises(WrongWord) as refusal:
        read_query(text, now=NOW)
    error = refusal.value
    assert text[error.start : error.end] == wrong
    assert offers in error.accepted
    assert offers in error.message
    assert (error.code, error.field, error.kind) == ("search_word", "where", "invalid")
    assert isinstance(error, Invalid)


def test_what_is_offered_after_a_minus_is_taken_after_a_minus() -> None:
    with pytest.raises(WrongWord) as refusal:
        read_query("-nguyen", now=NOW)
    assert not [one for one in refusal.value.accepted if one.strip("-:") in tuple(PeopleKey)]


def test_the_message_never_repeats_a_name_that_was_typed() -> None:
    with pytest.raises(WrongWord) as refusal:
        read_query("-nguyen", now=NOW)
    assert "nguyen" not in refusal.value.message


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "an " * 50, "\N{GRINNING FACE}" * 1900])
def test_a_paste_gone_wrong_is_refused_and_not_searched(text: str) -> None:
    with pytest.raises(WrongWord, match="too much"):
        read_query(text, now=NOW)


WORDS = st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters='"'), max_size=12)
FREE = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
ENUMERATED = st.one_of(
    *(
        st.builds(Filter, st.just(key), st.sampled_from([str(value) for value in values]), st.booleans())
        for key, values in (
            (FilterKey.BAND, list(Band)),
            (FilterKey.CATEGORY, list(Category)),
            (FilterKey.STAGE, [*Stage, "open"]),
            (FilterKey.CIRCULATION, list(Circulation)),
            (FilterKey.FLAG, list(Flag)),
            (FilterKey.LIST, LISTS),
            (FilterKey.DUE, ["overdue", "today"]),
        )
    )
)
SPANS = st.builds(Span, st.booleans(), st.integers(0, 9999).map(lambda minutes: timedelta(minutes=minutes)))
FILTERS = st.one_of(
    ENUMERATED,
    st.builds(Filter, st.sampled_from([FilterKey.DUE, FilterKey.AGE]), SPANS, st.booleans()),
    st.builds(Filter, st.sampled_from([FilterKey.OWNER, FilterKey.TEAM, FilterKey.STATION]), FREE, st.booleans()),
    st.builds(Filter, st.just(FilterKey.ATTEMPTED), st.just(""), st.booleans()),
)
PEOPLE = st.one_of(
    st.builds(PeopleWord, st.just(PeopleKey.NAME), st.from_regex(r"[a-z0-9]{1,10}|attempted|wt1|0273319z|16092001", fullmatch=True)),
    st.builds(PeopleWord, st.just(PeopleKey.BORN), st.dates(date(1900, 1, 1), date(2026, 3, 2)).map(date.isoformat)),
    st.builds(PeopleWord, st.just(PeopleKey.REFERENCE), st.integers(1, 10**7).map("WT-{:06d}".format)),
    st.sampled_from(
        [
            PeopleWord(PeopleKey.PNC_ID, "2002/0073319Z"),
            PeopleWord(PeopleKey.PNC_ID, "02/73319A"),
            PeopleWord(PeopleKey.CRO, "065656/91H"),
            PeopleWord(PeopleKey.POSTCODE, "BS311AA"),
            PeopleWord(PeopleKey.POSTCODE, "BS31"),
            PeopleWord(PeopleKey.POSTCODE, "BS31 1A"),
            PeopleWord(PeopleKey.REFERENCE, "000123"),
        ]
    ),
)
QUERIES = st.builds(Query, st.lists(FILTERS, max_size=8).map(tuple), st.lists(PEOPLE, max_size=8).map(tuple))


@given(QUERIES, st.sampled_from([SHIPPED_LABELS, FORCE_LABELS]))
def test_a_query_written_as_words_reads_back_as_the_same_query(query: Query, labels: dict[Band, str]) -> None:
    assert read_query(as_words(query, labels=labels), now=NOW, labels=labels) == query


@given(st.text(alphabet=st.characters() | st.sampled_from(list('-:"<>/ abde')), max_size=60))
def test_any_text_is_either_read_so_that_it_can_be_written_again_or_refused_at_a_place_in_it(text: str) -> None:
    try:
        query = read_query(text, now=NOW)
    except WrongWord as error:
        place = (error.start, error.end)
    else:
        place = (0, 1)
        assert read_query(as_words(query), now=NOW) == query
    assert 0 <= place[0] < place[1] <= max(1, len(text))


@pytest.mark.parametrize(
    ("prefix", "offered"),
    [
        ("ba", ("band:",)),
        ("st", ("stage:", "station:")),
        ("-at", ("-attempted",)),
        ("-po", ()),
        ("po", ("postcode:",)),
        ("band:", ("band:red", "band:amber", "band:blue")),
        ("-band:a", ("-band:amber",)),
        ("due:<", ("due:<24h",)),
        ("owner:", ("owner:me", "owner:none")),
        ("category:b", ("category:bail-failure",)),
        ("list:not", ("list:notices", "list:not-circulated")),
        ("born:1", ()),
        ("nguyen", ()),
    ],
)
def test_what_could_complete_a_word_is_offered(prefix: str, offered: tuple[str, ...]) -> None:
    assert accepted(prefix) == offered


def test_every_value_offered_is_understood() -> None:
    for key in FilterKey:
        for labels in (SHIPPED_LABELS, FORCE_LABELS):
            for word in accepted(f"{key}:", labels=labels):
                assert read_query(word, now=NOW, labels=labels).filters
