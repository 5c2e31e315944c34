# What a person can do here; `make` alone lists it. CI runs `make check`.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
# All that is needed is listed, so nothing is looked for.
PIP := $(PY) -m pip install --quiet --quiet --disable-pip-version-check --no-deps
.DEFAULT_GOAL := help
.PHONY: help run test check lint types programs fix docs faults bench demo browser messages migration clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: .venv/ready ## the whole site on this machine: http://127.0.0.1:8000/ (PORT=9000 make run takes another port)
	@exec $(PY) -m config.run

test: .venv/ready-dev programs ## all tests, on a PostgreSQL and a Redis of their own (T=tests/house for some)
	@$(PY) -m pytest $(or $(T),tests)

check: .venv/ready-dev ## everything CI asks for
	@$(MAKE) --no-print-directory --jobs=3 --output-sync=target lint types programs
	@$(MAKE) --no-print-directory test

# A browser and a virus scanner, where they can be installed; without them some tests do not run, and say so.
programs: .venv/ready-dev
	@$(PY) -m tests.chromium || true
	@$(PY) -m tests.clamav || true

lint: .venv/ready-dev ## style, floors and doors, migrations, production settings
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet . || (echo "make fix puts most of it right"; exit 1)
	@$(PY) -m pip check --quiet --disable-pip-version-check
	@$(BIN)/lint-imports --no-cache
	@$(PY) manage.py makemigrations --check --dry-run --no-color
	@$(PY) -m tests.deploy

types: .venv/ready-dev ## mypy, strict
	@$(BIN)/mypy

fix: .venv/ready-dev ## put style right
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

docs: .venv/ready-dev ## write the pages that are drawn from tables (permissions, lifecycle, API)
	@$(PY) manage.py docs

faults: .venv/ready-dev ## only the tests in which servers and workers are killed (FAULT_SECONDS=60 make faults)
	@$(PY) -m pytest -n 2 tests/faults

bench: .venv/ready-dev ## pages at 200,000 cases, the chase at 1,000,000 deadlines, an upload of 1 GiB (CASES=2000000 OPEN=10000,100000 make bench)
	@DB_STATEMENT_TIMEOUT=0 $(PY) -m pytest -n 0 tests/bench/bench_lists.py tests/bench/bench_chase.py
	@$(PY) -m pytest -n 0 -s tests/bench/bench_upload.py

demo: .venv/ready ## load the demo world without starting the site
	@$(PY) -m config.prepare

browser: .venv/ready-dev ## only the tests in a browser; pictures in .artifacts/
	@$(PY) -m tests.chromium
	@PICTURES=1 $(PY) -m pytest tests/browser

messages: .venv/ready-dev ## collect strings into config/locale/en and list those without a translation
	@$(PY) -m config.messages

migration: .venv/ready-dev ## make migration app=cases name=add_secrecy
	@test -n "$(app)" -a -n "$(name)" || (echo "make migration app=cases name=add_secrecy"; exit 1)
	@$(PY) manage.py makemigrations $(app) --name $(name)

clean: ## remove what can be made again; the data under .data/ stays
	rm -rf .venv .artifacts .mypy_cache .ruff_cache .pytest_cache staticfiles

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 or newer is needed (PYTHON=python3.12 make run names one)."; exit 1)
	@$(PYTHON) -m venv .venv || (rm -rf .venv; echo "This Python can't make a virtual environment: on Debian, apt-get install python3-venv."; exit 1)

.venv/ready: requirements.txt | .venv/bin/python
	@echo "Installing packages …"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/ready-dev: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing packages …"
	@$(PIP) -r requirements-dev.txt
	@touch .venv/ready $@
