"""The file of a business, table by table: which columns it contains, and in which order.

It names people by their email addresses. Ids, keys, tokens and hashes belong to one site, so
they are left out. Reading a file applies the same limits as the forms. Rules that depend on
people, on the model or on other rows are checked later, by the import services.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import available_timezones

from django.db import models

from assessment.domain import limits
from assessment.domain.exchange.structuring import Refused, Rule, Shape, StrictReader
from assessment.domain.exchange.submission_form import TABLE, at_most, filled, text, whole_number
from assessment.domain.exchange.submission_json import LONGEST_NAMED, BadSubmission
from assessment.domain.trends.answerers import Answerer
from assessment.foundation.accounts.models import User
from assessment.foundation.formatting.countries import codes
from assessment.journey.planning.models import ItemChange, ItemKind, PlanItem, Scenario
from assessment.journey.questionnaire.models import VALUES, Answer, AnswerChange
from assessment.journey.results.models import Result
from assessment.journey.retests.models import RetestAnswer, RetestSheet
from assessment.outputs.portability.presenters import column_rules as rules
from assessment.outputs.reports.models import Comment
from assessment.parties.businesses.models import Business, FirstMonth, Meeting, Trade
from assessment.voices.pulse.models import PulseRound
from assessment.voices.second_opinions.models import SecondAnswer, Settlement
from assessment.voices.surveys.models import LEAST, LONGEST_WORDS, MOST, SurveyAnswer

FORMAT, VERSION = "cairn-business", 1
MOST_TIMES = 10_000
"""More revisions or rows than any real business has."""
EXPECTED = ("level", "level_to", "score", "shown", "status", "steps_to_next", "supported", "upper")
DECIMAL = 'must be a number as text, such as "2.5", below 10000 and with two decimal places at most'

Address = Annotated[Any, Rule()]
"""The email address of a person in the file; the import checks it later."""
Moment = Annotated[datetime, rules.MOMENT]
MaybeMoment = Annotated[datetime | None, rules.or_none(rules.MOMENT)]
Day = Annotated[date, rules.DAY]
MaybeDay = Annotated[date | None, rules.or_none(rules.DAY)]
Count = Annotated[int, rules.number(MOST_TIMES)]
Hours = Annotated[int, rules.number(limits.MOST_HOURS)]
Money = Annotated[int, rules.number(limits.MOST_MONEY)]
MaybeHours = Annotated[int | None, rules.or_none(rules.number(limits.MOST_HOURS))]
MaybeMoney = Annotated[int | None, rules.or_none(rules.number(limits.MOST_MONEY))]
Note = Annotated[str, text(then=at_most(limits.LONGEST_NOTE))]
CustomersWords = Annotated[str, text(then=at_most(LONGEST_WORDS))]
AnswerValue = Annotated[str, rules.one_of_or_empty(*filter(None, VALUES))]
FilledTable = Annotated[dict[str, Any], rules.filled_table()]


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessRow:
    name: Annotated[str, rules.a_name(Business, "name")]
    trade: Annotated[str, rules.one_of_or_empty(*Trade.values)]
    team_size: Annotated[str, rules.chosen(Business, "team_size")]
    meets: Annotated[
        list[str],
        rules.each_once(
            Meeting.values,
            f"must be a list of {', '.join(Meeting.values)}",
            "must name each way to meet customers once",
        ),
    ]
    hours: MaybeHours
    money: MaybeMoney
    currency: Annotated[str, rules.chosen(Business, "currency")]
    first_month: Annotated[int, whole_number(min(FirstMonth.values), max(FirstMonth.values))]
    time_zone: Annotated[
        str,
        Rule(
            must_be="must be a time zone such as Europe/London",
            fits=lambda given: isinstance(given, str) and given in {"", *available_timezones()},
        ),
    ]
    founded_at: Moment
    set_up_at: MaybeMoment
    # Files from before businesses had a country do not name one.
    country: Annotated[
        str,
        Rule(
            must_be="must be the code of a country, such as SE, or empty",
            fits=lambda given: isinstance(given, str) and given in {"", *codes()},
        ),
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyWeekRow:
    starts_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    practice: Annotated[str, rules.words(Answer, "practice")]
    value: AnswerValue
    note: Note
    reason: Note
    checked: Annotated[bool, rules.BOOLEAN]
    revision: Count
    answered_at: MaybeMoment
    answered_by: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChangeRow:
    practice: Annotated[str, rules.words(AnswerChange, "practice")]
    operation: Annotated[UUID, rules.cleaned(AnswerChange, "operation", "must be a UUID")]
    revision: Count
    value: AnswerValue
    note: Note
    reason: Note
    at: Moment
    by: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    about: Annotated[str, rules.words(Comment, "about")]
    text: Annotated[str, filled(then=at_most(limits.LONGEST_COMMENT))]
    written_by: Address
    written_at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    rule: Annotated[str, rules.words(Result, "rule")]
    sheet: FilledTable
    outcome: FilledTable
    frozen_at: Moment
    comments: tuple[CommentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChangeRow:
    """A change to an action; `before` and `after` contain other columns of its item."""

    revision: Count
    kind: Annotated[str, rules.words(ItemChange, "kind")]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    at: Moment
    by: Address
    by_name: Annotated[str, rules.a_name(ItemChange, "by_name")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    action: Annotated[str, rules.words(PlanItem, "action")]
    title: Annotated[str, rules.a_name(PlanItem, "title")]
    dimension: Annotated[str, rules.words(PlanItem, "dimension")]
    position: Count
    hours: Hours
    money: Money
    due_on: Day
    owner: Address
    helper_name: Annotated[str, rules.a_name(PlanItem, "helper_name")]
    # The helper never agreed to emails from this site, so the address is checked and dropped.
    helper_email: Annotated[str, rules.address(blank=True, then=Rule(make=lambda _given: ""))]
    status: Annotated[str, rules.chosen(PlanItem, "status")]
    started_on: MaybeDay
    ended_on: MaybeDay
    real_hours: Annotated[
        Decimal | None,
        rules.or_none(
            rules.cleaned(PlanItem, "real_hours", DECIMAL, rules.within(limits.MOST_HOURS))
        ),
    ]
    real_money: MaybeMoney
    outcome: Note
    note: Note
    ticked: Annotated[list[int], rules.STEPS]
    revision: Count
    changes: tuple[ItemChangeRow, ...]
    # Files from before there was anything to find out have only actions.
    kind: Annotated[str, rules.chosen(PlanItem, "kind")] = ItemKind.ACTION
    questions: Annotated[list[str], rules.CODES] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    number: Count
    wish: FilledTable
    expected: Annotated[
        dict[str, Any],
        rules.filled_table(
            then=Rule(
                must_be=f"must be a JSON object of {', '.join(EXPECTED)}",
                fits=lambda given: given.keys() <= set(EXPECTED),
            )
        ),
    ]
    hours: Hours
    money: Money
    saved_at: Moment
    saved_by: Address
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetestAnswerRow:
    practice: Annotated[str, rules.words(RetestAnswer, "practice")]
    value: Annotated[str, rules.chosen(RetestAnswer, "value")]
    # Only somebody else's second answers keep the first ones.
    first: AnswerValue = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetestRow:
    """What somebody agreed to answer again, with the second answers if they were given."""

    kind: Annotated[str, rules.chosen(RetestSheet, "kind")]
    person: Address
    agreed_at: Moment
    answered_at: MaybeMoment
    answers: tuple[RetestAnswerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementRow:
    value: AnswerValue
    word: Annotated[str, rules.words(Settlement, "word")]
    find_out_by: MaybeDay
    settled_by: Address
    settled_at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondAnswerRow:
    practice: Annotated[str, rules.words(SecondAnswer, "practice")]
    value: AnswerValue
    first: AnswerValue
    answered_at: MaybeMoment
    settlement: SettlementRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinionRow:
    """What two sides answered apart and have compared; before that, it is in no file."""

    person: Address
    invited_by: Address
    invited_at: Moment
    accepted_at: Moment
    blind: Annotated[bool, rules.BOOLEAN]
    finished_at: Moment
    revealed_at: Moment
    answers: tuple[SecondAnswerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    model: Annotated[Any, Rule()]
    quarter_starts_on: Day
    extra: Count
    revision: Count
    started_at: Moment
    submitted_at: MaybeMoment
    submitted_by: Address
    answers: tuple[AnswerRow, ...]
    changes: tuple[AnswerChangeRow, ...]
    result: ResultRow | None
    plans: tuple[PlanRow, ...]
    # Files from before anybody was asked again do not have them.
    retests: tuple[RetestRow, ...] = ()
    # Files from before anybody could answer apart do not have them.
    second_opinions: tuple[SecondOpinionRow, ...] = ()
    # Files from before owners could say who answered do not have it.
    answerer: Annotated[str, rules.one_of_or_empty(*Answerer)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    quarter_starts_on: Day
    name: Annotated[str, rules.a_name(Scenario, "name")]
    wish: FilledTable
    kept_at: Moment
    kept_by: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswerRow:
    """What a customer answered; it belongs to the business, and names no account."""

    answered_on: Day
    recommend: Annotated[int, whole_number(LEAST, MOST)]
    why: CustomersWords
    wanted: CustomersWords
    unwanted: CustomersWords
    sentences: Annotated[dict[str, int], rules.STEPS_BY_KEY]
    set_aside: Annotated[bool, rules.BOOLEAN]
    is_imported: Annotated[bool, rules.BOOLEAN]
    hidden_at: MaybeMoment
    hidden_by: Address
    hidden_for: Annotated[str, rules.words(SurveyAnswer, "hidden_for")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRow:
    """What customers are asked, and their answers; links and files stay behind."""

    asks_outcomes: Annotated[bool, rules.BOOLEAN]
    asks_sentences: Annotated[bool, rules.BOOLEAN]
    made_at: Moment
    answers: tuple[SurveyAnswerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseRow:
    """A round of the pulse that has closed: its frozen scores, and no answers."""

    model: Annotated[Any, Rule()]
    way: Annotated[str, rules.chosen(PulseRound, "way")]
    people: Count
    threshold: Count
    asked_by: Annotated[str, rules.a_name(PulseRound, "asked_by")]
    started_on: Day
    closes_on: Day
    shows_on: Day
    closed_on: Day
    answered: Count
    outcome: Annotated[dict[str, Any] | None, rules.or_none(rules.filled_table())]
    words: Annotated[list[str], rules.TEXTS]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    email: Annotated[str, rules.address()]
    name: Annotated[str, rules.a_name(User, "name")]
    role: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    key: Any = None
    content_hash: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessFile:
    format: Annotated[str, rules.exactly(FORMAT)]
    version: Annotated[int, rules.exactly(VERSION, ", the only version supported here")]
    business: BusinessRow
    people: tuple[PersonRow, ...]
    models: tuple[ModelRow, ...]
    checks: tuple[CheckRow, ...]
    scenarios: tuple[ScenarioRow, ...]
    busy_weeks: tuple[BusyWeekRow, ...] = ()
    # Files from before customers were asked have no survey.
    survey: SurveyRow | None = None
    # Files from before teams could be asked do not have them.
    pulses: tuple[PulseRow, ...] = ()


NO_FIELDS = {"email": None, "name": None, "role": None}
"""Defaults for missing fields, so that the error says what the field must be."""
READER = StrictReader(
    table=TABLE,
    rows=Rule(must_be="must be a JSON list", fits=lambda given: isinstance(given, list)),
    shapes={PersonRow: Shape(prepare=lambda given: {**NO_FIELDS, **given})},
)


def columns_of(kind: type, model: type[models.Model]) -> list[Any]:
    """Return the fields of a model that the file contains, in the order of the file."""
    own = {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001 - public
    return [own[part.name] for part in fields(kind) if part.name in own]


def read_file(document: object) -> BusinessFile:
    """Read a file, checking everything that does not depend on this site.

    Raises:
        BadSubmission: names the first field that is missing or not allowed.
    """
    # The export of a single result is the likeliest wrong file, so it gets its own message.
    if isinstance(document, dict) and {"answers", "quarter"} <= document.keys():
        raise BadSubmission("the file", "this is one check, not a whole business")
    try:
        return READER.read(document, BusinessFile)
    except Refused as refused:
        fault = refused.faults[0]
        must_be = "is missing" if fault.missing else fault.must_be
        raise BadSubmission(_place(fault.path) or "the file", must_be) from refused


def _place(path: tuple[str | int, ...]) -> str:
    parts = (f"[{p}]" if isinstance(p, int) else f".{p[:LONGEST_NAMED]}" for p in path)
    return "".join(parts).removeprefix(".")
