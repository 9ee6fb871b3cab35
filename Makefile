# make demo   read the bundled dispatches and print the brief: needs python3 (3.11 or 3.12), make and a network
# make test   style, types, house rules and the tests
# make bench  accuracy and speed, with their floors
# The rest: lint, docs, golden, lock, clean.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := demo
.PHONY: demo test lint bench docs golden lock clean

# The first of these that runs and is new enough; `make demo PYTHON=/path/to/python3.12` chooses another.
IS_RIGHT := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))
PYTHON ?= $(firstword $(foreach name,python3 python3.12 python3.11,$(shell $(name) -c '$(IS_RIGHT)' 2>/dev/null && echo $(name))))

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
INSTALL := $(PIP) install --require-hashes --only-binary :all: --requirement
RUN := .venv/run.stamp
DEV := .venv/dev.stamp
EXAMPLES := $(wildcard foedus/data/examples/*.txt)

demo: $(RUN)
	@mkdir -p demo
	@echo "Reading $(words $(EXAMPLES)) dispatches ..."
	@$(BIN)/foedus read $(EXAMPLES) --quiet --format jsonl --output demo/reading.jsonl
	@$(BIN)/foedus read $(EXAMPLES) --quiet --format html --output demo/reading.html
	@$(BIN)/foedus brief $(EXAMPLES)
	@echo
	@echo "Next:"
	@echo "  open demo/reading.html in a browser      every claim marked in its text"
	@echo "  $(BIN)/foedus read $(firstword $(EXAMPLES))"
	@echo "  $(BIN)/foedus read YOUR-ARTICLE.txt --published 2025-06-30"
	@echo "  docs/tutorial.md                         a question, answered step by step"

test: lint
	@CI=$${CI:-} $(BIN)/pytest

lint: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(DEV)
	@$(BIN)/python bench/run.py

docs: $(DEV)
	@$(BIN)/python tools/print_docs.py

golden: $(DEV)
	@$(BIN)/python tests/test_golden.py --rewrite

# Only the makers of a lock need uv (https://docs.astral.sh/uv/); its users need pip alone.
UV ?= uv
COMPILE = $(UV) pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--default-index https://pypi.org/simple --no-emit-index-url --custom-compile-command 'make lock' --quiet

lock:
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv, or make lock UV=/path/to/uv"; exit 1; }
	$(COMPILE) --extra build --output-file requirements.lock
	$(COMPILE) --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# --- the virtual environment; a stamp is younger than the lock it was installed from ---

$(BIN)/python:
	@test -n "$(PYTHON)" || { \
	  echo "Foedus needs Python 3.11 or 3.12; python3 here is: $$(python3 --version 2>&1 || true)"; \
	  echo "Install one, or say where it is: make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c '$(IS_RIGHT)' || { \
	  echo "Foedus needs Python 3.11 or 3.12; $(PYTHON) is: $$($(PYTHON) --version 2>&1)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv .venv

$(RUN): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the locked packages (a few minutes the first time) ..."
	@$(INSTALL) requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	@echo "Installing the locked development packages ..."
	@$(INSTALL) requirements-dev.lock
	@touch $@
