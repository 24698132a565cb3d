PYTHON ?= python3
VENV = .venv/bin

.PHONY: help run dev test bench mutate check format lock env

help:
	@echo 'make run    the portal with the demo city at http://127.0.0.1:8000'
	@echo 'make dev    the same with DEBUG=1, reloading when code changes'
	@echo 'make test   everything from a fresh clone to a green test run'
	@echo 'make check  lint, types, floors, migrations, deployment settings'
	@echo 'make bench  the benchmarks; PART=voting runs one'
	@echo 'make mutate do tests fail when the code is wrong? MODULE=moves_desk, ALL=1, AGAIN=1'
	@echo 'make format sorts imports and formats'
	@echo 'make lock   pins requirements.txt and requirements-dev.txt anew'
	@echo 'make env    writes .env with random keys, if there is none'

run:
	@$(PYTHON) -m scripts.run

dev:
	@$(PYTHON) -m scripts.run --dev

test:
	@$(PYTHON) -m scripts.suite

check:
	@$(PYTHON) -m scripts.check

bench:
	@$(PYTHON) -m scripts.packages
	@$(PYTHON) -m scripts.setup --dev
	@$(VENV)/python -m bench.run $(PART)

mutate:
	@$(PYTHON) -m scripts.setup --dev
	@$(VENV)/python -m scripts.mutate $(if $(ALL),--all) $(if $(AGAIN),--again) $(MODULE)

format:
	@$(PYTHON) -m scripts.setup --dev
	@$(VENV)/ruff check --fix --quiet .
	@$(VENV)/ruff format --quiet .

lock:
	@$(PYTHON) -m scripts.setup --dev
	@$(VENV)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-find-links --output-file requirements.txt requirements.in
	@$(VENV)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-find-links --output-file requirements-dev.txt requirements-dev.in

env:
	@$(PYTHON) -m scripts.setup --env-only
