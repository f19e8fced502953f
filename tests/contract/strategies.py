"""Schemas in which every keyword occurs, changes of them, and values small enough to hit what they say."""

from typing import Any

from hypothesis import strategies as st

NAMES = ("a", "b", "ab")
SCALARS: tuple[Any, ...] = (None, True, False, 0, 1, 2, -1, 1.5, "", "a", "ab", "2026-01-01", "https://example.org/")
DEFS = ("first", "second")
TARGETS = (*(f"main.v1.schema.json#/$defs/{name}" for name in DEFS), "other.v1.schema.json")

numbers = st.sampled_from([-1, 0, 1, 2, 1.5])
sizes = st.integers(0, 3)
types = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])
name_lists = st.lists(st.sampled_from(NAMES), unique=True, max_size=2)

values = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*NAMES, "c"]), inner, max_size=3),
    max_leaves=6,
)


def descending(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Keywords whose schemas are for values inside, and so may refer to any definition."""
    deep = inner | st.sampled_from(
        [*({"$ref": f"main.v1.schema.json#/$defs/{name}"} for name in DEFS), {"$ref": "other.v1.schema.json"}]
    )
    members = st.dictionaries(st.sampled_from(NAMES), deep, min_size=1, max_size=2)
    patterns = st.dictionaries(st.sampled_from(["a", "^b"]), deep, min_size=1, max_size=2)
    return st.one_of(
        st.fixed_dictionaries({"properties": members}),
        st.fixed_dictionaries({"properties": members, "required": name_lists}),
        st.fixed_dictionaries({"patternProperties": patterns}),
        st.fixed_dictionaries({"additionalProperties": deep}),
        st.fixed_dictionaries({"propertyNames": st.fixed_dictionaries({"maxLength": sizes})}),
        st.fixed_dictionaries({"items": deep}),
        st.fixed_dictionaries({"prefixItems": st.lists(deep, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"contains": deep}, optional={"minContains": sizes, "maxContains": sizes}),
        st.fixed_dictionaries({"unevaluatedProperties": st.booleans(), "properties": members}),
        st.fixed_dictionaries({"unevaluatedItems": st.booleans()}),
    )


def in_place(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, min_size=1, max_size=2)
    return st.one_of(
        *(st.fixed_dictionaries({keyword: several}) for keyword in ("anyOf", "oneOf", "allOf")),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"if": inner}, optional={"then": inner, "else": inner}),
        st.fixed_dictionaries({"dependentSchemas": st.dictionaries(st.sampled_from(NAMES), inner, min_size=1, max_size=1)}),
        st.fixed_dictionaries({"dependentRequired": st.dictionaries(st.sampled_from(NAMES), name_lists, max_size=1)}),
    )


simple = st.one_of(
    st.booleans(),
    st.just({}),
    st.fixed_dictionaries({"type": types}),
    st.fixed_dictionaries({"type": st.lists(types, min_size=1, max_size=3, unique=True)}),
    st.fixed_dictionaries({"enum": st.lists(st.sampled_from(SCALARS), max_size=3)}),
    st.fixed_dictionaries({"const": st.sampled_from(SCALARS)}),
    st.fixed_dictionaries({"type": st.just("string")}, optional={"minLength": sizes, "maxLength": sizes}),
    st.fixed_dictionaries({"pattern": st.sampled_from(["a", "^a", "b$"])}),
    st.fixed_dictionaries({"format": st.sampled_from(["date", "uri"])}),
    st.fixed_dictionaries({}, optional={"minimum": numbers, "exclusiveMinimum": numbers}),
    st.fixed_dictionaries(
        {}, optional={"maximum": numbers, "exclusiveMaximum": numbers, "multipleOf": st.sampled_from([1, 2])}
    ),
    st.fixed_dictionaries({}, optional={"minItems": sizes, "maxItems": sizes, "uniqueItems": st.booleans()}),
    st.fixed_dictionaries({}, optional={"minProperties": sizes, "maxProperties": sizes, "required": name_lists}),
)
parts = st.recursive(
    simple,
    lambda inner: st.one_of(
        descending(inner),
        in_place(inner),
        st.builds(
            lambda one, other: {**one, **other} if isinstance(one, dict) and isinstance(other, dict) else one, inner, inner
        ),
    ),
    max_leaves=6,
)


@st.composite
def schemas(draw: st.DrawFn) -> dict[str, Any]:
    """The schemas of a contract: one that refers to its definitions, and to another one, which refers back."""
    main = draw(descending(parts) | in_place(parts))
    defs = {name: draw(descending(parts) | simple) for name in DEFS}
    other = draw(st.just({"$ref": "main.v1.schema.json#/$defs/first"}) | descending(parts))
    return {"main.v1.schema.json": {**main, "$defs": defs}, "other.v1.schema.json": other}


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in *value* but the whole."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, inner in members for place in ((*path, key), *places(inner, (*path, key)))]


def put(value: Any, path: tuple[str | int, ...], new: Any, *, remove: bool = False) -> Any:
    """*value* with *new* at *path*, or without what stands there."""
    key, *rest = path
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    if rest:
        copy[key] = put(value[key], tuple(rest), new, remove=remove)
    elif remove:
        del copy[key]
    else:
        copy[key] = new
    return copy
