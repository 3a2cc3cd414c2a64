"""Rewritings by rules of the schoolbook, and perturbations as people make them. Both are then seen to hold, or to fail, at points."""

from __future__ import annotations

from fractions import Fraction

from tests.fuzz.drawing import ONE, number

ARRAYS = ("mat", "vec", "T", "inv", "I", "ones", "had", "diag", "mmul", "grad")
OPPOSITE = {"<": ">=", ">": "<=", "=": "!=", "!=": "=", "<=": ">", ">=": "<"}


def is_term(piece):
    return isinstance(piece, tuple) and bool(piece) and isinstance(piece[0], str)


def places(term, path=()):
    """The ways to all terms in a term, itself included."""
    yield path
    for place, piece in enumerate(term[1:], start=1):
        if is_term(piece) and piece[0] not in OPPOSITE:
            yield from places(piece, (*path, place))


def at(term, path):
    return at(term[path[0]], path[1:]) if path else term


def put(term, path, new):
    return (*term[: path[0]], put(term[path[0]], path[1:], new), *term[path[0] + 1 :]) if path else new


def array(term):
    """Whether a term may be a vector or a matrix."""
    return term[0] in ARRAYS or (term[0] in ("add", "sub", "neg", "mul") and any(map(array, filter(is_term, term[1:]))))


def rewritten(source, term):
    """The term, rewritten at up to four places."""
    for _ in range(source.randint(1, 4)):
        path = source.choice(list(places(term)))
        options = list(rules(source, at(term, path)))
        if options:
            term = put(term, path, source.choice(options))
    return term


def rules(source, term):  # noqa: C901 (a table)
    """What equals a term."""
    match term:
        case ("add", a, b):
            yield ("add", b, a)
            yield ("sub", a, ("neg", b))
        case ("sub", a, b):
            yield ("add", a, ("neg", b))
            yield ("neg", ("sub", b, a))
        case ("mul", a, ("add" | "sub" as sign, b, c)):
            yield (sign, ("mul", a, b), ("mul", a, c))
        case ("mul", a, b) if not array(a) and not array(b):
            yield ("mul", b, a)
        case ("pow", a, ("num", two)) if two == 2 and not array(a):
            yield ("mul", a, a)
            if a[0] == "ind":
                yield a
            if a[0] == "add":
                yield (
                    "add",
                    ("add", ("pow", a[1], number(2)), ("mul", number(2), ("mul", a[1], a[2]))),
                    ("pow", a[2], number(2)),
                )
        case ("div", a, b):
            yield ("mul", a, ("pow", b, number(-1)))
        case ("fn", "exp", ("add", a, b)):
            yield ("mul", ("fn", "exp", a), ("fn", "exp", b))
        case ("fn", "sin", a):
            yield ("neg", ("fn", "sin", ("neg", a)))
        case ("fn", "tanh", a):
            yield (
                "div",
                ("sub", ("fn", "exp", ("mul", number(2), a)), ONE),
                ("add", ("fn", "exp", ("mul", number(2), a)), ONE),
            )
        case ("fn", "sqrt", a):
            yield ("pow", a, number(1, 2))
        case ("abs", a):
            yield ("max", a, ("neg", a))
            yield ("fn", "sqrt", ("pow", a, number(2)))
            yield ("cases", ">=", a, number(0), a, ("neg", a))
        case ("max", a, b):
            yield ("div", ("add", ("add", a, b), ("abs", ("sub", a, b))), number(2))
            yield ("cases", ">", a, b, a, b)
        case ("min", a, b):
            yield ("neg", ("max", ("neg", a), ("neg", b)))
        case ("ind", relation, a, b):
            yield ("sub", ONE, ("ind", OPPOSITE[relation], a, b))
            yield ("cases", relation, a, b, ONE, number(0))
        case ("cases", relation, a, b, then, other):
            yield ("cases", OPPOSITE[relation], a, b, other, then)
        case ("name", "t"):
            yield ("pow", term, number(2))
        case ("entry", "z", _):
            yield ("pow", term, number(2))
        case ("sum", *_):
            yield from of_sum(source, *term[1:])
        case ("prod", index, low, high, None, ("mul", a, b)):
            yield ("mul", ("prod", index, low, high, None, a), ("prod", index, low, high, None, b))
        case ("d", by, ("add" | "sub" as sign, a, b)):
            yield (sign, ("d", by, a), ("d", by, b))
        case ("d", by, ("mul", a, b)):
            yield ("add", ("mul", ("d", by, a), b), ("mul", a, ("d", by, b)))
        case (
            "d",
            ("entry", name, _),
            ("sum", index, ("num", _) as low, ("name", "N"), None, ("entry", other, ("idx", running))),
        ) if running == index and low[1] == 1:
            yield ONE if name == other else number(0)
        case ("d", by, ("fn", "exp", a)):
            yield ("mul", ("fn", "exp", a), ("d", by, a))
    yield from of_arrays(term)
    yield from of_chance(term)
    if not array(term) and source.random() < 0.2:
        yield ("div", ("mul", number(3), term), number(3))


