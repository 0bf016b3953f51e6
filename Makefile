# danvan: every command a developer or a machine needs. `make help` lists them.

NEEDS := Needs git, make, python3-venv and Python 3.11 to 3.13.

# The first Python that fits: right version, and able to make a virtual environment with pip in it.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	>/dev/null 2>&1 && echo $$p && break; done)

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input
STAMPS := $(VENV)/stamps
MESSAGES := $(wildcard src/danvan/locale/*/LC_MESSAGES/django.po)
COMPILED := $(MESSAGES:.po=.mo)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help needs demo test test-system bench-system accuracy bench bundle lock catalogues messages reference licences changelog \
	screenshot format clean

help: needs ## List the commands.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

needs:
	@command -v git >/dev/null 2>&1 && test -n "$(PYTHON)" || { echo "$(NEEDS)" >&2; exit 1; }

# -- environments ----------------------------------------------------------------------------------

$(PY): | needs
	@echo "Making $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV)

$(STAMPS)/run: requirements/build.txt requirements/run.txt pyproject.toml | $(PY)
	@echo "Installing what danvan runs on ..."
	@$(PIP) --require-hashes -r requirements/build.txt -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --no-index --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/run
	@echo "Installing what the tests use ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(STAMPS)/bench: requirements/bench.txt $(STAMPS)/dev
	@echo "Installing what the benchmarks use ..."
	@$(PIP) --require-hashes -r requirements/bench.txt
	@touch $@

# -- everyday --------------------------------------------------------------------------------------

%.mo: %.po tools/catalogues.py $(STAMPS)/run
	@$(PY) tools/catalogues.py compile $<

messages: needs $(STAMPS)/run $(COMPILED)

demo: needs $(STAMPS)/run messages ## Load the demonstration and serve it on this computer.
	@sh tools/demo.sh $(VENV)/bin/danvan

test: needs $(STAMPS)/dev messages ## Run every check on both databases; says what is missing.
	@$(PY) tools/check_all.py

test-system: ## As root: install what the tests need beyond Python (Chromium, PostgreSQL, fonts).
	@sh tools/test_system.sh

bench-system: ## As root: install what the benchmarks need beyond that (wrk, which sends petitions).
	@sh tools/test_system.sh wrk

accuracy: needs $(STAMPS)/run ## Print how much of structure and duties the reader finds; ARGUMENTS=--write keeps it.
	@$(PY) benchmarks/accuracy.py $(ARGUMENTS)

bench: needs $(STAMPS)/bench messages ## Run the benchmarks one after the other.
	@sh tools/bench.sh $(PY)

bundle: needs $(STAMPS)/run messages ## Make one archive that installs without a network, in dist.
	@$(PY) tools/bundle.py

# -- now and then ----------------------------------------------------------------------------------

format: needs $(STAMPS)/dev ## Put code into the house layout.
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

catalogues: needs $(STAMPS)/dev ## Collect texts for translation from code and templates.
	@$(PY) tools/catalogues.py extract

reference: needs $(STAMPS)/run messages ## Write docs/reference from what the code declares.
	@$(PY) tools/reference.py write

licences: needs $(STAMPS)/run ## Write THIRD-PARTY.md from the locked requirements.
	@$(PY) tools/licences.py write

changelog: needs $(STAMPS)/run ## Print what changelog.d adds; a release pastes it into CHANGELOG.md.
	@$(PY) tools/changelog.py show

screenshot: needs $(STAMPS)/dev messages ## Take the README's picture of the running demonstration.
	@$(PY) tools/screenshot.py

lock: needs $(PY) ## Write requirements/*.txt anew from requirements/*.in.
	@sh tools/lock.sh $(PY)

clean: ## Remove everything that make has made, the demonstration's data included.
	rm -rf $(VENV) var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src -name '*.mo' -delete
