# Every command sets itself up: `make demo` and `make test` work on a fresh machine with git, make and Python 3.11.
PYTHON ?= python3
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

.PHONY: install demo demo-reset test check format bench screenshots fonts lock

install: .venv/installed

.venv/installed: locks/dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r locks/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: install
	$(BIN)/veillee demo

demo-reset: install
	rm -rf var/demo
	$(BIN)/veillee demo

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/python tools/browser.py
	$(BIN)/pytest -n 2 --dist worksteal

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install
	$(BIN)/python -m bench

screenshots: install
	$(BIN)/python tools/browser.py
	$(BIN)/python -m tools.phone_shots
	$(BIN)/python -m tools.encounter_shots
	$(BIN)/python -m tools.gallery_shots
	$(BIN)/pytest -q tests/browser/console tests/journeys

fonts: install
	$(BIN)/python tools/fonts.py

lock: install
	$(COMPILE) -o locks/phone.txt
	$(COMPILE) --extra server -o locks/server.txt
	$(COMPILE) --extra server --extra demo --extra dev -o locks/dev.txt
