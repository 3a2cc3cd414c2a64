"""A page for each problem of reading, with a text that brings it up and one that reads."""

from __future__ import annotations

from collections.abc import Mapping

from derivo.checks.feedback.pages.page import Page

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
