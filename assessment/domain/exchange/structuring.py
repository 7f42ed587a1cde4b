"""Documents (JSON, TOML) into frozen dataclasses: strict, and in words of our own.

Cattrs follows the types of the fields; rules say what a value may be. A rule stands in the
annotation of a field. The classes of the domain stay plain: rules for their fields stand in a
`Shape`, or are given by type in `kinds`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_type_hints

from cattrs import (
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
    override,
)
from cattrs.cols import homogenous_tuple_structure_factory, is_mapping, mapping_structure_factory
from cattrs.gen import make_dict_structure_fn

from assessment.domain.errors import DomainError

Read = TypeVar("Read")
Hook = Callable[[Any, Any], Any]
Path = tuple[str | int, ...]


class Unfit(DomainError):
    """A value is not what it may be; the message says what it must be."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of a document."""

    path: Path
    must_be: str
    missing: bool = False


class Refused(DomainError):
    """A document is not what was declared; `faults` holds every place, unknown keys first."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rule:
    """What a value may be, for the reader and as JSON Schema.

    Attributes:
        must_be: the words for whoever gave something else, or nothing.
        make: turns what was given into what is kept.
        then: a further rule for what was made.
    """

    must_be: str = ""
    fits: Callable[[Any], object] | None = None
    make: Callable[[Any], Any] | None = None
    schema: Mapping[str, Any] = field(default_factory=dict)
    then: "Rule | None" = None

    def read(self, given: Any) -> Any:
        """The value to keep.

        Raises:
            Unfit: it may not be that.
        """
        if self.fits and not self.fits(given):
            raise Unfit(self.must_be)
        made = self.make(given) if self.make else given
        return self.then.read(made) if self.then else made

    @property
    def decides(self) -> bool:
        """Whether it reads the value itself, and does not only describe it."""
        return bool(self.fits or self.make or self.then)

    @property
    def full_schema(self) -> dict[str, Any]:
        return {**self.schema, **(self.then.full_schema if self.then else {})}

    def described(self, words: str) -> "Rule":
        return replace(self, schema={**self.schema, "description": words})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a plain class stands in a document: rules by field, and what is made ready first."""

    fields: Mapping[str, Rule] = field(default_factory=dict)
    prepare: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None


class StrictReader:
    """Reads documents as declared; kinds are never converted: true is no 1, and 1.0 is none.

    Args:
        table: what must stand where a dataclass or a mapping is declared.
        rows: what must stand where a tuple is declared.
        kinds: rules by type, for fields without a rule of their own.
        open_to_more: whether keys that nobody declared are left alone instead of refused.
    """

    def __init__(
        self,
        *,
        table: Rule,
        rows: Rule | None = None,
        kinds: Mapping[Any, Rule] | None = None,
        shapes: Mapping[type, Shape] | None = None,
        open_to_more: bool = False,
    ) -> None:
        self.table, self.rows = table, rows or Rule()
        self.kinds, self.shapes = kinds or {}, shapes or {}
        self._converter = Converter(forbid_extra_keys=not open_to_more)
        for fits, factory in (
            (is_dataclass, self._class_hook),
            (is_mapping, self._mapping_hook),
            (lambda kind: getattr(kind, "__origin__", None) is tuple, self._tuple_hook),
            (lambda kind: kind in self.kinds, self._kind_hook),
            (lambda kind: rule_in(kind) is not None, self._annotated_hook),
        ):
            self._converter.register_structure_hook_factory(fits, factory)
        for kind in self.kinds:
            if isinstance(kind, type):
                self._converter.register_structure_hook(kind, self._kind_hook(kind))

    def read(self, given: object, kind: type[Read]) -> Read:
        """The value that a document stands for.

        Raises:
            Refused: with every fault.
        """
        try:
            return self._converter.structure(given, kind)
        except (BaseValidationError, Unfit) as error:
            raise Refused(tuple(self._faults(error, ()))) from error

    def rule_for(self, kind: type, name: str) -> Rule:
        """The rule of a field; the one for tables where it has none of its own."""
        hint = get_type_hints(kind, include_extras=True)[name]
        own = self.shapes.get(kind, Shape()).fields.get(name)
        return own or rule_in(hint) or self.kinds.get(hint, self.table)

    # ---- hooks: how cattrs reads each kind

    def _class_hook(self, kind: type) -> Hook:
        shape = self.shapes.get(kind, Shape())
        hooks: dict[str, Any] = {
            name: override(struct_hook=_hook(rule)) for name, rule in shape.fields.items()
        }
        structure: Hook = make_dict_structure_fn(kind, self._converter, **hooks)

        def read(given: Any, _: Any) -> Any:
            table = self.table.read(given)
            return structure(shape.prepare(table) if shape.prepare else table, kind)

        return read

    def _mapping_hook(self, kind: Any) -> Hook:
        structure = mapping_structure_factory(kind, self._converter, dict)
        return lambda given, _: structure(self.table.read(given), kind)

    def _tuple_hook(self, kind: Any) -> Hook:
        structure = homogenous_tuple_structure_factory(kind, self._converter)
        return lambda given, _: structure(self.rows.read(given), kind)

    def _kind_hook(self, kind: Any) -> Hook:
        return _hook(self.kinds[kind])

    def _annotated_hook(self, kind: Any) -> Hook:
        rule = rule_in(kind)
        if rule and rule.decides:
            return _hook(rule)
        return self._converter.get_structure_hook(kind.__origin__)

    # ---- faults: what cattrs found, as places and words

    def _faults(self, error: Exception, path: Path) -> Iterator[Fault]:
        if isinstance(error, ClassValidationError):
            yield from self._faults_of_class(error, path)
        elif isinstance(error, IterableValidationError):
            for each, note in error.group_exceptions()[0]:
                yield from self._faults(each, (*path, note.index))
        elif isinstance(error, Unfit):
            yield Fault(path, str(error))
        else:
            raise error

    def _faults_of_class(self, error: ClassValidationError, path: Path) -> Iterator[Fault]:
        of_fields, of_all = error.group_exceptions()
        for each in of_all:
            if not isinstance(each, ForbiddenExtraKeysError):
                raise each
            yield from (
                Fault((*path, key), "is not known here") for key in sorted(each.extra_fields)
            )
        for each, note in of_fields:
            place = (*path, note.name)
            if isinstance(each, KeyError):
                must_be = self.rule_for(error.cl, note.name).must_be or self.table.must_be
                yield Fault(place, must_be, missing=True)
            else:
                yield from self._faults(each, place)


@cache
def rule_in(kind: Any) -> Rule | None:
    """The rule in the annotation of a field."""
    return next(
        (part for part in getattr(kind, "__metadata__", ()) if isinstance(part, Rule)), None
    )


def _hook(rule: Rule) -> Hook:
    return lambda given, _: rule.read(given)
