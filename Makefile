# Everything that people and CI do here. `make` alone says what there is.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# A pipeline option for once: make build ARGS="--strict --now 2026-12-01"
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help build check test test-integration lint format accept bench lock clean distclean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: $(VENV)/ready ## compile content/ into outputs/
	@$(BIN)/pipeline build $(ARGS)

check: $(VENV)/ready ## look for mistakes in content/, write nothing
	@$(BIN)/pipeline check $(ARGS)

test: $(VENV)/ready-dev ## run the tests
	@$(BIN)/python -m pytest -n auto --ignore tests/integration -m "not benchmark" $(ARGS)

test-integration: $(VENV)/ready-integration tests/integration/node_modules/.package-lock.json ## run the tests against programs of other makers
	@$(BIN)/python -m pytest -m integration tests/integration $(ARGS)

lint: $(VENV)/ready-dev ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/ready-dev ## put the code into its standard form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

accept: $(VENV)/ready-dev ## take what the tests get as what they expect; read the diff before you commit it
	@ACCEPT=1 $(BIN)/python -m pytest -q -n auto --ignore tests/integration -m "not benchmark" tests; git --no-pager diff --stat

bench: $(VENV)/ready-dev ## measure the build
	@$(BIN)/python -m pytest -q -s -m benchmark tests/benchmarks $(ARGS)

lock: ## choose the newest versions that pyproject.toml allows and pin them (needs uv)
	uv pip compile pyproject.toml $(EXTRAS) $(LOCK) -o requirements.lock
	uv pip compile pyproject.toml $(EXTRAS) --extra dev $(LOCK) -o requirements-dev.lock
	uv pip compile pyproject.toml $(EXTRAS) --extra dev --extra integration $(LOCK) -o requirements-integration.lock
EXTRAS := --extra build --extra lsp --extra watch
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

clean: ## remove what the build and the tests wrote; outputs/ keeps what is not ours
	@if [ -x $(BIN)/pipeline ]; then $(BIN)/pipeline clean; fi
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis dist

distclean: clean ## also remove the virtual environment
	@rm -rf $(VENV) tests/integration/node_modules

# The stamps are written last, so that an installation cut short is begun again.
$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Name another: make PYTHON=python3.12"; exit 2; }
	@echo "Setting up $(VENV) (once)…" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/ready-integration: $(VENV)/ready-dev requirements-integration.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-integration.lock
	@touch $@

tests/integration/node_modules/.package-lock.json: tests/integration/package-lock.json
	@cd tests/integration && npm ci --silent --no-audit --no-fund
	@touch $@
