# What one does with a checkout. `make demo` and `make test` set everything up by themselves.
BIN := .venv/bin
DEMO := build/demo.sqlite
ARTICLES = $(wildcard examples/[0-9]*.*)
TESTS ?=
SECONDS ?= 300
TARGET ?=
PORT ?= 8470

.DEFAULT_GOAL := help
.PHONY: help demo serve browser test check bench scaling fuzz gate gate-final shuffle rules fix clean ready ready-dev

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: ready ## Read the example articles and ask them one question of each kind
	@mkdir -p build && rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	@$(BIN)/chancery read $(ARTICLES) --record $(DEMO) --json --out build/demo.jsonl
	@echo && sh tools/tour.sh $(BIN)/chancery $(DEMO)
	@printf '%s\n' 'Try next:' \
	  '  $(BIN)/chancery search consulate --record $(DEMO)' \
	  '  $(BIN)/chancery facts --between Kazakhstan Russia --record $(DEMO)' \
	  '  make serve' \
	  '  $(BIN)/chancery explain "Japan will open a consulate general in Bengaluru."'

serve: ready ## Show the record of the example articles in the browser (PORT=8470)
	@test -f $(DEMO) || $(MAKE) --no-print-directory demo
	$(BIN)/chancery serve --record $(DEMO) --port $(PORT)

browser: ready-dev ## Run the tests that need Chromium, in Debian's chromium
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt playwright
	$(BIN)/python -m pytest -m browser $(TESTS)

test: ready-dev ## Run the tests (TESTS='-k words' picks some)
	$(BIN)/python -m pytest $(TESTS)

check: ready-dev ## Check format, lint, types, layers, spelling and documentation
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell --skip='*.ru.*,*/data/*,*/gold/*,*/names/*,tools/gazetteer/*' --ignore-words-list=abl,nin,presse,caf,ist,asain \
	  src tests tools benchmarks docs examples README.md CHANGELOG.md Makefile
	$(BIN)/python tools/check_docs.py

gate: ready-dev ## Score the sets against their expected facts and the pinned floors
	$(BIN)/python benchmarks/gate.py

gate-final: ready-dev ## Score the sealed test part, figures alone; at most twice an issue
	$(BIN)/python benchmarks/final.py

shuffle: ready-dev ## Score the gold articles with other people, places, bodies and numbers in them
	$(BIN)/python benchmarks/shuffle.py

fuzz: ready-dev ## Feed every reader with broken bytes, five minutes each (SECONDS=60, TARGET=page)
	$(BIN)/python tools/fuzz/run.py --seconds $(SECONDS) $(TARGET)

scaling: ready ## Say how the time of each reader grows with its input
	$(BIN)/python benchmarks/scaling.py

bench: ready ## Measure articles a second, latency and memory by language
	$(BIN)/python benchmarks/bench.py

fix: ready-dev ## Put format, simple lint and generated documentation right
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIN)/python tools/write_reference.py

rules: ready-dev ## Write the table of rules anew
	$(BIN)/python tools/rule_table.py

clean: ## Remove everything that was made
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.egg-info' -type d -prune -exec rm -rf {} +

ready:
	@sh tools/setup.sh web,serve

ready-dev:
	@sh tools/setup.sh web,serve,dev
