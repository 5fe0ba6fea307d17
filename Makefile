# Every command of the project; `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON_VENV := .venv/bin/python
WORKERS ?= 2
ARGS ?=
unexport PYTHONDONTWRITEBYTECODE  # many containers set it, and then each start of a program compiles all of it anew

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##### Try it

.PHONY: demo demo-check screenshots contact-sheet
demo: setup-run ## all programs of one site, with a sample department; Ctrl-C ends it
	@$(PYTHON_VENV) -m tests.sample_site.demo $(ARGS)

demo-check: setup-run ## the same without a person: from the department's change to the citizen's eyes, as a table
	@$(PYTHON_VENV) -m tests.sample_site.demo_check $(ARGS)

screenshots: setup ## take the pictures of docs/ anew: each kiosk screen and every page
	@$(PYTHON_VENV) -m tests.sample_site.screenshots $(ARGS)

contact-sheet: setup ## every kiosk screen in each language, size and ease, on sheets in var/contact-sheet/ to look through
	@$(PYTHON_VENV) -m tests.kiosk.contact_sheet var/contact-sheet $(ARGS)

##### Check it

.PHONY: check lint types imports test
check: lint types imports test ## what CI runs

lint: setup ## ruff
	.venv/bin/ruff check .

types: setup ## mypy --strict
	.venv/bin/mypy

imports: setup ## import-linter: who may import whom
	.venv/bin/lint-imports

test: setup ## all tests; one part: make test ARGS="tests/kiosk -k idle"
	.venv/bin/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

##### Measure it

.PHONY: bench-data bench-ingest
bench-data: setup ## load what the benches measure against, once: up to 3 million dossiers (about 6 minutes, 19 GB)
	@$(PYTHON_VENV) -m bench.data_stock $(ARGS)

bench-ingest: setup ## updates a second through HTTP beside the bare SQL, and a batch's cost with a million dossiers
	@$(PYTHON_VENV) -m bench.ingest $(ARGS)

.PHONY: bench-lookup chaos-lookup
bench-lookup: setup ## look-ups a second from memory, Redis and PostgreSQL beside the usual way; growth; memory
	@$(PYTHON_VENV) -m bench.lookup $(ARGS)

chaos-lookup: setup ## Redis and PostgreSQL killed, slow and back, a stampede, 100,000 made-up codes; who saw what is wrong
	@$(PYTHON_VENV) -m bench.chaos_lookup $(ARGS)

.PHONY: bench-agent bench-reconcile chaos-ingest
bench-agent: setup ## the agent after a week without network: 100,000 changed rows, how fast and in how much memory
	@$(PYTHON_VENV) -m bench.agent_backlog $(ARGS)

chaos-ingest: setup ## kill -9 and network cuts, 200 times, and a count of what is there afterwards
	@$(PYTHON_VENV) -m bench.chaos_ingest $(ARGS)

bench-reconcile: setup ## bytes that it costs agency and centre to find one difference among a million dossiers
	@$(PYTHON_VENV) -m bench.reconcile_bytes $(ARGS)

.PHONY: bench-scan bench-kiosk chaos-kiosk
bench-scan: setup ## what is read from degraded receipts, and how fast, beside zxing-cpp and pyzbar alone (about 10 minutes)
	@$(PYTHON_VENV) -m bench.scan $(ARGS)

bench-kiosk: setup ## a receipt in view to its status on the screen; start, rest and memory of the kiosk
	@$(PYTHON_VENV) -m bench.kiosk $(ARGS)

chaos-kiosk: setup ## an hour of use in minutes while centre, camera and printer fail; what an earlier citizen left
	@$(PYTHON_VENV) -m bench.chaos_kiosk $(ARGS)

##### Work on it

.PHONY: setup setup-run format migration constraints clean
setup: ## system packages and .venv; the other commands do this by themselves
	@tools/setup test

setup-run:
	@tools/setup run

format: setup ## sort imports and mend what ruff can mend
	.venv/bin/ruff check --fix .

migration: setup ## write a migration from the changed tables: make migration NAME="what changes"
	@tools/migration "$(NAME)"

constraints: setup ## renew constraints.txt: the newest version of everything
	@tools/constraints

clean: ## remove what commands have made, .venv and var/ with it
	rm -rf .venv var dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
