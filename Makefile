# make run: set up and open the app. make test: set up and run the tests. Nothing outside this folder is written
# (but for chromium, which `make test` installs where it is root and the browser tests would be skipped without it).
PYTHON ?= python3.11
SHARED ?= ../shared
export PIP_CACHE_DIR := $(CURDIR)/.cache/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
HEAVY := training or conversion or rendering

.PHONY: run test test-all lint models catalogue thresholds evaluate truth space-check bench bench-quick bench-scale lock audit mutation soak crowd chromium clean

run: .venv/.run
	.venv/bin/streamlit run streamlit_app.py

test: .venv/.dev chromium lint
	.venv/bin/python -m pytest -m "not ($(HEAVY))"

test-all: test .venv-models/.ready .venv-atelier/.ready .venv-scale/.ready
	.venv-models/bin/python -m pytest tests/training tests/convert
	.venv-atelier/bin/python -m pytest tests/atelier
	.venv-scale/bin/python -m pytest tests/scale

lint: .venv/.dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

# Train, convert and evaluate every model from $(SHARED); hours on two cores. The detector's start is downloaded, unless
# yolo11n_coco_init.pt lies among the weights there. Gender, embedder and pose look at what the
# detector finds, so it comes first; the thresholds for "nothing close enough" need the embedded catalogue: `make
# catalogue` after new models, then `make thresholds`, which also draws their failures.
models: .venv-models/.ready
	.venv-models/bin/python -m training.detector --shared $(SHARED)
	.venv-models/bin/python -m convert detector --shared $(SHARED)
	.venv-models/bin/python -m training.gender --shared $(SHARED)
	.venv-models/bin/python -m training.embedder --shared $(SHARED)
	.venv-models/bin/python -m training.pose --shared $(SHARED)
	.venv-models/bin/python -m convert gender embedder pose --shared $(SHARED)
	$(MAKE) evaluate
	.venv-models/bin/python -m convert.cards
	.venv-models/bin/python -m training.plots

thresholds: .venv-models/.ready
	.venv-models/bin/python -m convert.absent --shared $(SHARED)
	.venv-models/bin/python -m training.failures
	.venv-models/bin/python -m convert.cards

evaluate: .venv-models/.ready
	.venv-models/bin/python -m training.evaluate --shared $(SHARED)

# Render the boutique and its looks (resumable), then build the embedded catalogue from them.
catalogue: .venv/.run .venv-atelier/.ready
	.venv-atelier/bin/python -m atelier render --all
	.venv-atelier/bin/python -m atelier table
	.venv-atelier/bin/python -m atelier looks
	.venv/bin/python -m pipeline catalogue build --products build/atelier/products.csv \
	    --images build/atelier/products --looks build/atelier/looks --name "Demo boutique" --out catalog_index

# The Dockerfile's steps without a container engine: docs/deploy.md.
space-check: .venv/.dev
	.venv/bin/python -m deploy.rehearse

# How often the demo looks' own products are found again; writes benchmarks/truth.json.
truth: .venv/.run
	.venv/bin/python -m benchmarks.truth

# Ours and the rivals in one run (about 15 minutes on a quiet machine); bench-quick is the race alone.
bench: .venv-models/.bench
	.venv-models/bin/python -m benchmarks

bench-quick: .venv-models/.bench
	.venv-models/bin/python -m benchmarks --quick

# Annoy against exact search, Milvus Lite, hnswlib and faiss at 10,000 to 1,000,000 products; see docs/scale.md.
bench-scale: .venv-scale/.ready
	.venv-scale/bin/python -m benchmarks.scale

# Pin every run-time package with the hashes of its files, and list their licences.
lock: .cache/audit/.ready
	.cache/audit/bin/pip-compile -q --generate-hashes --strip-extras --no-header --no-emit-index-url \
	    --no-emit-find-links --no-emit-trusted-host -o requirements.lock requirements.txt
	$(MAKE) .venv/.run
	.venv/bin/python docs/licences.py

# Known advisories against the pinned packages; needs PyPI's or OSV's advisory database.
audit: .cache/audit/.ready
	.cache/audit/bin/pip-audit --require-hashes --disable-pip -r requirements.lock

# Take the protections out one by one, in a copy: the tests must notice each.
mutation: .venv/.dev
	.venv/bin/python -m tests.hostile.mutate

# Twenty visitors at once on a real server, five minutes.
soak: .venv/.run
	.venv/bin/python -m benchmarks.soak

# Ten real browsers at once, each with a photo and settings of its own; writes benchmarks/crowd.json.
crowd: .venv/.dev chromium
	.venv/bin/python -m benchmarks.crowd

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	    apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	  echo "NO CHROMIUM HERE AND NO RIGHT TO INSTALL IT: the browser tests will be skipped."

# An environment without pip was left half-made: it is made anew.
.venv/.run: requirements.lock
	[ -x .venv/bin/pip ] || $(PYTHON) -m venv --clear .venv
	.venv/bin/pip install -q --require-hashes -r requirements.lock
	touch $@

# What the tests need must leave the locked versions as they are.
.venv/.dev: requirements-dev.txt .venv/.run
	grep -o '^[^ ]*==[^ ]*' requirements.lock > .venv/locked.txt
	.venv/bin/pip install -q -c .venv/locked.txt -r requirements-dev.txt
	touch $@

.venv-models/.ready: training/requirements.txt convert/requirements.txt
	[ -x .venv-models/bin/pip ] || $(PYTHON) -m venv --clear .venv-models
	.venv-models/bin/pip install -q -r training/requirements.txt -r convert/requirements.txt
	touch $@

.venv-models/.bench: benchmarks/requirements.txt .venv-models/.ready
	.venv-models/bin/pip install -q -r benchmarks/requirements.txt
	touch $@

.venv-scale/.ready: requirements-scale.txt requirements-dev.txt requirements.txt
	[ -x .venv-scale/bin/pip ] || $(PYTHON) -m venv --clear .venv-scale
	.venv-scale/bin/pip install -q -r requirements-scale.txt
	touch $@

.venv-atelier/.ready: atelier/requirements.txt
	[ -x .venv-atelier/bin/pip ] || $(PYTHON) -m venv --clear .venv-atelier
	.venv-atelier/bin/pip install -q -r atelier/requirements.txt
	touch $@

.cache/audit/.ready:
	[ -x .cache/audit/bin/pip ] || $(PYTHON) -m venv --clear .cache/audit
	.cache/audit/bin/pip install -q pip-tools==7.6.2 pip-audit==2.10.1
	touch $@

clean:
	rm -rf build runs .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
