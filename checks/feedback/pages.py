"""One page for each outcome, problem and reason: what it means, and an example of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """What a code means; a text that brings it up, and one that reads, in the notation of `gelu` or of `let`."""

    meaning: str
    example: str = ""
    better: str = ""
    let: str = ""


OUTCOMES: Mapping[str, Page] = {
    "correct": Page(
        "The answer is proved to be what is asked. The evidence names the method of the proof and what it covers.",
        better="sigma(cz)(1 + cz(1 - sigma(cz)))",
    ),
    "incorrect": Page(
        "The answer is refuted: the evidence is a point at which it provably differs from what is asked, with the "
        "value of each side there. Anyone can redo it with a calculator.",
        example="sigma(cz)(1 + z(1 - sigma(cz)))",
    ),
    "unfinished": Page(
        "The answer equals what is asked but is not in the form that is asked for: a derivative or a limit is left to "
        "be done, or a name that was to be replaced is still there. Typing the question back is not an answer.",
        example="phi'(z)",
    ),
    "undecided": Page(
        "The answer was neither proved nor refuted, so it may well be right: it goes to a person. What was tried is "
        "listed. Agreement at many points is never called a proof.",
    ),
    "unreadable": Page(
        "The text is not a formula in the names of the question. The carets show where reading stopped, and "
        "`derivo explain` with the code of the problem says more.",
        example="sigmiod(cz)",
    ),
}

REASONS: Mapping[str, Page] = {
    "wanted-form": Page(
        "The answer is equal to what is asked, and something that was to be carried out is left in it."
    ),
    "restates": Page("The answer is what is asked, written down again.", example="phi'(z)"),
    "trivial": Page(
        "The statement is true of everything, such as `A = A`, and so says nothing.", example="phi'(z) = phi'(z)"
    ),
    "not-about": Page("The statement is true, but does not mention what the part asks about."),
    "transposed": Page("The answer is right, as a row where a column is asked, or the other way round."),
    "transposed-matrix": Page("The answer is the transpose of the matrix that is asked."),
    "other-shape": Page("The answer has another shape than what is asked: a number for a vector, say."),
    "other-part": Page(
        "The answer is built on what another part asks for, and may be right with the right answer there."
    ),
    "another-form": Page("True, and perhaps what is asked, in a form that only a person can judge."),
    "other-shape-named": Page(
        "The answer has another shape than what is asked, and a name of its own: σ², say, for Σ."
    ),
    "not-alone": Page("The equation is true, and what is asked is one of several things in it."),
    "another-law": Page(
        "The answer says how a name is distributed, and that is not the distribution that the question gives it."
    ),
    "optimum": Page("A side begins with min or max, and what was compared is the expression behind it."),
    "outside": Page("A function is declared of some numbers only, and stands of others, or of what may be others."),
    "special-case": Page("The answer adds a condition, or takes another limit than the one that is asked."),
    "its-limit": Page("A limit is asked, and the answer still has in it what tends to infinity. Its limit is right."),
    "not-as-said": Page(
        "An objective is asked, and the answer has the same minimisers, but it says that it is equal to the one in the"
        " question, and that is not so: a constant or a factor is missing. Write `+ C`, or no `=`."
    ),
    "free-random": Page(
        "The answer has a random name in it over which no mean is taken, so that it has another value for each value of"
        " the name. Name it below E."
    ),
    "free-factor": Page("A constant that may be any number stands as a factor of what varies. Write the number."),
    "in-words": Page("Words are asked, and a person has to read them. A formula in place of the words is checked."),
    "other-shape-of-normal": Page("The mean or the covariance has a shape that fits the asked one in no way."),
    "partly": Page("The answer is right and follows from what is asked; the other way round, more is needed."),
    "a-piece": Page("The answer is one of several pieces, `b = …`, and the others are missing or could not be read."),
    "another-quantity": Page("The value is right, and the answer names it as another quantity: someone has to look."),
    "untrue": Page("An equation or inequality of the answer is false, with what is asked put in."),
    "as-numbers": Page("The answer is written for vectors and is right of numbers only, which the question allows."),
    "not-free": Page("A piece of the answer, the `b` of `a^T x + b`, depends on what it is meant to be free of."),
    "depends": Page("The answer says of something in it, a constant, that it depends on what varies."),
    "other-variable": Page("The answer is an argmin over another name than what the question minimises over."),
    "ambiguous": Page(
        "The answer can be read in two ways, as `1/2x` can, and is right in one of them only. The formula as it was "
        "understood is shown; brackets settle it."
    ),
    "defined-before": Page("A name that the answer defines is what is asked, and another formula stands last."),
    "untrue-on-the-way": Page("The last equation is right, and one before it is a false statement of what is asked."),
    "condition": Page(
        "The formula is right, and something is said with it that does not hold always, or is not known to: "
        "`for z > 0`, or `where p = q = 2`."
    ),
    "only-under-condition": Page(
        "The answer holds under a condition that was typed with it, and more than that is asked."
    ),
    "not-shown": Page("Neither a proof nor a point that refutes was found within the budget."),
    "over-budget": Page(
        "Proving or refuting this takes more steps of work than one answer may take. Steps are counted, not seconds:"
        " the same answer has the same outcome on any machine. It goes to a person."
    ),
    "no-time": Page("The time for one answer was up. The answer costs nobody else anything, and goes to a person."),
    "no-memory": Page("The memory for one answer was used up. The answer goes to a person."),
    "crashed": Page(
        "The checker itself failed on this answer. That is a fault of the checker; the answer goes to a person."
    ),
    "work": Page("The row carries a whole derivation. Those are not graded yet; the row goes to a person."),
}

ROWS: Mapping[str, Page] = {
    "unknown-part": Page("No question has a part of this name. `derivo list` shows them all.", example="gelu.derivate"),
    "unknown-relation": Page("Two formulas can be joined by =, !=, <, <=, >, >=, ~ (proportional), => and <=>."),
    "broken-row": Page(
        "The row of the file is no submission: it is no JSON object, lacks `part` or `answer`, has a field that is not "
        "text, is not UTF-8, or its quotes or the number of its fields do not fit. It is reported and the rest goes on."
    ),
}

SIZED = "N, K : size; x_n : real for n in 1..N; z : real"
RANDOM = "X, Y, Z : random real; z : real; p : density of X, Y"
ARRAYS = "x : vector(d); W : matrix(m, d); gamma, beta : vector(m); phi(z) = (z - gamma)/beta"
PROBLEMS: Mapping[str, Page] = {
    "empty": Page("Nothing was typed, or nothing but brackets and dollar signs.", "( )", "2z"),
    "too-long": Page(
        "The text has more characters, or a number more digits, than any formula needs.", "1" * 101, "10^100"
    ),
    "too-deep": Page(
        "Brackets, fractions, exponents or signs are nested deeper than any formula needs.",
        "(" * 60 + "z" + ")" * 60,
        "z",
    ),
    "too-large": Page(
        "An exponent, a factorial or a number of primes is beyond what can be computed exactly.", "z^10000", "z^1000"
    ),
    "control-character": Page("A character that steers a terminal or printer, such as escape or NUL.", "z\x1b", "z"),
    "invisible-character": Page(
        "A character that cannot be seen or that turns the direction of writing. What is shown and what is read "
        "would differ.",
        "z\u200b + 1",
        "z + 1",
    ),
    "unknown-character": Page(
        "A character that means nothing in a formula. It may resemble one that does.", "z § 1", "z + 1"
    ),
    "unknown-command": Page(
        "A LaTeX command that is not known. Spacing, sizes and fonts are read and passed over.",
        r"\sigmo(cz)",
        r"\sigma(cz)",
    ),
    "refused-command": Page(
        "A LaTeX command that defines something, hides text or loads a file. What is read is what can be seen.",
        r"\def\a{z} \a",
        "z",
    ),
    "unknown-name": Page(
        "A name that the question does not declare and that is not built in. A run of letters is split into known "
        "names: `czsigma(cz)` is c·z·σ(c·z). `derivo show PART` lists the names.",
        "sigmiod(cz)",
        "sigma(cz)",
    ),
    "not-a-formula": Page(
        "The text is prose. A formula may be followed by `for …`, `where … = …` and the like.", "see page 12", "z"
    ),
    "unsupported": Page("A construct that other questions will need and that is not read yet.", r"\int z", "z"),
    "expected-operand": Page("Something stands where a number, a name or a bracket should.", "z + * c", "z * c"),
    "expected": Page("Something else should follow here.", "lim_{z} z", "lim_{z -> 0} z"),
    "unexpected": Page("Something stands where it has no meaning.", "z # c", "z c"),
    "unbalanced": Page("A bracket is not closed, not opened, or closed by one of another kind.", "(z + 1", "(z + 1)"),
    "wrong-arity": Page("A function has too few or too many arguments.", "sigma(z, c)", "sigma(c z)"),
    "wrong-argument": Page(
        "A function may be written with a further argument that is always the same, such as the time in s(x, t); "
        "something else stands there.",
        "s(z, 0)",
        "s(z, t)",
        "z, t : real; s : function(real); s(x, t) = s(x)",
    ),
    "needs-brackets": Page(
        "Functions of the question take their argument in brackets. Built-in ones (`exp`, `log`, `tanh` …) may go "
        "without.",
        "sigma cz",
        "sigma(cz)",
    ),
    "missing-argument": Page("A function stands alone where a value is needed.", "sigma + 1", "sigma(z) + 1"),
    "unclear-derivative": Page(
        "A prime stands behind something, and it is not clear by which name it is to be differentiated.",
        "c'",
        "d/dz c",
    ),
    "decimal-comma": Page("Decimals have a point, because a comma parts arguments.", "0,5", "0.5"),
    "several-formulas": Page(
        "Several formulas with no relation between them: which one is the answer?", "z, c", "z = c"
    ),
    "circular-definition": Page(
        "A name is defined by itself, directly or through others.", "s where s = t, t = s", "s where s = t, t = z"
    ),
    "defined-twice": Page("A name has two definitions.", "s where s = z, s = c", "s where s = z"),
    "not-a-condition": Page(
        "After `for`, `if` or `given` an equation or inequality is expected.", "z for c + 1", "z for c > 1"
    ),
    "missing-index": Page("A name that was declared with an index stands without it.", "sum_n x", "sum_n x_n", SIZED),
    "wrong-indices": Page("A name has more or fewer indices than it was declared with.", "x_{1,2}", "x_1", SIZED),
    "bad-index": Page("Indices are index letters and whole numbers from 1 on.", "x_0", "x_1", SIZED),
    "no-index": Page("A sum or a product does not say over which index it runs.", "sum x_n", "sum_n x_n", SIZED),
    "unknown-range": Page(
        "How far an index runs follows from the entries that it stands at, or from its declaration; else both ends "
        "must be there.",
        "sum_m z",
        "sum_{m=1}^N z",
        SIZED,
    ),
    "bad-bound": Page(
        "Sums and products run from a whole number to a size or a whole number; entries begin at 1. A sum whose terms "
        "are no entries may run to infinity.",
        "sum_{n=1}^{oo} x_n",
        "sum_{n=1}^N x_n",
        SIZED,
    ),
    "index-clash": Page(
        "One index letter stands where entries run up to one size, and where they run up to another.",
        "sum_{n=1}^K x_n",
        "sum_{n=1}^N x_n",
        SIZED,
    ),
    "unclear-sum": Page(
        "A Σ with an index can be the sign of a sum and the name of something that was declared with that index.",
        "Σₖ πₖ",
        "∑ₖ πₖ",
        "K : size; Sigma_k, pi_k : positive for k in 1..K",
    ),
    "shape-clash": Page(
        "Vectors and matrices are added and compared with others of the same shape; in a product the columns on the "
        "left are as many as the rows on the right. A vector is a column, m × 1.",
        "W^T x",
        "W x",
        ARRAYS,
    ),
    "vector-power": Page(
        "A vector has no powers: its square can be the number xᵀx, the matrix x xᵀ or the squares of its entries.",
        "x^2",
        "‖x‖^2",
        ARRAYS,
    ),
    "not-square": Page(
        "Powers, inverses, determinants and traces are of square matrices.", "det(W)", "det(W W^T)", ARRAYS
    ),
    "unknown-size": Page(
        "The size of a 1 or an I follows from what stands around it; else it stands below, as in `1_m` and `I_d`.",
        "tr(I)",
        "tr(I_d)",
        ARRAYS,
    ),
    "wrong-shape": Page(
        "A defined function is put in with its arguments as they are, or applied entry by entry. Here neither fits.",
        "phi(x)",
        "phi(W x)",
        ARRAYS,
    ),
    "not-a-number": Page(
        "A vector or matrix stands where only a number can.", "prod_{i=1}^m x", "sum_{i=1}^m x", ARRAYS
    ),
    "not-random": Page(
        "An expectation is over random names, and a density is one of random names.", "E_z[X]", "E_X[X]", RANDOM
    ),
    "not-in-density": Page(
        "A density has the names of its declaration: `p : density of X, Y` gives p(x), p(x, y), p(x|y) …",
        "p(X|Z)",
        "p(X|Y)",
        RANDOM,
    ),
    "unbound-index": Page(
        "An index letter that no sum binds and that what is asked does not have, either: nothing says what it is.",
        "x_n",
        "sum_n x_n",
        SIZED,
    ),
    "not-a-value": Page(
        "A value is asked, and the answer is an inequality or a statement. Only equations can stand beside => and <=>.",
        "z < 1",
        "z",
    ),
    "not-a-distribution": Page("A normal distribution is asked.", "0", "N(0, I_d)"),
    "not-a-statement": Page("A statement is asked: an equation, an inequality or a limit.", "phi'(z)", "phi'(0) = 1/2"),
    "no-approach": Page(
        "An arrow says that something tends to a value, but not as what goes where.",
        "phi'(z) -> 1",
        "phi'(z) -> 1 as z -> oo",
    ),
    "not-a-declaration": Page(
        "A declaration says what a name is: `z : real`, `f(u) = 1/(1 + u)`.", "z real", "z : real"
    ),
    "unknown-type": Page(
        "The types are real, positive, nonnegative, negative, integer, natural and ranges of them, size, index(N), "
        "vector(D), matrix(M, D), symmetric(D), posdef(D), psd(D), diagonal(D), invertible(D) and function(…).",
        "z : rael",
        "z : real",
    ),
    "empty-range": Page("A range or set that contains nothing.", "z : real in (2, 1)", "z : real in (1, 2)"),
    "reserved-name": Page("A built-in function keeps its meaning.", "exp : real", "x : real"),
}

PAGES: Mapping[str, Page] = {**OUTCOMES, **REASONS, **ROWS, **PROBLEMS}
