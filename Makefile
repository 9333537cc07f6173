.PHONY: build test test-training demo perf ready fidelity fuzz clean

NPM_FLAGS = --no-audit --no-fund --loglevel=error

# Dependencies follow the lock file: installed again only when it changes.
node_modules/.installed: package-lock.json
	npm ci $(NPM_FLAGS)
	@touch $@

build: node_modules/.installed
	npm run --silent build

# Everything a stranger's machine can run; ends with "N passed, N failed".
test: build
	npm run --silent typecheck
	npm run --silent lint
	npm run --silent test

# Trains for real with a tiny model. The trainer's Python environment (about 1.5 GB) is made first, once.
test-training: build
	bin/terrasmith train setup
	npx vitest run src/training

# The main job in one command: the bundled instances, graded for the reference solutions and for a flawed baseline; then a
# small model on this machine with several strategies, where it can be had.
demo: build
	bin/terrasmith bench run bundled --model gold --model replay/benchmarks/baselines/baseline.jsonl -o runs/demo
	scripts/demo-local-model.sh

perf: build
	npx tsx perf/index.ts

# Agreement with recorded and real Terraform; needs what lies beside the project in ../shared.
fidelity: build
	npx tsx scripts/fidelity.ts
	npx tsx scripts/fidelity.ts --engine attached
	npx tsx scripts/compare-plans.ts
	npx tsx scripts/compare-plans.ts --engine attached
	npx tsx scripts/compare-static-simulated.ts
	TERRASMITH_WHOLE=1 npx vitest run spec/life-cycle
	test ! -e ../shared/oracle || bin/terrasmith diff ../shared/oracle/verdicts.jsonl --engines static,attached --providers hashicorp/aws=5.90.0 --cloud absent || test $$? -eq 1

fuzz: build
	npx tsx scripts/fuzz.ts

ready: test

clean:
	rm -rf dist node_modules
