# Everything a person does with this repository. `make` alone shows the list.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
ARGS ?=
TIER ?= first
ONLY ?=

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: install
install: $(INSTALLED) ## Create .venv with everything that is pinned (needs Python 3.11 or newer)

# The virtual environment itself is made only when there is none that runs; the packages follow the pins.
$(INSTALLED): pyproject.toml constraints.txt
	@$(BIN)/python -c '' 2>/dev/null || { \
	    $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	        echo "Postaify needs Python 3.11 or newer, and '$(PYTHON)' is not (found: $$($(PYTHON) --version 2>&1))." \
	            "Name another one: make install PYTHON=python3.12" >&2; \
	        exit 1; }; \
	    echo "Creating $(VENV) with $$($(PYTHON) --version)."; \
	    $(PYTHON) -m venv --clear $(VENV); }
	@echo "Installing what pyproject.toml and constraints.txt name."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

.PHONY: run
run: install ## Start everything; the last lines name the chat page. Ctrl-C stops it
	@$(BIN)/postaify

.PHONY: test
test: install ## Run all tests; ARGS="-k pace" for some of them
	@$(BIN)/pytest --numprocesses 5 --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: bench
bench: install ## Measure and write bench/results.json; ONLY=library for one part
	@ONLY="$(ONLY)" $(BIN)/python -m bench

.PHONY: faults
faults: install ## Kill, stop, crash and cut what works and delivers; TIER=nightly, ARGS="S1 --seed 7"
	@$(BIN)/pytest -m kills tests/faults tests/pictures tests/voice
	@$(BIN)/python -c 'import libfaketime' 2>/dev/null || \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check libfaketime==3.0.1 || \
	    echo "libfaketime cannot be installed: S10 will not be run." >&2
	@$(BIN)/python -m tests.faults.scenarios --tier $(TIER) $(ARGS)

.PHONY: mutants
mutants: install ## Take one protection of delivery away at a time, and see whether the harness notices
	@$(BIN)/python -m tests.faults.mutants $(ARGS)

.PHONY: lint
lint: install ## Check style, types and the walls between the packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: install ## Mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: migration
migration: install ## Write a migration from changed models: NAME=what_changes (needs no database)
	@test -n "$(NAME)" || { echo 'A migration needs a name: make migration NAME=what_changes' >&2; exit 1; }
	@$(BIN)/aerich -c aerich.ini migrate --offline --name "$(NAME)"

.PHONY: clean
clean: ## Remove .venv and every cache; the data under .postaify stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
