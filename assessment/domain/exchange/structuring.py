"""Strict conversion of documents (JSON, TOML) into frozen dataclasses, with our own messages.

Cattrs follows the types of the fields; rules say which values are allowed. A rule is part of a
field's annotation. The domain's own classes stay free of annotations: the rules for their fields
are in a `Shape`, or are given by type in `kinds`.
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
    """A value is not allowed; the message says what it must be."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a document: its place, and what the value there must be."""

    path: Path
    must_be: str
    missing: bool = False


class Refused(DomainError):
    """A document does not match its declaration; `faults` lists unknown keys first."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults


# Rules are part of annotations, which must be hashable. With eq=False they hash by identity, as a
# rule with its dictionary of a schema could not be hashed by value.
@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rule:
    """Which values are allowed, both for the reader and as JSON Schema.

    Attributes:
        must_be: The message if the value is not allowed, or empty.
        fits: Tells whether a value is allowed; without it every value is.
        make: Converts the given value into the one to keep.
        schema: The same rule as JSON Schema.
        then: A further rule for the converted value.
    """

    must_be: str = ""
    fits: Callable[[Any], object] | None = None
    make: Callable[[Any], Any] | None = None
    schema: Mapping[str, Any] = field(default_factory=dict)
    then: "Rule | None" = None

    def read(self, given: Any) -> Any:
        """Check a given value and return the one to keep.

        Raises:
            Unfit: The value is not allowed.
        """
        if self.fits and not self.fits(given):
            raise Unfit(self.must_be)
        made = self.make(given) if self.make else given
        return self.then.read(made) if self.then else made

    @property
    def decides(self) -> bool:
        """Whether the rule checks or converts the value, rather than only describing it."""
        return bool(self.fits or self.make or self.then)

    @property
    def full_schema(self) -> dict[str, Any]:
        return {**self.schema, **(self.then.full_schema if self.then else {})}

    def described(self, text: str) -> "Rule":
        return replace(self, schema={**self.schema, "description": text})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a plain class is written in a document.

    Attributes:
        fields: Rules by field name.
        prepare: Changes the table before its fields are read.
    """

    fields: Mapping[str, Rule] = field(default_factory=dict)
    prepare: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None


class StrictReader:
    """Reads documents exactly as declared, without converting types: neither true nor 1.0 is 1.

    Args:
        table: The rule for values where a dataclass or a mapping is declared.
        rows: The rule for values where a tuple is declared.
        kinds: Rules by type, for fields without a rule of their own.
        shapes: How plain classes are written, by class.
        open_to_more: Whether undeclared keys are ignored instead of refused.
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
        # Cattrs tries the factory registered last first, so the most specific ones come last.
        for fits, factory in (
            (is_dataclass, self._class_hook),
            (is_mapping, self._mapping_hook),
            (lambda kind: getattr(kind, "__origin__", None) is tuple, self._tuple_hook),
            (lambda kind: kind in self.kinds, self._kind_hook),
            (lambda kind: rule_in(kind) is not None, self._annotated_hook),
        ):
            self._converter.register_structure_hook_factory(fits, factory)
        # Cattrs has hooks of its own for classes such as `str` and `int`, which convert values. A
        # factory does not replace those, so the hook is registered for the class itself as well.
        for kind in self.kinds:
            if isinstance(kind, type):
                self._converter.register_structure_hook(kind, self._kind_hook(kind))

    def read(self, given: object, kind: type[Read]) -> Read:
        """Convert a document into a value of the declared type.

        Raises:
            Refused: The document has faults; the error lists every one of them.
        """
        try:
            return self._converter.structure(given, kind)
        except (BaseValidationError, Unfit) as error:
            raise Refused(tuple(self._faults(error, ()))) from error

    def rule_for(self, kind: type, name: str) -> Rule:
        """Return a field's own rule, or else the rule for tables."""
        hint = get_type_hints(kind, include_extras=True)[name]
        own = self.shapes.get(kind, Shape()).fields.get(name)
        return own or rule_in(hint) or self.kinds.get(hint, self.table)

    # ---- hooks: how cattrs reads each type

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

    # ---- faults: cattrs' exceptions as places and messages

    def _faults(self, error: Exception, path: Path) -> Iterator[Fault]:
        if isinstance(error, ClassValidationError):
            yield from self._faults_of_class(error, path)
        elif isinstance(error, IterableValidationError):
            for each, note in error.group_exceptions()[0]:
                yield from self._faults(each, (*path, note.index))
        elif isinstance(error, Unfit):
            yield Fault(path, str(error))
        else:
            # Any other exception is a bug in our own code, and must not be reported as a
            # mistake in the document.
            raise error

    def _faults_of_class(self, error: ClassValidationError, path: Path) -> Iterator[Fault]:
        of_fields, of_all = error.group_exceptions()
        for each in of_all:
            if not isinstance(each, ForbiddenExtraKeysError):
                raise each
            yield from (
                Fault((*path, key), "is not recognised") for key in sorted(each.extra_fields)
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
    """Return the rule in a field's annotation, if it has one."""
    return next(
        (part for part in getattr(kind, "__metadata__", ()) if isinstance(part, Rule)), None
    )


def _hook(rule: Rule) -> Hook:
    return lambda given, _: rule.read(given)