def of_sum(source, index, low, high, condition, body):
    """What equals a sum."""
    rest = (index, low, high, condition)
    if body[0] in ("add", "sub"):
        yield (body[0], ("sum", *rest, body[1]), ("sum", *rest, body[2]))
    if body[0] == "mul":
        for mine, other in ((1, 2), (2, 1)):
            if index not in letters(body[mine]):
                yield ("mul", body[mine], ("sum", *rest, body[other]))
    other = source.choice([letter for letter in "nmrsghe" if letter not in letters(("sum", *rest, body))] or [index])
    if other != index:
        yield ("sum", other, low, high, renamed(condition, index, other), renamed(body, index, other))
    if condition is None and low == ONE:
        if high in (("name", "N"), ("idx", "k"), ("idx", "j")):
            yield ("add", renamed_to(body, index, high), ("sum", index, low, ("sub", high, ONE), None, body))
            yield ("add", renamed_to(body, index, ONE), ("sum", index, number(2), high, None, body))
        if body[0] == "sum" and body[4] is None and body[2] == ONE and index not in letters(body[3]):
            yield ("sum", body[1], ONE, body[3], None, ("sum", index, ONE, high, None, body[5]))
        if body[0] == "sum" and body[4] is None and body[2:4] == (ONE, ("idx", index)) and high == ("name", "N"):
            yield ("sum", body[1], ONE, high, None, ("sum", index, ("idx", body[1]), high, None, body[5]))
        if high == ("name", "N") and index not in letters(body):
            yield ("mul", ("name", "N"), body)
    if condition and condition[0] == "!=":
        yield ("sub", ("sum", index, low, high, None, body), ("sum", index, low, high, ("=", *condition[1:]), body))
        yield ("sum", index, low, high, None, ("mul", ("ind", *condition), body))


def of_arrays(term):  # noqa: C901 (a table)
    """What equals a term of vectors and matrices."""
    match term:
        case ("T", ("mmul", a, b)):
            yield ("mmul", ("T", b), ("T", a))
        case ("T", ("mat", "S" | "V" as name)) | ("mat", "S" | "V" as name):
            yield ("T", ("mat", name)) if term[0] == "mat" else ("mat", name)
        case ("T", ("T", a)):
            yield a
        case ("tr", ("mmul", a, b)):
            yield ("tr", ("mmul", b, a))
        case ("tr", a):
            yield ("tr", ("T", a))
        case ("normF", a):
            yield ("tr", ("mmul", ("T", a), a))
            if a[0] == "sub":
                cross = ("mul", number(2), ("tr", ("mmul", ("T", a[1]), a[2])))
                yield ("add", ("sub", ("normF", a[1]), cross), ("normF", a[2]))
        case ("norm", a):
            yield ("mmul", ("T", a), a)
        case ("mmul", a, ("add", b, c)):
            yield ("add", ("mmul", a, b), ("mmul", a, c))
        case ("mmul", a, ("I",)) | ("mmul", ("I",), a):
            yield a
        case ("had", a, b):
            yield ("had", b, a)
        case ("det", ("mmul", a, b)):
            yield ("mul", ("det", a), ("det", b))
        case ("inv", a):
            yield ("mmul", ("inv", a), ("mmul", a, ("inv", a)))
        case ("grad", by, ("add" | "sub" as sign, a, b)):
            yield (sign, ("grad", by, a), ("grad", by, b))
        case ("grad", by, ("norm", ("vec", name))) if by == name:
            yield ("mul", number(2), ("vec", name))
        case ("grad", "u", ("fn", "exp", a)):
            yield ("mul", ("fn", "exp", a), ("grad", "u", a))
        case ("part", ("add" | "sub" as sign, a, b), *where):
            yield (sign, ("part", a, *where), ("part", b, *where))


