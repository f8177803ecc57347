# Everything runs from .venv, which builds itself from the lock files. `make` alone lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Another interpreter: make PYTHON=python3.12 test (it rebuilds .venv if the version differs).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 3

# `=`, not `:=`: asked only where a rule needs it.
WANTED = $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
ifeq ($(origin PYTHON),file)
INTERPRETER := $(firstword $(wildcard $(VENV)/.python-*) $(VENV)/.python-$(WANTED))
else
INTERPRETER := $(VENV)/.python-$(WANTED)
endif
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

export PROMPT

.PHONY: help demo run test coverage check bench soak screenshots words lock clean

help: ## List the targets.
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

demo: $(RUNTIME) ## See it work, no account needed. PROMPT="a red fox" plays one /imagine without a browser.
	@$(BIN)/python -m sandbox demo $(if $(PROMPT),--prompt "$$PROMPT")

run: $(RUNTIME) ## Run the bot with the keys in .env.
	@$(BIN)/inkling run

test: $(DEV) ## Run all tests but the long sweeps.
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not soak"

# Apart from `test`: counting lines doubles the time of everything.
coverage: $(DEV) ## Run the same tests, and tell which lines none of them reaches.
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not soak" --cov --cov-report=term --cov-fail-under=90

soak: $(DEV) ## Run the long sweeps.
	@$(BIN)/python -m pytest -n $(WORKERS) -m soak --timeout=1200

check: $(DEV) ## Lint, format, types, import directions, dependencies, lock files, translations.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .
	@$(BIN)/python -m scripts.locks check
	@$(BIN)/python -m scripts.catalogue check
	@$(BIN)/python -m scripts.tables check

bench: $(DEV) ## Measure latency, polls, memory and start time, as ratios.
	@$(BIN)/python -m bench

screenshots: $(DEV) ## Draw what people see into docs/screenshots, with Chromium. PARTS="states members rooms languages" draws some.
	@$(BIN)/python -m scripts.screenshots $(PARTS)

words: $(DEV) ## Bring the translations up to date with the code, and compile them; ADD=fr begins one.
	@$(BIN)/python -m scripts.catalogue update $(if $(ADD),--add $(ADD))

lock: $(DEV) ## Compile the lock files from pyproject.toml; UPGRADE=1 takes newer versions.
	@$(BIN)/python -m scripts.locks compile $(if $(UPGRADE),--upgrade)

clean: ## Remove what the other targets built.
	rm -rf $(VENV) build *.egg-info .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(INTERPRETER):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Inkling needs Python 3.11, 3.12 or 3.13. Choose one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Building $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(RUNTIME): requirements.lock pyproject.toml $(INTERPRETER)
	@echo "Installing what Inkling needs ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing the tools for tests and checks ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
