"""What a feed's `where` asks, compared with what its fields can hold."""

from collections.abc import Collection as Names
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pipeline import dates
from pipeline.conditions import ALWAYS, COMMON, DATES
from pipeline.model import COMMON_FIELDS, Collection, Condition, ContentType, Path, Vocabulary
from pipeline.schema import Schema, Violation, violations
from pipeline.site._file import File, choose
from pipeline.words import count, did_you_mean, json_like, one_of, quote

_MOST = 20
"""Conditions of a feed."""
_MOST_VALUES = 100
_LONGEST = 200
"""Characters of a value."""
_OPERATORS = ("not", "from", "before", "exists")
_OF_LISTS = ("minItems", "contains", "minContains")
"""Schema keywords that speak of how much there is in a list, not of what."""
_OF_NUMBERS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf")


class Known(NamedTuple):
    """What a feed may name."""

    collections: Sequence[Collection]
    types: Mapping[str, ContentType | None]
    """None for a type whose schema cannot be used."""
    vocabularies: Mapping[str, Vocabulary]
    formats: Names[str]
    zone: ZoneInfo
    """Of dates that name none."""


def conditions(
    file: File, path: Path, said: Mapping[str, Any], types: Sequence[ContentType], known: Known
) -> tuple[Condition, ...]:
    """Return what *said*, the mapping at *path*, asks of entries of *types*, as far as it is sound."""
    if len(said) > _MOST:
        file.invalid(path, f"{count(len(said), 'condition')} are too many for one feed", f"at most {_MOST} are allowed")
        return ()
    fields = ((_field(file, (*path, name), name, types, known), asked) for name, asked in said.items())
    return tuple(field.condition(asked) for field, asked in fields if field)


def _field(file: File, at: Path, name: str, types: Sequence[ContentType], known: Known) -> "_Field | None":
    """The field *name* of entries of *types*, or as `reference.field` of those that they refer to; None if there is none."""
    via, _, own = name.rpartition(".")
    who = "no entry of this feed"
    if via:
        targets = {type.references[via] for type in types if via in type.references}
        if types and not targets:
            relations = {field for type in types for field in type.references}
            file.misnamed(at, f"by {quote(via)} {who} refers to another entry", choose(via, relations))
            return None
        types = [type for target in sorted(targets) if (type := known.types[target])]
        who = f"no entry that {quote(via)} refers to"
    having = [type for type in types if own in COMMON or own in type.properties]
    if having:
        always = not via and (own in ALWAYS or all(own in type.required for type in types))
        return _Field(file, at, via, own, having, always, known)
    if own in COMMON_FIELDS:
        file.misnamed(at, f"{quote(own)} cannot be asked for", f"of the common fields, {one_of(COMMON)} can")
    elif types:  # what cannot be read has a finding of its own
        fields = {*COMMON, *(field for type in types for field in type.properties)}
        file.misnamed(at, f"{who} has a field {quote(own)}", choose(own, fields))
    return None


