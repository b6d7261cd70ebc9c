# Each target is a well-known tool's own command, run inside .venv.
# The first target called makes .venv from requirements.lock; later ones find it ready.

ifeq ($(OS),Windows_NT)
  PYTHON ?= python
  BIN := .venv/Scripts
else
  PYTHON ?= python3
  BIN := .venv/bin
endif
# What was given of a name, as one word for the shell, whatever stands in it: $$, quotes, spaces.
# Flags are several words, quoted as in a shell; make itself leaves $$ in both alone.
ifeq ($(OS),Windows_NT)
  whole = "$(value $(1))"
else
  whole = '$(subst ','\'',$(value $(1)))'
endif
# On its way to a tool's environment make would read each value as its own language.
unexport PYTHON PYODIDE BESIDE STUDENTS DRAG DELAY ONLY DIR ALL NAME LESSON SEED MINUTES SCENARIOS LAB_FLAGS PRESENT_FLAGS TEST_FLAGS LOCK_FLAGS
# What Python has compiled it keeps, whatever its owner has asked of it elsewhere: a test starts
# many Pythons, and each of them would compile the same anew.
unexport PYTHONDONTWRITEBYTECODE
# Where nobody may write into a home, what Jupyter keeps of its own stays beside the environment.
ifneq ($(OS),Windows_NT)
ifneq ($(shell test -w "$$HOME" && echo yes),yes)
  export JUPYTER_CONFIG_DIR := $(CURDIR)/.venv/home/config
  export JUPYTER_DATA_DIR := $(CURDIR)/.venv/home/data
  export IPYTHONDIR := $(CURDIR)/.venv/home/ipython
