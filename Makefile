# Two targets are enough for a stranger: `make serve` and `make test`.
# `make test FILE=tests/x.py` runs one file, whatever it needs; `make test-all` runs everything.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 8000
BROWSER := server/browser
BUILT  := server/statementgraph/web/built

QUICK  := not (server or browser or w3c or slow or serial)
PARALLEL := --numprocesses auto --dist loadfile

.PHONY: serve test test-all check lint types assets bench mutate lock clean

serve: $(VENV)/.serve assets
	$(BIN)/statementgraph serve --host $(HOST) --port $(PORT)

test: $(VENV)/.dev assets
	$(BIN)/pytest $(or $(FILE),$(PARALLEL) -m "$(QUICK)")

test-all: $(VENV)/.dev assets
	$(BIN)/pytest $(PARALLEL) --hypothesis-profile=ci -m "not serial"
	$(BIN)/pytest --hypothesis-profile=ci -m serial

check: $(VENV)/.serve
	$(BIN)/statementgraph check

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.dev
	$(BIN)/mypy

# What the pages load in a browser, made from the npm packages in the lock file.
assets: $(BUILT)/.made

# Makes wrong edits of the data and says which of them `check` notices: minutes.
# `make mutate ROOT=tests/fixtures/isles MOST=0` runs all of another root;
# REVIEW=--review holds each edit against a second reading made for the run.
ROOT ?= .
MOST ?= 5
mutate: $(VENV)/.dev
	$(BIN)/python -m mutation $(ROOT) --most $(MOST) $(REVIEW) --least $(if $(REVIEW),99,95)

bench: $(VENV)/.dev assets
	$(BIN)/python -m bench

# Writes the lock files anew from pyproject.toml; needs `uv` on the PATH.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-header \
	  --group build --output-file requirements.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-header \
	  --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-header \
	  --group node --output-file requirements-node.lock

clean:
	rm -rf $(VENV) .cache build dist $(BROWSER)/node_modules $(BUILT)

# The virtual environment, brought up to date whenever a lock file changes.
$(VENV)/.serve: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("statementgraph needs Python 3.11 or newer; set PYTHON to one.")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.serve
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	touch $@

$(BUILT)/.made: $(BROWSER)/build $(wildcard $(BROWSER)/*.* $(BROWSER)/src/* $(BROWSER)/src/*/*) | $(VENV)/.serve
	BIN=$(abspath $(BIN)) sh $(BROWSER)/build
	touch $@
