# Two commands: `make demo` and `make test`. Each does all of its own set-up. The others are for those who build it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test bench rulebook pictures format

PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV := $(shell command -v uv || echo .tools/uv)
RUN := $(UV) run --frozen --quiet
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON ?= $(PYTHON)
# Where compiled code may not be kept, each of the hundred commands that the tests start compiles it anew.
unexport PYTHONDONTWRITEBYTECODE
SERVE ?= 1

help:
	@echo "make demo          set up, load the demonstration council, write the board's report, and serve it"
	@echo "make demo SERVE=0  the same, without serving"
	@echo "make test          set up, and check everything"
	@echo "make bench         measure, and print the table of docs/benchmarks.md"
	@echo "make rulebook      write docs/rulebook.md and the page of measures anew"
	@echo "make pictures      take the pictures of docs/using/ anew, in a browser"
	@echo "make format        put the code into its format"

.tools/uv:
	@$(PYTHON) tools/get_uv.py

# Installs what uv.lock says; a second run takes a blink.
.venv/installed: uv.lock pyproject.toml | $(filter .tools/uv,$(UV))
	@$(UV) sync --frozen --quiet
	@touch .venv/installed

demo: .venv/installed
	@$(RUN) goldenthread demo --serve $(SERVE)

test: .venv/installed
	@$(RUN) python tools/check.py

bench: .venv/installed
	@$(RUN) python -m tests.benchmarks

rulebook: .venv/installed
	@$(RUN) python -m goldenthread.rulebook.reference_page > docs/rulebook.md
	@$(RUN) python -m goldenthread.casedata.measures.page > docs/using/measures-from-records.md

pictures: .venv/installed
	@GOLDENTHREAD_PICTURES=1 $(RUN) pytest --quiet tests/journeys/test_pictures.py

format: .venv/installed
	@$(RUN) ruff check --fix --quiet . || true
	@$(RUN) ruff format --quiet .
