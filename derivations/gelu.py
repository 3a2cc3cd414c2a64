"""GeLU: its derivative, the limits of it, and how it compares with that of ReLU."""

from derivo.checks.notation import notation
from derivo.checks.question import Question, limit, statement, value

NOTATION = notation("""
    let z : real
    let c : positive
    let sigma(u) = 1 / (1 + exp(-u))
    let phi(z) = z sigma(c z)
""")

QUESTION = Question(
    "gelu",
    title="The GeLU activation",
    source="CS-433, January 2024, question 34",
    notation=NOTATION,
    parts=(
        value(
            "derivative",
            "φ(z) = z σ(cz) approximates the GeLU activation. Find its derivative by z and bring it to a simple form.",
            asked="dφ/dz",
            called="the derivative",
            free_of=("phi",),
            points=1,
            mistakes={
                "the inner derivative c is missing": (
                    "σ(cz) + z σ(cz)(1 − σ(cz))",
                    "by the chain rule, d/dz σ(cz) is c times σ′(cz).",
                ),
                "the second term has the wrong sign": (
                    "σ(cz) − c z σ(cz)(1 − σ(cz))",
                    "σ increases, so d/dz σ(cz) is positive; two minus signs meet in the quotient rule.",
                ),
                "the derivatives of the two factors were multiplied": (
                    "c σ(cz)(1 − σ(cz))",
                    "the product rule has two terms, (fg)′ = f′g + fg′.",
                ),
                "only the first term of the product rule is there": (
                    "σ(cz)",
                    "z also stands inside σ(cz), and that factor has to be differentiated, too.",
                ),
                "only the second term of the product rule is there": (
                    "c z σ(cz)(1 − σ(cz))",
                    "the factor z has to be differentiated, too.",
                ),
                "σ′ was taken as σ(1 + σ)": (
                    "σ(cz) + c z σ(cz)(1 + σ(cz))",
                    "check the derivative of 1/(1 + e^(−u)) at u = 0: it is 1/4 there.",
                ),
                "σ′ was taken as σ": (
                    "σ(cz) + c z σ(cz)",
                    "check the derivative of 1/(1 + e^(−u)) at u = 0: it is 1/4 there.",
                ),
                "σ′ was taken as σ²(1 − σ)": (
                    "σ(cz) + c z σ(cz)^2 (1 − σ(cz))",
                    "check the derivative of 1/(1 + e^(−u)) at u = 0: it is 1/4 there.",
                ),
                "σ′ was taken as σ(1 − σ)²": (
                    "σ(cz) + c z σ(cz)(1 − σ(cz))^2",
                    "check the derivative of 1/(1 + e^(−u)) at u = 0: it is 1/4 there.",
                ),
                "the argument of σ has lost its c": (
                    "σ(z)(1 + c z(1 − σ(z)))",
                    "σ is taken at cz in φ, and differentiating does not change where.",
                ),
                "the argument of one σ has lost its c": (
                    "σ(cz) + c z σ(cz)(1 − σ(z))",
                    "every σ is taken at cz.",
                ),
                "the argument of one σ has lost its z": (
                    "σ(cz) + c z σ(cz)(1 − σ(c))",
                    "every σ is taken at cz.",
                ),
                "the square of the denominator is missing": (
                    "1/(1 + e^(−cz)) + c z e^(−cz)/(1 + e^(−cz))",
                    "the derivative of 1/g is −g′/g².",
                ),
                "one exponent has the wrong sign": (
                    "1/(1 + e^(−cz)) + c z e^(cz)/(1 + e^(−cz))^2",
                    "differentiating e^(−cz) leaves its exponent as it is.",
                ),
                "σ(−cz) stands where σ(cz) belongs": (
                    "σ(−cz) + c z σ(cz) σ(−cz)",
                    "σ(−u) is 1 − σ(u): the first term is the factor that was not differentiated.",
                ),
                "the half angle is missing in tanh": (
                    "(1 + tanh(cz))/2 + (c z/4)(1 − tanh(cz)^2)",
                    "σ(u) is (1 + tanh(u/2))/2.",
                ),
                "the half angle is missing in sech": (
                    "σ(cz) + (c z/4)/cosh(cz)^2",
                    "σ′(u) is 1/(4 cosh²(u/2)).",
                ),
                "c stands at the first term, too": (
                    "c σ(cz) + c z σ(cz)(1 − σ(cz))",
                    "the first term comes from differentiating z, whose derivative is 1.",
                ),
                "there is a factor 2 too many": (
                    "2 σ(cz)(1 + c z(1 − σ(cz)))",
                    "each term of the product rule occurs once.",
                ),
                "this is φ itself": (
                    "z σ(cz)",
                    "its derivative by z is asked.",
                ),
            },
            hints=("Which rule differentiates a product?", "Write σ′ through σ itself."),
        ),
        limit(
            "limit-minus",
            "What does dφ/dz tend to as z → −∞? Show how you get the limit.",
            asked="lim_{z→−∞} dφ/dz",
            called="the limit",
            points=0.25,
            mistakes={
                "the two limits were swapped": ("1", "which value does σ(cz) approach as z → −∞?"),
                "this is the value at z = 0": ("1/2", "z goes to −∞ here."),
                "the growing factor was taken to win": (
                    "−∞",
                    "in cz σ(cz), compare how fast cz grows with how fast e^(cz) shrinks as z → −∞.",
                ),
                "cz σ(cz) was taken to keep its factor c": ("−c", "e^(cz) shrinks faster than any power of z grows."),
                "cz σ(cz) was taken to tend to −1": ("−1", "e^(cz) shrinks faster than any power of z grows."),
            },
            hints=("Write the second term as a quotient and compare the growth of its two sides.",),
        ),
        limit(
            "limit-plus",
            "What does dφ/dz tend to as z → ∞? Show how you get the limit.",
            asked="lim_{z→∞} dφ/dz",
            called="the limit",
            points=0.25,
            mistakes={
                "the two limits were swapped": ("0", "which value does σ(cz) approach as z → ∞?"),
                "this is the value at z = 0": ("1/2", "z goes to ∞ here."),
                "the growing factor was taken to win": (
                    "∞",
                    "in cz (1 − σ(cz)), compare how fast cz grows with how fast e^(−cz) shrinks as z → ∞.",
                ),
                "the factor c was kept": ("c", "where c stands, a factor that shrinks stands beside it."),
                "the second term was taken to tend to c": ("1 + c", "a factor that shrinks stands beside c."),
                "σ′ was taken at its largest": ("1 + c/4", "σ′(cz) is 1/4 at z = 0, and z goes to ∞ here."),
            },
            hints=("Write the second term as a quotient and compare the growth of its two sides.",),
        ),
        statement(
            "relu",
            "How does the derivative of φ compare with that of ReLU(z) = max(0, z)? Say in a formula something true "
            "of it that is not obvious: a value, a symmetry, a bound, a limit, or where the two agree.",
            about=("phi'(z)", "ReLU'(z)"),
            points=0.5,
            mistakes={
                "the two derivatives were taken to be one function": (
                    "phi'(z) = ReLU'(z)",
                    "ReLU′ jumps at 0, while φ′ is continuous.",
                ),
                "φ′(0) was taken to be 0": ("phi'(0) = 0", "only one of the two terms of φ′ vanishes at 0."),
                "φ′(0) was taken to be σ′(0)": ("phi'(0) = c/4", "put z = 0 into both terms of φ′."),
                "φ′ was taken to stay below 1": ("phi'(z) <= 1", "look at z just beyond where c z σ(cz) is 1."),
                "φ′ was taken to stay above 0": ("phi'(z) >= 0", "look at large negative z."),
            },
            hints=("What are φ′(0) and φ′(z) + φ′(−z)?",),
        ),
    ),
)
