# Every command sets itself up: `make demo` and `make test` work on a fresh machine with git, make and Python 3.11.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo demo-reset test check format bench screenshots fonts lock clean

install: .venv/installed

.venv/installed: locks/dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r locks/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@
