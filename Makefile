# Each target first sets up .venv from this project's own files, if that has not been done since they changed.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
RIGHT := sigma(cz)(1 + cz(1 - sigma(cz)))
WRONG := sigma(cz)(1 + z(1 - sigma(cz)))
UNREADABLE := sigmiod(cz)(1 + cz)

.PHONY: demo test lint bench score fuzz clean

# Checks an answer and wants this exit status: 0 correct, 1 incorrect, 4 unreadable.
define check
	@echo; echo "> derivo check gelu.derivative '$(1)'"; echo
	@$(BIN)/derivo check gelu.derivative "$(1)"; test $$? -eq $(2)
endef

demo: $(STAMP)
	$(call check,$(RIGHT),0)
	$(call check,$(WRONG),1)
	$(call check,$(UNREADABLE),4)

test: $(STAMP)
	$(BIN)/python -m pytest -q -n auto

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Random claims whose truth is known by construction, and every construct in every other: make fuzz SEED=1 COUNT=200000.
SEED ?= 0
COUNT ?= 3000

fuzz: $(STAMP)
	$(BIN)/python -m tests.fuzz --seed $(SEED) --count $(COUNT)

bench: $(STAMP)
	$(BIN)/python -m compileall -q derivo
	$(BIN)/python -m bench

score: $(STAMP)
	@if test -e ../shared/score; then DERIVO=$(BIN)/derivo $(BIN)/python ../shared/score; \
	else echo "There are no shared cases beside this checkout (../shared/score)."; fi

clean:
	rm -rf .venv build dist *.egg-info

# The compat mode puts this folder on the path as it is: no import hook that slows each start.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("derivo needs Python 3.11 or newer: make PYTHON=…" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' --config-settings editable_mode=compat
	$(BIN)/python -m compileall -q derivo
	touch $@
