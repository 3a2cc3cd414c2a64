"""The LaTeX commands that are read, as data."""

from __future__ import annotations

from collections.abc import Mapping

from derivo.checks.notation.names.names import FUNCTIONS
from derivo.checks.notation.text.characters import GREEK

# They only move or enlarge what is written.
SPACING = frozenset(
    ", ; : ! > quad qquad thinspace medspace thickspace negthinspace enspace enskip space "
    "displaystyle textstyle scriptstyle limits nolimits nonumber notag mathstrut strut "
    "allowbreak nobreak noindent hfill hfil "
    "big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm middle boxed fbox qed".split()
) | {" ", "\n"}

# They only choose a colour, and these can be seen.
COLOURED = frozenset(("color", "textcolor"))
COLOURS = frozenset(
    "red blue green black cyan magenta orange purple brown violet teal olive gray grey darkgray darkgrey darkgreen "
    "darkblue darkred".split()
)
# They only choose a font.
FONTS = frozenset(
    "mathbf mathrm mathit mathsf mathtt mathcal mathscr mathbb mathfrak mathds mathbbm mathnormal boldsymbol bm pmb "
    "bold bf rm it sf tt cal operatorname mathop mathord mathrel mathbin vec symbf symup symit up".split()
)
TEXTS = frozenset("text textrm textbf textit textsf texttt textnormal mbox hbox intertext textup".split())
DROPPED = frozenset("label tag hspace vspace eqref ref".split())
ACCENTS: Mapping[str, str] = {
    **dict.fromkeys(("hat", "widehat", "Hat"), "hat"),
    **dict.fromkeys(("tilde", "widetilde"), "tilde"),
    **dict.fromkeys(("bar", "overline", "Bar"), "bar"),
    "dot": "dot",
}

NAMES: Mapping[str, str] = {
    **{name: name for name in GREEK.values()},
    **{"var" + name: name for name in ("phi", "epsilon", "theta", "rho", "sigma", "kappa", "pi")},
    **{
        "var" + name: name for name in ("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega")
    },
    **{name: name for name in FUNCTIONS if len(name) > 1},
    "infty": "oo",
    "lim": "lim",
    "lg": "lg",
    "star": "star",
    **{name: name for name in ("arg", "argmin", "argmax", "E", "Var", "Cov")},
    "det": "det",
    **{name: name for name in ("tr", "Tr", "diag", "Diag", "trace")},
}

OPERATORS: Mapping[str, str] = {
    **dict.fromkeys(("cdot", "times", "ast", "cdotp"), "*"),
    **dict.fromkeys(("div", "slash"), "/"),
    **dict.fromkeys(("pm", "mp"), "±"),
    **dict.fromkeys(("ldots", "cdots", "dots", "dotsb", "dotsc", "vdots"), "…"),
    **dict.fromkeys(("Vert", "lVert", "rVert", "|", "parallel"), "‖"),
    "vert": "|",
    "prime": "'",
    "colon": ":",
    "partial": "∂",
    "nabla": "∇",
    "forall": "∀",
    "exists": "∃",
    "sum": "∑",
    "prod": "∏",
    **dict.fromkeys(("int", "iint", "oint"), "∫"),
    "mid": "mid",
    **dict.fromkeys(("odot", "circ"), "⊙"),
    "oslash": "⊘",
    "otimes": "⊗",
    **dict.fromkeys(("top", "intercal"), "⊤"),
    "land": "∧",
    "wedge": "∧",
    "lor": "∨",
}

OPENING: Mapping[str, str] = {
    "lbrace": "\\{",
    "{": "\\{",
    "lbrack": "[",
    "lvert": "lvert",
    "lparen": "(",
    "langle": "⟨",
}
CLOSING: Mapping[str, str] = {
    "rbrace": "\\}",
    "}": "\\}",
    "rbrack": "]",
    "rvert": "rvert",
    "rparen": ")",
    "rangle": "⟩",
}

STRUCTURE: Mapping[str, str] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"), "frac"),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), "binom"),
    **{name: name for name in ("sqrt", "over", "choose")},
}

# Known constructs that a later reader will take; the word is the fact of the problem.
UNSUPPORTED: Mapping[str, str] = {
    **dict.fromkeys(("Pr", "gcd", "sup", "liminf", "limsup", "dim", "ker"), "operator"),
    "inf": "operator",
    **dict.fromkeys(("underbrace", "overbrace", "underline", "cancel", "bigcup", "bigcap"), "annotation"),
    **dict.fromkeys(("cup", "cap", "subset", "setminus", "emptyset", "notin"), "set"),
}

ENVIRONMENTS = frozenset(
    "align aligned alignat alignedat equation gather gathered eqnarray split multline displaymath math flalign".split()
)
CASES = frozenset(("cases", "dcases", "rcases"))
MATRICES = frozenset(("matrix", "pmatrix", "bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "array"))

REFUSED: Mapping[str, str] = {
    **dict.fromkeys(
        "def gdef edef xdef let newcommand renewcommand providecommand DeclareMathOperator newenvironment "
        "futurelet newif catcode expandafter csname endcsname makeatletter makeatother begingroup endgroup relax "
        "loop repeat".split(),
        "defines",
    ),
    **dict.fromkeys(
        "input include includegraphics write immediate openin openout read usepackage RequirePackage documentclass "
        "href url special directlua ShellEscape pdfobj import lstinputlisting verbatiminput".split(),
        "loads",
    ),
    **dict.fromkeys(
        "colorbox phantom hphantom vphantom smash iffalse iftrue if ifx fi else or verb rlap llap clap "
        "mathrlap footnote comment %".split(),
        "hides",
    ),
}
