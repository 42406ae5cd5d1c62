# Two commands for a newcomer: `make demo` and `make test`. Needs Python >= 3.11 and nothing else.

SHELL := /bin/bash
VENV  := .venv
BIN   := $(VENV)/bin
SCALE ?= small
WORKERS ?= 2
HUB_PORT ?= 8000
export HUB_PORT
# pip asks for no newer pip and never mixes in an address from the user's configuration's links.
PIP   := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip

.PHONY: help demo test lint bench soak venv venv-dev lock clean

help:
	@echo "make demo   install, start PostgreSQL and the mock sources, sync, serve (HUB_PORT, SCALE)"
	@echo "make test   lint, types, architecture, all tests"
	@echo "make bench  measurements, one JSON object a line"
	@echo "make soak   long runs"
	@echo "make lint   ruff and mypy only"
	@echo "make lock   resolve the dependencies anew into the two lock files (needs uv)"
	@echo "make clean  remove the virtual environment and caches (not the data in .hub)"

demo: venv
	@exec $(BIN)/hub demo --scale "$(SCALE)"

test: lint
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

lint: venv-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: venv-dev
	@$(BIN)/python -m tests.bench

soak: venv-dev
	@$(BIN)/python -m tests.soak

# --- the virtual environment ------------------------------------------------------------------
# A stamp per lock file: nothing is installed again until a lock file changes.

venv: $(VENV)/.installed
venv-dev: $(VENV)/.installed-dev

$(VENV)/.python:
	@python=$$(for name in python3.13 python3.12 python3.11 python3 python; do \
	    "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	        && echo "$$name" && break; done); \
	if [ -z "$$python" ]; then \
	    echo "fiscalhub needs Python 3.11 or newer; none of python3.13, python3.12, python3.11," \
	         "python3 on PATH is. Install one and run make again." >&2; exit 2; fi; \
	"$$python" -c 'import venv, ensurepip' 2>/dev/null || { \
	    echo "$$python has no venv module; on Debian or Ubuntu: apt install $$python-venv" >&2; \
	    exit 2; }; \
	echo "making $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv --clear $(VENV)
	@touch $@

# The run-time lock first, so that `make demo` never waits for test tools.
$(VENV)/.locked: requirements.lock | $(VENV)/.python
	@echo "installing the pinned packages of $<"
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r $<
	@touch $@

$(VENV)/.locked-dev: requirements-dev.lock | $(VENV)/.locked
	@echo "installing the pinned packages of $<"
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r $<
	@touch $@

# Installed in place; again when pyproject.toml changes, for its entry points.
$(VENV)/.installed: pyproject.toml $(VENV)/.locked
	@$(PIP) install --quiet --no-deps --no-index --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed $(VENV)/.locked-dev
	@touch $@

# --- maintenance ------------------------------------------------------------------------------

UV_COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
              --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

lock:
	$(UV_COMPILE) --extra build --output-file requirements.lock
	$(UV_COMPILE) --extra build --extra dev --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
