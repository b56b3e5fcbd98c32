# The commands of the project; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
UV_VERSION := 0.13.9

.DEFAULT_GOAL := help
.PHONY: help install report test lint types check demo lab lock bench bench-read clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "analys needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
	  echo "Name another with: make PYTHON=/path/to/python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  echo "Python's venv module is missing (Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

install: $(READY)  ## make the environment in .venv

report: $(READY)  ## run all notebooks on the material and make figures, tables and pages
	@$(BIN)/analys build

test: $(READY) lint types  ## environment, ruff, types and the whole suite
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(READY)  ## ruff, rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY)  ## mypy, strict
	@$(BIN)/mypy

check: $(READY)  ## say what the material holds and what is wrong with it
	@$(BIN)/analys check data/demo

demo: $(READY)  ## make the synthetic material anew from its seed
	@$(BIN)/analys demo

# jupyter/ has the settings with which a double click opens a .py as a notebook.
lab: $(READY)  ## open the notebooks in JupyterLab
	@JUPYTER_CONFIG_PATH="$(CURDIR)/jupyter$${JUPYTER_CONFIG_PATH:+:$$JUPYTER_CONFIG_PATH}" \
	  $(BIN)/jupyter lab --ServerApp.root_dir="$(CURDIR)" --LabApp.default_url=/lab/tree/notebooks \
	  $(LAB_OPTIONS)

lock: $(READY)  ## renew requirements.lock from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url --group dev pyproject.toml -o requirements.lock --upgrade

# PARTS: full, changes, each, growth (or each-10, …); all take hours.
bench: $(READY)  ## time the report run anew, beside by hand, and write benchmarks/README.md
	@$(BIN)/python benchmarks/rerun.py --parts "$(PARTS)"

bench-read: $(READY)  ## time the reading of large projects, and write benchmarks/READING.md
	@$(BIN)/python benchmarks/read.py

clean:  ## remove the products (never the material)
	@rm -rf reports .analys .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find figures -type f ! -name README.md -delete
