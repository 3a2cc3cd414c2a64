"""Reading and deciding run, open and import nothing, whatever was typed: an audit hook watches."""

import csv
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = """
import csv, json, sys
from pathlib import Path
from derivo.checks.check import check
from derivo.checks.feedback import record
from derivo.checks.grading.judging import judged
from derivo.checks.grading.submissions import Answer, Pair
from derivo.derivations import catalogue

questions = catalogue()
rows = list(csv.DictReader(Path(sys.argv[1]).open(encoding="utf-8", newline="")))
hostile = json.load(sys.stdin)
tasks = [Answer(row["part"], row["answer"]) for row in rows]
tasks += [Answer(f"gelu.{part}", text) for text in hostile for part in ("derivative", "limit-plus", "relu")]
tasks += [Pair(text, "z", "z : real") for text in hostile] + [Pair("z", "z", text) for text in hostile]

WATCHED = ("exec", "compile", "import", "subprocess.", "os.", "socket.", "shutil.", "ctypes.", "code.", "pickle.")
seen = []

def hook(event, arguments):
    if watching and (event.startswith(WATCHED) or event == "open" and opens_to_write(arguments)):
        seen.append((event, repr(arguments)[:200]))

def opens_to_write(arguments):
    path, mode, flags = arguments
    return any(letter in (mode or "r") for letter in "wax+")

watching = False
sys.addaudithook(hook)
for task in tasks[:5]:
    judged(task, questions)
for task in tasks:
    judged(task, questions)  # once to warm up: libraries import some of their parts late
watching = True
for task in tasks:
    judged(task, questions)
watching = False
print(len(tasks), seen[:5])
"""
HOSTILE = [
    "__import__('os').system('id')",
    "().__class__.__bases__[0].__subclasses__()",
    "eval('1+1')",
    "open('/tmp/written', 'w')",
    "lambda: z",
    "{0.__class__}",
    "{{7*7}}",
    "$(id)",
    "`id`",
    "\\input{/etc/passwd}",
    "\\write18{id}",
    "\\def\\a{\\a\\a}\\a",
    "Symbol('z')",
    "S('z')",
    "z.subs(z, 1)",
    "z;import os",
    "9^9^9^9",
    "exp(10^400)",
    "(9!)!!!",
    "z\x00",
    "z\x1b[2J",
    "σ(cz)\u202e",
    "(" * 5000,
    "z" * 30_000,
    "-" * 10_000 + "z",
    "|" * 3001,
    "1/0",
    "log(-1)",
    "σ(σ(σ(z)))",
    "phi'(z)",
    "lim_{z→∞} φ(z)",
    "phi'(z) = 1 for z > 0",
]


def test_nothing_is_run_opened_or_imported():
    answers = ROOT / "tests" / "derivations" / "gelu.csv"
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(answers)],
        input=json.dumps(HOSTILE),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    count, seen = run.stdout.split(maxsplit=1)
    with answers.open(encoding="utf-8", newline="") as file:
        assert int(count) == len(list(csv.DictReader(file))) + 5 * len(HOSTILE)
    assert seen.strip() == "[]"
