# `make demo` asks the sample corpus three questions, `make test` runs the suite; `make faults` does
# every harm at length and takes each defence away in turn, `make bench` measures, `make real` leads
# a real small language model (90 MB) through all that is done with one, `make rehearsal` does the
# whole work on up to 100,000 made-up abstracts (hours). Each installs what it needs into .venv on
# the first run and starts at once afterwards.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HEA := $(BIN)/hea
# Nothing is installed that has not the sha256 of requirements/; torch alone, whose build each machine
# chooses, is held to its version.
# Python compiles what is used when it is first used: a fifth of the disk is saved.
HASHED := $(BIN)/pip install --quiet --no-compile --no-deps --require-hashes --no-build-isolation
OURS := $(BIN)/pip install --quiet --no-compile --no-build-isolation -c requirements.lock
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-header -c requirements.lock
# torch and the packages that it alone brings on Linux with a GPU.
WITHOUT_TORCH := $(addprefix --no-emit-package ,torch triton cuda-bindings cuda-pathfinder \
	cuda-toolkit nvidia-cublas nvidia-cuda-cupti nvidia-cuda-nvrtc nvidia-cuda-runtime \
	nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver nvidia-cusparse \
	nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx)

.PHONY: demo test lint docs faults bench real rehearsal audit lock clean

demo: $(VENV)/.installed
	$(HEA) build
	@printf '\n\033[1m1. A value\033[0m\n'
	$(HEA) ask "What is the fracture toughness of the Cantor alloy at 77 K?"
	@printf '\n\033[1m2. A mechanism\033[0m\n'
	$(HEA) ask "Why does CrMnFeCoNi get tougher when it is cooled?"
	@printf '\n\033[1m3. A question the corpus cannot answer\033[0m\n'
	$(HEA) ask "What is the fracture toughness of CrMnFeCoNi at 600 °C?"

test: $(VENV)/.installed-dev
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

faults: $(VENV)/.installed-dev
	$(BIN)/python tests/faults/run_faults.py

bench: $(VENV)/.installed-dev
	$(OURS) -e '.[bench]'
	$(HEA) bench all

real: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet --no-deps --require-hashes -r tests/real/requirements.txt
	HEA_REAL=1 $(BIN)/python -m pytest -x --durations=12 tests/real

rehearsal: $(VENV)/.installed-dev
	$(HEA) bench corpus --n 1000,10000,100000

# The documents as a site in site/, which loads nothing from elsewhere; a broken link fails. Its search
# wants a server: python3 -m http.server -d site
docs: $(VENV)/.installed-dev
	$(OURS) -e '.[docs]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

# Fails where a version has a known hole, or where that cannot be found out.
audit:
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/pip install --quiet pip-audit
	$(VENV)/audit/bin/pip-audit --strict --disable-pip --no-deps -r requirements.lock

# Writes requirements/ anew from pyproject.toml and the versions of requirements.lock; needs uv.
lock:
	$(LOCK) requirements/build.in -o requirements/build.txt
	$(LOCK) pyproject.toml $(WITHOUT_TORCH) -o requirements/run.txt
	$(LOCK) pyproject.toml --extra dev --extra bench --extra docs $(WITHOUT_TORCH) -o requirements/all.txt

$(VENV)/.installed: requirements.lock requirements/build.txt requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(HASHED) -r requirements/build.txt
	$(HASHED) -r requirements/run.txt
	$(OURS) -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/all.txt
	$(HASHED) -r requirements/all.txt
	$(OURS) -e '.[dev]'
	# A browser and axe-core for the tests of web pages, which are skipped where these are missing.
	-command -v chromium >/dev/null || $(BIN)/playwright install chromium
	-$(BIN)/python tests/tools/fetch_axe.py
	@touch $@

clean:
	rm -rf $(VENV) data
