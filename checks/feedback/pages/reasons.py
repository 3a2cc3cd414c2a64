"""A page for each reason why an answer is unfinished or undecided."""

from __future__ import annotations

from collections.abc import Mapping

from derivo.checks.feedback.pages.page import Page

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
    "open-names": Page(
        "Nothing says what some of the names are, and the claim holds if they are one thing and not if they are "
        "another. A declaration settles it."
    ),
    "under-facts": Page(
        "Nothing says what some of the names are. The claim holds if they are what is shown, positive numbers, say; "
        "if that is meant, declare it."
    ),
    "says-what": Page(
        "One side is a name that nothing declares, so the equation may be its definition: `F = m a` says what F is. "
        "With the definition in `--let`, what follows from it can be checked."
    ),
    "open-facts": Page(
        "Nothing says what some of the names are. As numbers of any kind the claim fails, and for the facts that are "
        "shown it may well hold; if they are meant, declare them, and if none are, declare the names as `real`."
    ),
    "unread-condition": Page(
        "A line with `given` could not be read. What is proved without it holds with it, too; but a point that refutes "
        "the claim might not satisfy it."
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
    "no-claim": Page(
        "A line of a derivation is joined to the one before by a sign such as ≈ that claims nothing exact, so it is "
        "neither right nor wrong."
    ),
    "no-equation": Page(
        "`⇒` says that an equation or inequality follows from another. Between two expressions, write `=`."
    ),
}
