"""The maturity model: tiers, levels, dimensions, practices and the actions that lift them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from assessment.domain.model.hashes import ModelHashes, hashes_of
from assessment.domain.model.overlays import Overlay
from assessment.domain.model.texts import ChangeTexts, LevelTexts
from assessment.domain.model.voice_texts import CustomerSurvey, PulseItem, PulseTexts, TeamTalk


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One layer of the cairn; `weight` is its share in a dimension's score."""

    key: str
    title: str
    weight: int
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level that a score can reach; `rank` counts up from 0 for the lowest."""

    key: str
    rank: int
    title: str
    ladder: str
    verdict: str
    means: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One question, with a sentence (anchor) for each step from 0 upwards.

    An `event` is a question about something that may not have come up lately. It can then be set
    aside for that reason only. `examples` and `needs_team` come with the texts for one business.
    `needs_team` says why a person who works alone can set the question aside, or is empty.
    """

    code: str
    key: str
    dimension: str
    tier: str
    short: str
    question: str
    hint: str
    hint_alone: str = ""
    anchors: tuple[str, ...]
    na_allowed: bool
    na_when: str = ""
    event: bool = False
    evidence_hint: str
    why: str
    examples: tuple[str, ...] = ()
    needs_team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do within a quarter that raises one practice.

    Attributes:
        hours: Working hours of the owner and the team together.
        hours_each: Further hours for each person who takes part.
        cost_band: Index into `PlanningFigures.cost_bands`.
        cost_each: Further money for each person who takes part.
        least_days: The days it takes at least because it gathers something over time; 0 if the
            hours alone decide.
        examples: What it looks like in one business.
        not_suitable: Why it does not suit one business; empty if it does.
    """

    code: str
    practice: str
    kind: Literal["quick", "deep"]
    title: str
    first_move: str
    steps: tuple[str, ...]
    done_when: str
    hours: int
    hours_each: Fraction = Fraction(0)
    cost_band: int
    cost_each: Fraction = Fraction(0)
    who: str
    words: str = ""
    pitfalls: str = ""
    least_days: int = 0
    examples: tuple[str, ...] = ()
    not_suitable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One area of customer care; `weight` is its share in the overall score."""

    key: str
    prefix: str
    title: str
    question_title: str
    intro: str
    readings: Mapping[str, str]
    weight: Fraction = Fraction(1)
    practices: tuple[Practice, ...]

    def in_tier(self, tier: Tier) -> tuple[Practice, ...]:
        return tuple(practice for practice in self.practices if practice.tier == tier.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringFigures:
    """The parameters of a scoring rule.

    Those with a default are newer than some rules, which do not use them.

    Attributes:
        retest_noise: The standard deviation in steps of one answer given again by the same person.
        retest_noise_note, retest_noise_checked: The same for answers with a note or a check.
        retest_noise_other: The same where another person gives the second answer.
        shared_share, shared_share_other: The share of that variance that all answers of a sheet
            have in common.
        acted_margin: The steps by which low answers rise on average when simply asked again.
        perhaps: The chance from which a neighbouring level is named.
        clear_alpha, likely_alpha: The chance that any of several changes is called clear or likely
            though nothing changed.
        item_noise: `retest_noise` of single questions by code, where it has been measured.
    """

    rule: str
    set_aside_limit: int
    tier_least: int
    tier_mean: int
    signature_supported: int
    retest_noise: Fraction
    retest_noise_note: Fraction = Fraction(2, 5)
    retest_noise_checked: Fraction = Fraction(1, 4)
    retest_noise_other: Fraction = Fraction(7, 10)
    shared_share: Fraction = Fraction(1, 5)
    shared_share_other: Fraction = Fraction(2, 5)
    acted_margin: Fraction = Fraction(3, 10)
    perhaps: Fraction = Fraction(1, 5)
    clear_alpha: Fraction = Fraction(1, 20)
    likely_alpha: Fraction = Fraction(1, 5)
    item_noise: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningFigures:
    """The value of each step, the upper limit of each cost band, and the usual budget.

    `people` says how many take part in an action, by team size, and is empty in models without
    teams. `people_unknown` is the team size that counts where none is known. `usual_hours` and
    `usual_money` are what forms suggest to a team; commands keep `hours` and `money`.
    """

    step_values: tuple[int, ...]
    cost_bands: tuple[int, ...]
    steps_per_quarter: int
    hours: int
    money: int
    max_actions: int
    people_unknown: str = ""
    people: Mapping[str, int] = field(default_factory=dict)
    usual_hours: Mapping[str, int] = field(default_factory=dict)
    usual_money: Mapping[str, int] = field(default_factory=dict)

    def people_in(self, team: str) -> int:
        """Return how many people take part in a team of this size; 0 if teams play no part."""
        return self.people.get(team, self.people.get(self.people_unknown, 0))

    def hours_for(self, team: str) -> int:
        """Return the hours that a form suggests to a team of this size."""
        return self.usual_hours.get(team, self.hours)

    def money_for(self, team: str) -> int:
        """Return the money that a form suggests to a team of this size."""
        return self.usual_money.get(team, self.money)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTexts:
    """The texts shown with every question."""

    instruction: str
    alone: str
    labels: tuple[str, ...]
    not_sure: str
    does_not_apply: str
    does_not_apply_prompt: str
    note_prompt: str
    words_note: str
    not_come_up: str = ""
    not_come_up_hint: str = ""

    def aside(self, practice: Practice) -> str:
        """Return the sentence of the answer that sets a practice aside."""
        return self.not_come_up if practice.event else self.does_not_apply


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOutTask:
    """A short task that turns "not sure" into an answer; dimension `any` suits every area."""

    key: str
    dimension: str
    title: str
    task: str
    done_when: str
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelTrade:
    key: str
    title: str


# This class has no slots, because `cached_property` stores its values in the instance's __dict__.
@dataclass(frozen=True, kw_only=True)
class MaturityModel:
    """One immutable version of the questions, actions and texts.

    `mappings` has a table for each earlier version, by its key. The table maps practice keys of
    that version to the practice keys here that ask the same question. `base` is the key of the
    version whose content a calibrated one takes over, or empty. `level_texts` and `change_texts`
    are None if the rule names no doubt, and `overlay` is None if all texts fit every business. A
    version that asks neither team nor customers has no `pulse`, `team_talk` or `customer_survey`.
    """

    id: str
    version: str
    language: str
    title: str
    about: str
    credits: tuple[str, ...]
    tiers: tuple[Tier, ...]
    levels: tuple[Level, ...]
    dimensions: tuple[Dimension, ...]
    actions: tuple[Action, ...]
    scoring: ScoringFigures
    planning: PlanningFigures
    answers: AnswerTexts
    find_out_tasks: tuple[FindOutTask, ...]
    trades: tuple[ModelTrade, ...]
    content_hash: str = field(repr=False)
    base: str = ""
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    level_texts: LevelTexts | None = field(default=None, repr=False)
    change_texts: ChangeTexts | None = field(default=None, repr=False)
    overlay: Overlay | None = field(default=None, repr=False)
    pulse: PulseTexts | None = field(default=None, repr=False)
    pulse_items: tuple[PulseItem, ...] = field(default=(), repr=False)
    team_talk: TeamTalk | None = field(default=None, repr=False)
    customer_survey: CustomerSurvey | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        return f"{self.id}-{self.version}"

    @cached_property
    def hashes(self) -> ModelHashes:
        """The fingerprints of its structure, texts and variants."""
        return hashes_of(self)

    @cached_property
    def practices(self) -> tuple[Practice, ...]:
        """Every practice, in the order of the questions."""
        return tuple(p for dimension in self.dimensions for p in dimension.practices)

    @cached_property
    def _by_code(self) -> Mapping[str, Practice]:
        return {practice.code: practice for practice in self.practices}

    @cached_property
    def _actions(self) -> Mapping[str, Action]:
        return {action.code: action for action in self.actions}

    def practice(self, code: str) -> Practice:
        return self._by_code[code]

    def practice_or_none(self, code: str) -> Practice | None:
        return self._by_code.get(code)

    def practice_called(self, key: str) -> Practice | None:
        """Return the practice with this key, which stays the same when codes change."""
        return next((practice for practice in self.practices if practice.key == key), None)

    def position(self, code: str) -> int:
        """Return the number of a question among all questions, counted from 1."""
        return self.practices.index(self.practice(code)) + 1

    def action(self, code: str) -> Action:
        return self._actions[code]

    @property
    def not_suitable(self) -> Mapping[str, str]:
        """Why actions do not suit the business that the model is fitted to, by code."""
        return {each.code: each.not_suitable for each in self.actions if each.not_suitable}

    def actions_for(self, practice_code: str) -> tuple[Action, ...]:
        return tuple(action for action in self.actions if action.practice == practice_code)

    def money(self, action: Action) -> int:
        """Return the most an action should cost, in the business's currency."""
        return self.planning.cost_bands[action.cost_band]

    def dimension(self, key: str) -> Dimension:
        return next(dimension for dimension in self.dimensions if dimension.key == key)

    def tier(self, key: str) -> Tier:
        return next(tier for tier in self.tiers if tier.key == key)

    def level(self, key: str) -> Level:
        return next(level for level in self.levels if level.key == key)

    def level_at(self, rank: int) -> Level:
        return self.levels[rank]