class _Field:
    """A field that a condition names."""

    def __init__(
        self, file: File, at: Path, via: str, name: str, types: Sequence[ContentType], always: bool, known: Known
    ) -> None:
        self.file, self.at, self.via, self.name, self.types, self.zone = file, at, via, name, types, known.zone
        self.always = always
        """No entry of the feed is without it."""
        # What a schema asks of several fields together depends on values that nobody knows here.
        self.schemas: list[Schema] = [
            {keyword: said for keyword, said in type.schema.items() if keyword in ("$defs", "properties")} for type in types
        ]
        used = sorted({type.vocabularies[name] for type in types if name in type.vocabularies})
        self.vocabularies = {vocabulary: known.vocabularies[vocabulary] for vocabulary in used}
        self.is_controlled = all(name in type.vocabularies for type in types)
        self.is_reference = all(name in type.references for type in types)
        self.is_date = name in DATES or any(name in type.dates for type in types)

    def condition(self, asked: Any) -> Condition:
        """What is *asked* of it."""
        operators = asked if isinstance(asked, dict) else {}
        if isinstance(asked, dict) and not asked:
            self.file.invalid(self.at, "it asks for nothing", "write a value, a list of values, or { not = … }")
        for operator in operators:
            if operator not in _OPERATORS:
                self._unknown(operator)
        return Condition(
            field=self.name,
            via=self.via,
            any_of=self._values(self.at, asked) if not isinstance(asked, dict) else (),
            none_of=self._values((*self.at, "not"), operators["not"]) if "not" in operators else (),
            **self._bounds(operators),
            exists=self._exists(operators),
            ids=self.is_reference or self.name == "id",
            span=self.file.data.span(self.at),
        )

    def _unknown(self, operator: str) -> None:
        at = (*self.at, operator)
        hint = did_you_mean(operator, _OPERATORS, f"write {one_of(_OPERATORS)}")
        if self.is_reference:
            hint = f'for a field of the entry referred to, write "{self.name}.{operator}" = … in quotes'
        self.file.unknown(at, f"there is no operator {quote(operator)}", hint)

    # Values

    def _values(self, at: Path, asked: Any) -> tuple[str | float, ...]:
        """The values *asked* for at a path, terms with all that are narrower."""
        listed = asked if isinstance(asked, list) else [asked]
        if not 0 < len(listed) <= _MOST_VALUES:
            self.file.invalid(at, f"{count(len(listed), 'value')} are asked for", f"write 1 to {_MOST_VALUES}")
            return ()
        sound: list[str | float] = []
        for index, value in enumerate(listed):
            place = (*at, index) if isinstance(asked, list) else at
            if problem := self._problem(value):
                self.file.invalid(place, *problem)
            else:
                sound += self._with_narrower(json_like(value) if isinstance(value, bool) else value)
        return tuple(dict.fromkeys(sound))

    def _problem(self, value: Any) -> tuple[str, str] | None:
        """Why *value* can never stand in the field, and what can."""
        if isinstance(value, dict | list):
            return f"{quote(value)} cannot be a value here", "write a text, a number, true or false"
        if isinstance(value, str) and len(value) > _LONGEST:
            return f"{quote(value)} is {count(len(value), 'character')} long", f"at most {_LONGEST} are allowed"
        if self.is_date:
            return f"{quote(self.name)} holds dates", 'write { from = "2026-01-01", before = "2027-01-01" }, or one of the two'
        if self.name == "lang" and self.file.languages and value not in self.file.languages:
            return f"there is no language {quote(value)}", choose(str(value), self.file.languages)
        terms = {term for vocabulary in self.vocabularies.values() for term in vocabulary.terms}
        if self.is_controlled and value not in terms:
            which = " and ".join(quote(name) for name in self.vocabularies)
            return f"the vocabulary {which} has no term {quote(value)}", choose(str(value), terms)
        problems = [_violation(schema, self.name, value) for schema in self.schemas]
        return (problems[0].message, problems[0].hint) if all(problems) and problems[0] else None

    def _with_narrower(self, value: str | float) -> list[str | float]:
        """*value* and, if it is a term, all terms for which it is a broader one."""
        found = [value]
        terms = [term for vocabulary in self.vocabularies.values() for term in vocabulary.terms.values()]
        for broader in found:  # which grows on the way; terms in a circle are a finding of their own
            found += [term.id for term in terms if term.broader == broader and term.id not in found]
        return found

    # From and before, and whether there is anything

    def _bounds(self, operators: Mapping[str, Any]) -> dict[str, datetime | float | None]:
        since, before = (self._bound(name, operators[name]) if name in operators else None for name in ("from", "before"))
        if since is not None and before is not None and not since < before:  # type: ignore[operator]  # of one field, so of one kind
            self.file.invalid((*self.at, "before"), "nothing lies between the two", "before names what comes after the last")
        return {"since": since, "before": before}

    def _bound(self, operator: str, value: Any) -> datetime | float | None:
        at = (*self.at, operator)
        if self.is_date:
            try:
                return dates.parse(value if isinstance(value, str) else json_like(value), self.zone)
            except dates.DateProblem as problem:
                self.file.invalid(at, f"{quote(value)} {problem}", problem.hint)
        elif not self._is_number():
            hint = "write the value itself, a list of values, or { not = … }"
            self.file.misnamed(at, f"{quote(self.name)} holds neither dates nor numbers to compare", hint)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            self.file.invalid(at, f"{quote(value)} is not a number", "write it as 5 or 5.5")
        else:
            return value
        return None

    def _exists(self, operators: Mapping[str, Any]) -> bool | None:
        exists = operators.get("exists")
        if exists is not None and not isinstance(exists, bool):
            self.file.invalid((*self.at, "exists"), f"{quote(exists)} does not say whether", "write true or false")
        elif exists is False and self.always:
            self.file.invalid((*self.at, "exists"), f"every entry of this feed has {quote(self.name)}", "remove the condition")
        else:
            return exists
        return None

    def _is_number(self) -> bool:
        problems = [_violation(schema, self.name, 0) for schema in self.schemas]
        return any(not problem or problem.keyword in _OF_NUMBERS for problem in problems)


def _violation(schema: Schema, field: str, value: Any) -> Violation | None:
    """Why *field* can be neither *value* nor a list with it."""
    alone = violations(schema, {field: value})
    inside = violations(schema, {field: [value]})
    inside = [found for found in inside if len(found.path) > 1 or found.keyword not in _OF_LISTS]
    if not alone or not inside:
        return None
    return (inside if len(inside[0].path) > 1 else alone)[0]
