# Each target sets up .venv by itself, from this project's own files, when they have changed.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.derivo-installed

.PHONY: demo test lint bench score clean

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "derivo needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' --config-settings editable_mode=compat
	$(BIN)/python -m compileall -q cli.py checks derivations
	touch $@

demo: $(STAMP)
	@BIN=$(BIN) bash bench/demo.sh

test: $(STAMP)
	$(BIN)/python -m pytest -q -n auto

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m bench

score: $(STAMP)
	@if test -e ../shared/score; then DERIVO=$(BIN)/derivo $(BIN)/python ../shared/score; \
	else echo "make score: there are no shared cases beside this checkout (../shared/score)"; fi

clean:
	rm -rf .venv build dist *.egg-info
