# `make demo` asks the sample corpus three questions, `make test` runs the suite; `make faults` does
# every harm at length and takes each defence away in turn, `make bench` measures, `make real` leads
# a real small language model (90 MB) through all that is done with one, `make rehearsal` does the
# whole work on up to 100,000 made-up abstracts (hours). Each installs what it needs into .venv on
# the first run and starts at once afterwards.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HEA := $(BIN)/hea

.PHONY: demo test lint faults bench real rehearsal clean

demo: $(VENV)/.installed
	$(HEA) build
	@printf '\n\033[1m1. A value\033[0m\n'
	$(HEA) ask "What is the fracture toughness of the Cantor alloy at 77 K?"
	@printf '\n\033[1m2. A mechanism\033[0m\n'
	$(HEA) ask "Why does CrMnFeCoNi get tougher when it is cooled?"
	@printf '\n\033[1m3. A question the corpus cannot answer\033[0m\n'
	$(HEA) ask "What is the fracture toughness of CrMnFeCoNi at 600 °C?"

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

faults: $(VENV)/.installed-dev
	$(BIN)/python tests/faults/run_faults.py

bench: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet -c requirements.lock -e '.[bench]'
	$(HEA) bench all

real: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet --no-deps --require-hashes -r tests/real/requirements.txt
	HEA_REAL=1 $(BIN)/python -m pytest -x --durations=12 tests/real

rehearsal: $(VENV)/.installed-dev
	$(HEA) bench corpus --n 1000,10000,100000

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet -c requirements.lock -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet -c requirements.lock -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) data
