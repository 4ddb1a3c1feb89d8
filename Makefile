# Two commands on a fresh Debian or Ubuntu machine: `make demo` and `make test`.
SHELL  := /bin/bash
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready
# The first Python that really runs and is new enough: a version manager leaves shims that do not.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
# Two test processes where there are two cores; each has its own window server.
WORKERS ?= 2

.PHONY: help setup system demo tour test check compliance faults hurried power-cut fuzz soak bench install-check docs build translations clean

help:             ## this list
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+: +##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 16

system:           ## install the system packages that are missing (root or sudo), or print the line
	@packaging/system-packages.sh

setup: $(STAMP)   ## make .venv with everything pinned; leaves .venv/bin/sop-kiosk

$(STAMP): requirements.lock pyproject.toml packaging/system-packages.sh
	@packaging/system-packages.sh
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup       ## open the kiosk with demo content (without a display: run the tour)
	@$(BIN)/python packaging/demo.py

tour: setup       ## a picture of every screen and every page, in both languages, in build/pictures
	$(BIN)/sop-kiosk tour -o build/pictures/kiosk
	$(BIN)/python -m tests.system.hub_tour build/pictures/hub

test: setup       ## the whole test suite
	@packaging/system-packages.sh tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: setup      ## style, types, import contracts, translations, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m kiosk.ui.i18n --check
	$(BIN)/sphinx-build -q -W -b html docs docs/_build

compliance: setup ## the 19 statements of 21 CFR Part 11 and Annex 11, each with what its tests say
	@$(BIN)/python -m tests.compliance

faults: setup     ## kill -9 of station and hub; 10,000 schedules of a bad network
	$(BIN)/python -m tests.campaigns.kill_nine --runs 1000
	$(BIN)/python -m tests.campaigns.kill_both --runs 200
	$(BIN)/python -m tests.campaigns.kill_both --runs 50 --postgresql
	$(BIN)/python -m tests.campaigns.sync_faults --schedules 10000

hurried: setup    ## an operator who taps faster than he looks
	$(BIN)/python -m tests.campaigns.hurried

power-cut: setup  ## 5,000 simulated power cuts with FULL, and with NORMAL as the control
	$(BIN)/python -m tests.campaigns.power_cut --runs 5000

fuzz: setup       ## malformed and hostile packages, codes and frames; other examples for every rule
	$(BIN)/python -m tests.campaigns.fuzz_loader --seconds 600
	$(BIN)/python -m tests.campaigns.fuzz_scan --seconds 300
	$(BIN)/python -m pytest --hypothesis-profile exploring tests/sop tests/sync/test_any_fault.py --timeout 3600

soak: setup       ## a virtual operator for an hour
	$(BIN)/sop-kiosk simulate --executions 5000 --seed 1 --data build/soak

bench: setup      ## every benchmark, each a ratio within one run
	$(BIN)/python -m benchmarks

install-check: setup ## pip install each part into an environment of its own and try it there (minutes)
	$(BIN)/python packaging/install_check.py

docs: setup       ## the guides as HTML in docs/_build
	$(BIN)/sphinx-build -q -W -b html docs docs/_build

build: setup      ## one folder with an executable in dist/sop-kiosk
	$(BIN)/pyinstaller --noconfirm build.spec

translations: setup ## refresh the .ts and .qm files from the sources
	$(BIN)/python -m kiosk.ui.i18n --update

lock:             ## pin again, with hashes (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -o requirements.lock

clean:            ## remove what can be made again
	rm -rf $(VENV) build dist docs/_build *.egg-info
