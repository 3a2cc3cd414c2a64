"""CONTRIBUTING.md is true: its files are there, and its tables are in them."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:checks|tests|docs|derivations)/[\w/.]*)`", TEXT)))
# `path`: `NAME`, `OTHER` …
TABLES = [
    (path, name)
    for path, names in re.findall(r"`(checks/[\w/]*\.py)`: ((?:`\w+`[^`;.]*)+)", TEXT)
    for name in re.findall(r"`(\w+)`", names)
]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_named_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize(("path", "name"), TABLES)
def test_a_table_stands_where_it_is_said_to(path, name):
    module = importlib.import_module("derivo." + path.removesuffix(".py").replace("/", "."))
    assert hasattr(module, name)


def test_there_are_paths_and_tables():
    assert len(PATHS) > 20
    assert len(TABLES) > 8


def test_the_picture_shows_every_room():
    picture = re.search(r"```\n(cli\.py.*?)```", TEXT, flags=re.DOTALL)[1]
    rooms = [path.name for path in (ROOT / "checks").iterdir() if (path / "__init__.py").exists()]
    rooms += [path.name for path in (ROOT / "checks" / "notation").iterdir() if (path / "__init__.py").exists()]
    assert not [room for room in rooms if not re.search(rf"\b{room}\b", picture)]
