"""The rules of the house, read off the sources: who imports whom, and what stands nowhere."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*ROOT.glob("checks/**/*.py"), *ROOT.glob("derivations/*.py"), ROOT / "cli.py"])

# Imports point down only. A piece may import itself and what is listed.
DOWN = {
    "cli": {
        "checks.arguments",
        "checks.authoring",
        "checks.graders",
        "checks.boundary",
        "checks.grading",
        "checks.in_time",
        "checks.notation",
        "checks.terminal",
        "checks.feedback",
        "checks.check",
        "checks.equal",
        "checks.inference",
        "checks.steps",
        "checks.reading",
        "checks.question",
        "checks.result",
        "derivations",
    },
    "checks.graders": {"checks.boundary", "checks.grading", "checks.question", "checks.terminal"},
    "checks.authoring": {"checks.audit", "checks.templates", "checks.terminal", "derivations"},
    "checks.terminal": {"checks.feedback", "checks.grading", "checks.question", "checks.result", "derivations"},
    "checks.arguments": set(),
    "checks.boundary": set(),
    "derivations": {"checks.feedback", "checks.question", "checks.notation"},
    "checks.grading": {
        "checks.feedback",
        "checks.check",
        "checks.equal",
        "checks.steps",
        "checks.reading",
        "checks.question",
        "checks.result",
        "checks.notation",
    },
    "checks.feedback": {
        "checks.steps",
        "checks.question",
        "checks.result",
        "checks.verdict",
        "checks.notation",
        "checks.language",
    },
    "checks.steps": {"checks.equal", "checks.inference", "checks.reading", "checks.result", "checks.notation"},
    "checks.equal": {"checks.compare", "checks.inference", "checks.result", "checks.notation"},
    "checks.inference": {"checks.reading", "checks.result", "checks.notation"},
    "checks.templates": set(),
    "checks.audit": {
        "checks.answers",
        "checks.check",
        "checks.question",
        "checks.reading",
        "checks.result",
        "checks.verdict",
    },
    "checks.check": {
        "checks.answers",
        "checks.decide",
        "checks.language",
        "checks.question",
        "checks.reading",
        "checks.result",
        "checks.verdict",
        "checks.notation",
    },
    "checks.compare": {
        "checks.answers",
        "checks.decide",
        "checks.language",
        "checks.result",
        "checks.verdict",
        "checks.notation",
    },
    "checks.answers": {
        "checks.decide",
        "checks.language",
        "checks.question",
        "checks.result",
        "checks.verdict",
        "checks.notation",
    },
    "checks.reading": {"checks.question", "checks.result", "checks.notation"},
    "checks.question": {"checks.notation"},
    "checks.result": {"checks.verdict", "checks.notation"},
    "checks.decide": {"checks.judge", "checks.worlds", "checks.language", "checks.verdict"},
    "checks.worlds": {"checks.judge", "checks.language", "checks.notation", "checks.verdict"},
    "checks.judge": {"checks.notation", "checks.verdict"},
    "checks.notation": {"checks.language"},
    "checks.language": {"checks.verdict"},
    "checks.verdict": set(),
    "checks.work": set(),
    "checks.in_time": set(),
    "checks": set(),
}
ANYWHERE = {"checks.work"}  # steps are counted wherever work is done
# The judges of a question and the two halves that they join know more than one side.
RUNS_TEXT = {"eval", "exec", "compile", "sympify", "parse_expr", "lambdify", "parse_latex", "__import__"}


# The meter itself, tables of characters, and what is kept within one call only.
UNCOUNTED = (
    "checks/work.py",
    "checks/notation/text/characters.py",
    "checks/decide/scalar/rules.py",
    "checks/language/inverses.py",
    "checks/judge/chance.py",
)
LONGEST_JUDGE = 1998
BOUNDARIES = ("checks/boundary.py", "checks/grading/worker.py")


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def piece(module):
    return ".".join(module.split(".")[:2]) if module.startswith("checks") else module.split(".")[0]


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def for_types_only(tree):
    """The nodes under `if TYPE_CHECKING:`."""
    guarded = (
        node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    return {inner for node in guarded for inner in ast.walk(node)}


def imports(tree):
    skipped = for_types_only(tree)
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module.removeprefix("derivo.")
            modules = [f"{module}.{name.name}" for name in node.names] if module == "checks" else [module]
            yield from ((node, each) for each in modules)
        elif isinstance(node, ast.Import):
            yield from ((node, name.name.removeprefix("derivo.")) for name in node.names)


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


sources = pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])


@sources
def test_imports_point_down(path):
    mine = piece(module_of(path))
    for node, module in imports(tree_of(path)):
        if module.split(".")[0] in ("checks", "derivations", "cli"):
            assert piece(module) in DOWN[mine] | {mine} | ANYWHERE, f"{path.name}:{node.lineno} imports {module}"


@sources
def test_imports_stand_at_the_top(path):
    if path.name in ("cli.py", "terminal.py", "authoring.py", "graders.py"):
        return
    tree = tree_of(path)
    functions = (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    inner = [
        node for function in functions for node in ast.walk(function) if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert not inner, f"{path.name}:{inner[0].lineno}"


ROOMS = {  # of a package, from the ground up: the stages of a formula's way
    "checks.notation": ("text", "trees", "names", "tokens", "words", "shapes", "parse", "answer", "declare", "meaning"),
}


@sources
def test_rooms_stand_on_lower_rooms(path):
    """Also the imports for types only: a circle of types is one that a reader has to walk through."""
    package, _, room = module_of(path).rpartition(".")[0].rpartition(".")
    if package not in ROOMS:
        return
    lower = ROOMS[package][: ROOMS[package].index(room) + 1]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module.startswith(f"derivo.{package}."):
            below = node.module.removeprefix(f"derivo.{package}.").split(".")[0]
            assert below in lower, f"{path.name}:{node.lineno} imports {node.module}"


UNBELIEVED = ("checks.decide.search", "checks.decide.proposals", "checks.worlds")
MAKES_CLAIMS = ("checks.language", "checks.notation.meaning")


def is_in(module, packages):
    return any(module == each or module.startswith(f"{each}.") for each in packages)


def is_trusted(module):
    return is_in(module, ("checks.decide", "checks.judge", *MAKES_CLAIMS)) and not is_in(module, UNBELIEVED)


@sources
def test_nothing_that_is_believed_stands_on_the_search(path):
    module = module_of(path)
    if not is_trusted(module):
        return
    for node, imported in imports(tree_of(path)):
        assert not is_in(imported, ("checks.decide.search",)), f"{path.name}:{node.lineno} imports {imported}"


def test_how_much_has_to_be_believed_is_written_down(capsys):
    """Everyone sees it grow or shrink."""
    lines = dict.fromkeys(("checks.decide", "checks.judge", *MAKES_CLAIMS), 0)
    for path in SOURCES:
        module = module_of(path)
        if is_trusted(module):
            package = next(each for each in lines if is_in(module, (each,)))
            lines[package] += len(path.read_text(encoding="utf-8").splitlines())
    sizes = ", ".join(f"`{package}` {round(count, -2)}" for package, count in lines.items())
    with capsys.disabled():
        sys.stdout.write(f"trusted lines: {sizes}\n")
    assert f"Lines: {sizes}." in (ROOT / "docs" / "deciding.md").read_text(encoding="utf-8")


@sources
def test_only_the_kernel_makes_a_verdict_that_is_believed(path):
    if path.relative_to(ROOT).as_posix() == "checks/decide/kernel.py":
        return
    made = [node.lineno for node, name in calls(tree_of(path)) if name in ("Proved", "Refuted")]
    assert not made, f"{path.name}:{made}"


@sources
def test_what_is_remembered_costs_as_much_as_when_it_was_found(path):
    """A cache that charges nothing makes an outcome hang on what was decided before."""
    if path.relative_to(ROOT).as_posix() in UNCOUNTED:
        return
    named = [
        node.lineno for node, module in imports(tree_of(path)) if module == "functools" and "cache" in ast.unparse(node)
    ]
    assert not named, f"{path.name}:{named}"


@sources
def test_no_text_is_run(path):
    for node, name in calls(tree_of(path)):
        harmless = name == "compile" and ast.unparse(node.func) == "re.compile"
        assert name not in RUNS_TEXT or harmless, f"{path.name}:{node.lineno} calls {name}"


@sources
def test_broad_excepts_stand_at_the_two_boundaries_and_once_at_each(path):
    allowed = 1 if path.relative_to(ROOT).as_posix() in BOUNDARIES else 0
    broad = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (not node.type or {"Exception", "BaseException"} & names_in(node.type))
    ]
    assert len(broad) == allowed, f"{path.name}:{broad}"


def names_in(node):
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


@sources
def test_files_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 320


def test_sympy_stays_out_of_what_must_start_quickly():
    """Reading, feedback and the catalogue name no SymPy at run time, wherever they are imported from."""
    quick = [
        path
        for path in SOURCES
        if piece(module_of(path)) in ("cli", "derivations", "checks.feedback", "checks.question")
    ]
    for path in quick:
        names = {module.split(".")[0] for _, module in imports(tree_of(path))}
        assert not names & {"sympy", "flint"}, path.name


def test_the_second_judge_is_short():
    """It is trusted, so it must stay readable at one sitting; who lengthens it shortens it elsewhere."""
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in ROOT.glob("checks/judge/*.py"))
    assert lines <= LONGEST_JUDGE
