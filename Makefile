# `make practice` and `make test` set up what they need, in a virtual environment of their own.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: practice telegram test check format bench schemas clean

practice: $(VENV)/installed
	@$(BIN)/duilian practice

telegram: $(VENV)/installed
	@$(BIN)/duilian telegram

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/duilian check --strict
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/installed-dev
	@for script in tests/benchmarks/*.py; do $(BIN)/python -m "$$(echo "$${script%.py}" | tr / .)"; done

schemas: $(VENV)/installed-dev
	$(BIN)/python -m state.content.schemas
	$(BIN)/python -m state.content.reference

$(VENV)/installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Duilian needs Python 3.11 or newer; set PYTHON=python3.12, say."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made. On Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
