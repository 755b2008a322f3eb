# Everything that is done with this repository. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PYTEST = PYTEST_DEBUG_TEMPROOT=$$(bin/find-room) $(BIN)/pytest -q -n auto --dist loadgroup
ARGS ?=

# Compiled once, though the environment may ask for it in each of the many processes that tests start.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup run check quick lint test browser journey bench lighthouse screenshot stack stack-down lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 14

setup: $(INSTALLED) ## Make .venv from requirements.lock, every package by its hash

$(INSTALLED): requirements.lock bin/make-venv
	@bin/make-venv $(VENV)
	@touch $@

run: setup ## Run the product with the sample floor, http://localhost:8000 (ARGS="--port 9000")
	@$(BIN)/floorwalk run --demo $(ARGS)

check: setup ## Style, types, layers, and the tests that are short and need neither the product, a browser nor a server
	@$(MAKE) --no-print-directory --jobs lint quick

quick: setup
	$(PYTEST) --hypothesis-profile=quick -m "not slow"

lint: setup ## Style, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup browser ## The whole suite, in a real browser too
	LIGHTHOUSE=$$(bin/find-lighthouse) $(PYTEST) $(ARGS)

browser: setup
	@bin/find-chromium >/dev/null || $(BIN)/playwright install chromium

bench: setup ## Measure, and write bench/results/*.json and the table in the README
	$(BIN)/python -m bench

lighthouse: setup browser ## Have Lighthouse look at the screens as a phone shows them; needs npm
	$(BIN)/python -m bench.lighthouse

screenshot: setup browser ## Take docs/screenshots/*.png anew
	$(BIN)/python -m bench.screenshots

stack: setup ## Run one process per job, with its own PostgreSQL and RabbitMQ: http://localhost:8800 (ARGS="--port 9000")
	@$(BIN)/python -m stack up $(ARGS)

stack-down: setup ## Stop what `make stack` started; its data stays in var/stack
	@$(BIN)/python -m stack down $(ARGS)

lock: ## Resolve the dependencies anew into requirements.lock; needs uv
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.lock
	uv pip compile pyproject.toml --constraints requirements.lock --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.runtime.lock
	uv pip compile --group build --constraints requirements.lock --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.build.lock

clean: ## Take away what was built or measured here, not your home folder var/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
