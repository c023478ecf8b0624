# Claimed Losses: everything that is done from a terminal. `make help` lists it.
# Works with GNU make from 3.81 (macOS) on. What a target makes, it makes again only when needed.

# Given by hand or through the environment: PYTHON, HOST, PORT, DATABASE_URL, SECRET_KEY, …
export PYTHON
# Python keeps what it has compiled, or every process that a test starts would compile it again.
export PYTHONDONTWRITEBYTECODE =

python = .venv/bin/python
# The checks see the settings as delivered, whatever the environment says.
as_delivered = env -u ALLOWED_HOSTS -u ARCHIVE_DELAY -u ARCHIVE_SERVICE -u CSRF_TRUSTED_ORIGINS -u DATABASE_POOL \
	-u DATABASE_URL -u DEBUG -u HOST -u HTTPS_ONLY -u MEDIA_ROOT -u PORT -u PROXIES -u REQUIRE_REVIEW -u SECRET_KEY
pytest = $(python) -m pytest --durations=25 --durations-min=0.5 $(if $(LONG),--hypothesis-profile=long,-m "not slow")

.PHONY: help run editor reviewer test test-long lint format lock bench bench-upload bench-pages guide-pictures runtime development assets test-needs
.PHONY: test-sqlite test-postgres test-browser
.NOTPARALLEL:

help: ## List these commands
	@echo "Claimed Losses. Commands:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-22s %s\n", $$1, $$2}'

run: runtime assets ## Set everything up and serve the site (PORT=8001, HOST=0.0.0.0 to change the address)
	@$(python) manage.py serve

editor: runtime ## Make an editor who may log in (EDITOR_NAME and EDITOR_PASSWORD, or asks)
	@$(python) manage.py create_editor

reviewer: runtime ## Make a reviewer who may publish (EDITOR_NAME and EDITOR_PASSWORD, or asks)
	@$(python) manage.py create_editor --reviewer

# Each part runs even where another fails; what failed is said at the end.
test: development test-needs assets ## Check everything: style, layers, tests on both databases and in a browser
	@trap 'exit 130' INT; failed=; \
	for part in lint test-sqlite test-postgres test-browser; do \
		$(MAKE) --no-print-directory $$part || failed="$$failed $$part"; \
	done; \
	if [ -n "$$failed" ]; then echo "== Failed:$$failed"; exit 1; fi

test-long: ## The same with the slow tests, many more examples, and all pages on both databases (before a release)
	@$(MAKE) --no-print-directory test LONG=yes

lint: development ## Check style, formatting, migrations and layers
	@echo "== Lint"
	@$(python) -m ruff check
	@echo "== Formatting"
	@$(python) -m ruff format --check
	@echo "== Missing migrations"
	@$(as_delivered) DATABASE_URL=sqlite://:memory: $(python) manage.py makemigrations --check --dry-run
	@echo "== Layers"
	@.venv/bin/lint-imports --no-logo

format: development ## Put the code in the agreed format
	@$(python) -m ruff check --fix
	@$(python) -m ruff format

test-sqlite: development assets ## Run the tests on SQLite
	@echo "== Tests on SQLite"
	@$(as_delivered) $(pytest) --numprocesses auto tests --ignore=tests/browser

test-postgres: development assets ## Run the tests on a PostgreSQL started for them
	@echo "== Tests on PostgreSQL"
	@$(as_delivered) $(python) scripts/with_postgres.py $(pytest) --numprocesses auto --second-database=$(if $(LONG),whole,brief) tests --ignore=tests/browser

test-browser: development assets ## Run the tests in headless Chromium
	@echo "== Tests in the browser"
	@$(as_delivered) $(python) scripts/with_chromium.py $(pytest) --numprocesses 2 tests/browser

bench: development assets ## Measure verdicts, loading and pages on this machine
	@$(as_delivered) $(python) scripts/bench_verdicts.py
	@$(as_delivered) $(python) scripts/bench.py
	@$(as_delivered) $(python) scripts/with_postgres.py $(python) scripts/bench.py

bench-upload: development ## Measure an editor's import of 50,000 rows on this machine
	@$(as_delivered) $(python) scripts/bench_upload.py
	@$(as_delivered) $(python) scripts/with_postgres.py $(python) scripts/bench_upload.py

bench-pages: development test-needs assets ## Measure the timeline in headless Chromium against the limit page (VERBOSE=1: every run)
	@$(as_delivered) $(python) scripts/bench_pages.py $(if $(VERBOSE),--verbose)

guide-pictures: development test-needs assets ## Make the pictures of the editors' guide anew, from the pages as they are
	@$(as_delivered) $(python) scripts/guide_pictures.py

lock: development ## Choose the newest fitting versions and pin them, with hashes
	@$(lock) requirements.in --output-file requirements.txt
	@$(lock) requirements-dev.in --output-file requirements-dev.txt
	@$(lock) requirements-node.in --output-file requirements-node.txt

lock = $(python) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

# What the targets above need.

environment = interpreter=$$(sh scripts/find_python.sh) && "$$interpreter" scripts/environment.py .venv

runtime:
	@$(environment) requirements.txt

development:
	@$(environment) requirements.txt requirements-dev.txt

assets:
	@$(python) scripts/browser_assets.py

test-needs:
	@$(python) scripts/needs_of_tests.py