endif
endif
UV := uv==0.13.9
INSTALLED := .venv/.installed
# JupyterLite, which builds the browser edition: apart, as it brings extensions for JupyterLab along.
TOOLS := dist/tools
# A learner's server on a hub, made as the image makes it: apart, as `make lab` does without.
HUB := dist/hub
# The proxy of the hub that a class is held on.
PROXY := dist/proxy
# Files come as their folders do: those of the browser, which take longest, before all that is short.
WORKERS := -n2 --no-loadscope-reorder
# What a set-up copies to where Jupyter and Voilà look for it.
SERVER := $(addprefix src/lessons/server/,*config.* labextension/*.* labextension/static/*.* \
  template/*.* template/static/*.*)

# What `make format` puts in the one style, beside the code.
NOTEBOOKS := notebooks/*.ipynb doc/*.ipynb
LANGUAGES := $(filter-out en,$(notdir $(wildcard src/lessons/words/locale/*)))
# The English notebooks stand above those of the other languages.
OF_LANGUAGE := $(if $(filter-out en,$(LESSONS_LANGUAGE)),$(LESSONS_LANGUAGE)/)

.PHONY: help lab present test check soak site test-site bench-site receipts guide new-explorer translate schema checksums \
  bench class format lock refresh updates

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s%s\n", $$1, $$2}' Makefile

lab: $(INSTALLED) ## Open the lessons in JupyterLab (LESSONS_LANGUAGE=nb: in Norwegian; LAB_FLAGS="--no-browser --port=9999")
	$(BIN)/jupyter lab --ServerApp.root_dir=notebooks notebooks/$(OF_LANGUAGE)00-start-here.ipynb $(value LAB_FLAGS)

present: $(INSTALLED) ## Show the lessons without code, on a projector (LESSONS_LANGUAGE=nb: Norwegian first; PRESENT_FLAGS="--theme=dark")
	$(BIN)/voila notebooks $(value PRESENT_FLAGS)

test: $(HUB)/.installed ## Run every check, in a real browser too (TEST_FLAGS="-k scenario")
	$(BIN)/uv pip install --quiet --python .venv --require-hashes -r requirements-deploy.lock
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/browser/libreoffice.py
	$(BIN)/pytest $(WORKERS) $(value TEST_FLAGS)

check: $(INSTALLED) ## Run in a minute what a change breaks most often: laws, lint, models, words
	$(BIN)/pytest $(WORKERS) tests/project tests/models tests/words

soak: $(INSTALLED) ## Try 100,000 scenarios of each explorer, and walk at random in real pages (SEED=7: replay; MINUTES=10; SCENARIOS=2000)
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/pytest -n2 --dist=load tests/soak $(if $(value SEED),--seed $(call whole,SEED)) $(if $(value MINUTES),--minutes $(call whole,MINUTES)) $(if $(value SCENARIOS),--scenarios $(call whole,SCENARIOS)) $(value TEST_FLAGS)

site: $(TOOLS)/.installed ## Build the browser edition in dist/site, for any web host (PYODIDE=folder: a whole distribution)
	$(BIN)/python -m lessons.author.site.build --tools $(TOOLS) $(if $(value PYODIDE),--pyodide $(call whole,PYODIDE))

test-site: $(TOOLS)/.installed ## Build the browser edition and go through it in a real browser
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/browser/libreoffice.py
	$(BIN)/pytest tests/site $(value TEST_FLAGS)

receipts: $(INSTALLED) ## Sum up a class's receipts in a table and a picture (DIR=folder; ALL=1: each attempt)
	$(BIN)/python -m lessons.instructor.receipts $(if $(ALL),--all) $(call whole,DIR)

guide: $(INSTALLED) ## Write the answer keys, where each idea is taught, and each lesson's words
	$(BIN)/python -m lessons.instructor.guide

new-explorer: $(INSTALLED) ## Write an explorer that works, to be filled in (NAME=office_coffee)
	$(BIN)/python -m lessons.author.new_explorer $(call whole,NAME) $(if $(value LESSON),$(call whole,LESSON))

translate: $(INSTALLED) ## Bring catalogues, notebooks and pictures of the other languages in step with the English ones
	LESSONS_LANGUAGE=en $(BIN)/python -m lessons.author.translation
	for one in $(LANGUAGES); do LESSONS_LANGUAGE=$$one $(BIN)/python -m lessons.instructor.guide || exit 1; done

schema: $(INSTALLED) ## Write the JSON schemas by which an editor checks questions, demos and the like
	$(BIN)/python -m lessons.author.schemas

checksums: $(INSTALLED) ## Write the checksums of the figures in data/, after some were changed on purpose
	$(BIN)/python -m lessons.author.checksums

bench: $(INSTALLED) ## Measure speed and size (QUICK=1: five minutes; DELAY=100: ms of a slow line; BESIDE=folder or commit: another build; ONLY=slow-drags, first-move or phones)
	$(BIN)/uv pip install --quiet --python .venv --require-hashes -r requirements-benchmark.lock
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/benchmarks/run.py $(if $(QUICK),--quick) $(if $(value DELAY),--delay $(call whole,DELAY)) $(if $(value BESIDE),--beside $(call whole,BESIDE)) $(if $(value ONLY),--only $(call whole,ONLY))

bench-site: site ## Measure the browser edition: what a learner waits for, fetches and holds
	$(BIN)/uv pip install --quiet --python .venv --require-hashes -r requirements-benchmark.lock
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/benchmarks/site_pages.py

class: $(INSTALLED) $(PROXY)/.installed ## Hold a class on a real JupyterHub and measure it (STUDENTS=30, or "5 10 20"; DRAG=1: single moves; BESIDE=folder or commit: another build; FAULTS=1: things go wrong)
	$(BIN)/uv pip install --quiet --python .venv --require-hashes -r requirements-class.lock
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/benchmarks/classroom/$(if $(value FAULTS),faults.py,classes.py $(if $(value STUDENTS),--students $(call whole,STUDENTS)) $(if $(value DRAG),--drag $(call whole,DRAG)) $(if $(value BESIDE),--beside $(call whole,BESIDE)))

format: $(INSTALLED) ## Put code and notebooks in the one style, and empty the notebooks of outputs
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIN)/nbstripout --keep-id $(NOTEBOOKS)
	$(BIN)/jupyter nbconvert --log-level WARN --to notebook --inplace $(NOTEBOOKS)
	$(BIN)/deno lint --fix
	$(BIN)/deno fmt

lock: $(INSTALLED) ## Choose the exact versions anew from pyproject.toml (LOCK_FLAGS=--upgrade)
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --all-extras --no-header pyproject.toml -o requirements.lock $(value LOCK_FLAGS)
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --group benchmark --no-header -c requirements.lock -o requirements-benchmark.lock $(value LOCK_FLAGS)
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --group site --no-header -c requirements.lock -o requirements-site.lock $(value LOCK_FLAGS)
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  pyproject.toml --group hub --no-header -c requirements.lock -o requirements-hub.lock $(value LOCK_FLAGS)
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --group deploy --no-header -c requirements.lock -o requirements-deploy.lock $(value LOCK_FLAGS)
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --group class --no-header -c requirements.lock -c requirements-hub.lock -o requirements-class.lock $(value LOCK_FLAGS)

refresh: $(INSTALLED) ## Bring newer figures from the World Bank into data/, all tables or none
	$(BIN)/python -m lessons.author.refresh

# The stamp goes first and comes back last, so a set-up that was interrupted starts afresh.
$(INSTALLED): requirements.lock pyproject.toml $(wildcard $(SERVER))
	@$(call whole,PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
	  'The lessons need Python 3.11 or newer, and' $(call whole,PYTHON) 'is not:' \
	  'install it, or say where it is with "make lab PYTHON=python3.12".'; exit 1; }
	@if [ -f $@ ]; then rm $@; else $(call whole,PYTHON) -m venv --clear .venv; fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	$(BIN)/uv pip install --python .venv --require-hashes -r requirements.lock
	$(BIN)/uv pip install --python .venv --no-deps --no-build-isolation --editable .
	@$(MAKE) --no-print-directory updates
	@touch $@

$(TOOLS)/.installed: requirements-site.lock $(INSTALLED)
	$(BIN)/uv venv --quiet --clear $(TOOLS)
	$(BIN)/uv pip install --quiet --python $(TOOLS) --require-hashes -r requirements-site.lock
	@touch $@

$(HUB)/.installed: requirements-hub.lock $(INSTALLED)
	$(BIN)/uv venv --quiet --clear $(HUB)
	$(BIN)/uv pip install --quiet --python $(HUB) --require-hashes --no-build -r requirements-hub.lock
	@touch $@

$(PROXY)/.installed: $(addprefix tests/benchmarks/classroom/,package.json package-lock.json)
	mkdir -p $(PROXY)
	cp $^ $(PROXY)
	npm ci --prefix $(PROXY) --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# What a learner wrote into a lesson keeps no update out: "git pull" lays it aside, brings in what
# is new, and puts it back, cell by cell. Whoever has chosen otherwise, or has no clone, is left
# alone.
updates:
	@if [ -e .git ]; then for way in merge rebase; do \
	  git config $$way.autoStash > /dev/null || git config $$way.autoStash true; done; \
  git config merge.lesson.driver '$(BIN)/python -m lessons.server.lesson_merge %O %A %B'; fi