def of_chance(term):
    """What equals a mean."""
    match term:
        case ("E", ("add" | "sub" as sign, a, b)):
            yield (sign, ("E", a), ("E", b))
        case ("E", ("mul", ("name", "a" | "b" as name), b)):
            yield ("mul", ("name", name), ("E", b))
        case ("Var", a):
            yield ("sub", ("E", ("pow", a, number(2))), ("pow", ("E", a), number(2)))
            yield ("Cov", a, a)
        case ("Cov", a, b):
            yield ("sub", ("E", ("mul", a, b)), ("mul", ("E", a), ("E", b)))
            yield ("Cov", b, a)
        case ("E", a):
            yield ("E", ("E", a))


def letters(term):
    """All letters of names and indices in a term, bound ones too."""
    return {piece for each in _flat(term) for piece in each if isinstance(piece, str)}


def _flat(term):
    if term is None:
        return
    yield term
    for piece in term:
        if isinstance(piece, tuple):
            yield from _flat(piece)


def renamed(term, old, new):
    """The term with an index of another letter, which must not occur in it."""
    if isinstance(term, tuple):
        return tuple(renamed(piece, old, new) for piece in term)
    return new if term == old else term


def renamed_to(term, index, new):
    """The term with a value in place of an index; terms that bind it again are left."""
    if term == ("idx", index):
        return new
    if isinstance(term, tuple):
        return tuple(renamed_to(piece, index, new) for piece in term)
    return term


SWAPS = (
    {"a": "b", "b": "c", "p": "q", "x": "y", "y": "x", "j": "k", "k": "j", "u": "v", "v": "u", "A": "B", "B": "A", "w": "x"},
    {"sin": "cos", "cos": "sin", "exp": "tanh", "<": ">", "<=": "<", ">": "<", "=": "!=", "!=": "=", "max": "min", "min": "max",
     "sum": "prod", "norm": "normF", "add": "sub", "sub": "add", "tr": "det", "X": "Y", "Y": "X", "i": "l", "S": "V"},
)  # fmt: skip


def perturbed(source, term):
    """The term with one place changed, as by a slip."""
    path = source.choice(list(places(term)))
    return put(term, path, source.choice(list(slips(source, at(term, path)))))


def slips(source, term):
    """What may be written by mistake."""
    kind, *rest = term
    if kind == "num":
        yield ("num", rest[0] + source.choice((1, -1, Fraction(1, 2))))
        return
    for table in SWAPS:
        for place, piece in enumerate(term):
            if isinstance(piece, str) and piece in table:
                yield (*term[:place], table[piece], *term[place + 1 :])
    if kind in ("add", "sub", "mul", "mmul", "had", "max"):
        yield from rest
    if kind in ("sum", "prod"):
        index, low, high, condition, body = rest
        yield (kind, index, ("add", low, ONE), high, condition, body)
        yield (kind, index, low, ("sub", high, ONE), condition, body)
        yield (kind, index, low, ("name", "N"), None, body)
        yield (kind, index, low, high, condition, renamed_to(body, index, ("idx", source.choice("jk"))))
        yield renamed_to(body, index, ("idx", "k"))
    if kind in ("pow", "T", "neg", "abs", "E", "inv", "had") and is_term(rest[0]):
        yield rest[0]
    if kind == "pow" and rest[1][0] == "num":
        yield ("pow", rest[0], ("num", rest[1][1] + 1))
    if kind == "Var":
        yield ("E", ("pow", rest[0], number(2)))
    if kind == "mmul" and len(rest) == 2:
        yield ("mmul", *reversed(rest))
    if kind == "cases":
        yield (kind, *rest[:3], rest[4], rest[3])
    if kind == "div":
        yield ("div", rest[1], rest[0])
    if kind == "at":
        yield rest[2]
    yield term if array(term) else ("add", term, ONE)
