# `make practice` and `make test` set up what they need, in a virtual environment of their own.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
AXE    := 4.14.1
PIP    := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: practice telegram desk test talks kills faults check audit format bench schemas clean

practice: $(VENV)/installed
	@$(BIN)/duilian practice

telegram: $(VENV)/installed
	@$(BIN)/duilian telegram

desk: $(VENV)/installed
	@$(BIN)/duilian desk

test: $(VENV)/installed-dev $(VENV)/axe.min.js
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

# Plays the talks of all forty customers, which takes some minutes; `make test` plays those of ten in Chinese and five in English.
talks: $(VENV)/installed-dev
	TALKS=all $(BIN)/python -m pytest --numprocesses auto --dist worksteal tests/content/test_model_talks.py

# Kills the bot at every single step of four stories, which takes some ten minutes; `make test` takes a sample of the steps.
kills: $(VENV)/installed-dev
	KILLS=. $(BIN)/python -m pytest --numprocesses 0 tests/bot/test_killed.py

# Lets everything go wrong at once, for several seeds and with longer talks than `make test` has.
faults: $(VENV)/installed-dev
	FAULTS=1,2,3 FAULTS_ON=postgresql,sqlite FAULTS_PEOPLE=200 FAULTS_REPLIES=6 $(BIN)/python -m pytest --numprocesses 0 -s tests/faults

check: $(VENV)/installed-dev $(VENV)/axe.min.js
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml bot state
	$(BIN)/duilian check --strict
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

# Looks up every pinned library in the service of known vulnerabilities; a library that cannot be looked up fails it, too.
audit: $(VENV)/installed-dev
	$(BIN)/pip-audit --strict --disable-pip --no-deps --requirement constraints.txt

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The table of speed in the README. ARGS=--write puts it there; ARGS=step measures that part alone.
bench: $(VENV)/installed-dev $(VENV)/aiogram/installed
	@$(BIN)/python -m tests.benchmarks.speed $(ARGS)

schemas: $(VENV)/installed-dev
	$(BIN)/python -m state.content.schemas
	$(BIN)/python -m state.content.reference

$(VENV)/installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/installed

# An echo bot to be measured against. aiogram takes an older pydantic than Duilian, so it has an environment of its own.
$(VENV)/aiogram/installed: tests/benchmarks/load/aiogram.txt | $(BIN)/python
	$(BIN)/python -m venv $(VENV)/aiogram
	$(VENV)/aiogram/bin/python -m pip --disable-pip-version-check install --quiet --requirement $<
	@touch $@

# What looks for faults of accessibility in the desk's pages; without npm the tests in a browser are left out.
$(VENV)/axe.min.js: | $(BIN)/python
	@if command -v npm >/dev/null; then cd $(VENV) && npm pack --silent axe-core@$(AXE) >/dev/null && \
	    tar -xzf axe-core-$(AXE).tgz --strip-components=1 package/axe.min.js && rm axe-core-$(AXE).tgz && touch axe.min.js; \
	else echo "npm is not there: the coach's desk is not tested in a browser."; fi

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Duilian needs Python 3.11 or newer; set PYTHON=python3.12, say."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made. On Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
