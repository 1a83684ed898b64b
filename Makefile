GO ?= go
FUZZTIME ?= 2000x

# Packages whose sums must have the same bits on every machine.
EXACT = sim sim/sweep agents scenarios sim/infer/observe sim/infer/abc sim/infer/sensitivity

.PHONY: build release engine test mutants manuals long race bench fuzz lint cross nofma golden kill study posterior claims validation wars sbc salib sensitivity ci clean

build: engine
	$(GO) build -trimpath -o bin/parley ./cmd/parley

# Static programs for every system, with a version that results and pages name, and their checksums; a version of
# one's own by VERSION=v1.2.3.
VERSION ?= $(shell git describe --tags --always --dirty)
SYSTEMS = linux-amd64 linux-arm64 darwin-amd64 darwin-arm64 windows-amd64 windows-arm64

release: engine
	@test -n "$(VERSION)" || { echo "no git: want VERSION=..."; exit 1; }
	rm -rf dist
	@set -e; for system in $(SYSTEMS); do \
		file=dist/parley-$(VERSION)-$$system; \
		case $$system in windows-*) file=$$file.exe;; esac; \
		echo "$$file"; \
		CGO_ENABLED=0 GOOS=$${system%-*} GOARCH=$${system#*-} $(GO) build -trimpath -buildvcs=false \
			-ldflags "-s -w -X parley/cmd/internal/cli.Version=$(VERSION)" -o $$file ./cmd/parley; \
	done
	cd dist && sha256sum parley-* >SHA256SUMS
	dist/parley-$(VERSION)-$$($(GO) env GOHOSTOS)-$$($(GO) env GOHOSTARCH) version | grep -F 'parley $(VERSION), '

# The engine as WebAssembly, which parley report puts into its pages: a program built without it makes pages without what-if.
LIVE = results/report/live

engine:
	GOOS=js GOARCH=wasm $(GO) build -trimpath -buildvcs=false -ldflags='-s -w' -o bin/engine.wasm ./cmd/whatif
	gzip -9 -n -c bin/engine.wasm >$(LIVE)/engine.wasm.gz
	cp "$$($(GO) env GOROOT)/lib/wasm/wasm_exec.js" $(LIVE)/start.js

# About two minutes on two cores.
test:
	$(GO) vet ./...
	$(GO) test ./...

# Which of a hundred deliberate errors in the model its tests catch, without the hash of histories; half an hour.
mutants:
	$(GO) run -C tools ./mutate -errors 100 -skip TestHistoriesHaveTheSameBitsEverywhere

# Every command of README.md and docs; with UPDATE=1 the pages then show what it prints.
manuals:
	$(GO) test ./cmd/parley -run TestManuals -manuals $(if $(UPDATE),-update) -timeout 60m

# All cases of the tests that make do with some: those that ask for the flag, or its stride, and scripts with [long].
long:
	@set -e; grep -rl --include='*_test.go' 'flag.Bool("long"' . | xargs -n1 dirname | sort -u | while read -r dir; do \
		tests=$$(awk '/^func / {name = ""} /^func Test/ {sub(/\(.*/, "", $$2); name = $$2} \
			/\*long|stride\(\)/ && name != "" && name != "TestScripts" {print "^" name "$$"}' "$$dir"/*_test.go | sort -u); \
		scripts=$$(cd "$$dir" && grep -l '\[!*long\]' testdata/script/*.txtar 2>/dev/null | sed 's,.*/\(.*\).txtar,TestScripts/^\1$$,'); \
		$(GO) test "$$dir" -long -timeout 30m -run "$$(echo $$tests $$scripts | tr ' ' '|')"; \
	done

# Of the packages that start goroutines the tests in which several run, and the command line that plays with several
# workers: the rest is ten times slower and has no race.
CONCURRENT = scenarios results/experiment sim/infer/calibrate results/store sim/infer/study sim/infer/validate

race:
	$(GO) test -race -short ./sim/sweep ./sim/infer/abc
	$(GO) test -race $(addprefix ./,$(CONCURRENT)) -run 'Workers|AtOnce|TwoCopies|Interrupt'
	$(GO) test -race -short ./cmd/parley -run 'AtOnce|Interrupted|TestScripts/(shards|signal|leads)$$'

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

# Each fuzz test for FUZZTIME, a number of inputs: Go now and then calls the end of a time a failure.
fuzz:
	@set -e; grep -rho --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | cut -d' ' -f2 | sort -u | while read -r name; do \
		dir=$$(dirname "$$(grep -rl --include='*_test.go' "^func $$name(" . | head -n 1)"); \
		$(GO) test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x "$$dir"; \
	done

lint:
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool -modfile=tools/go.mod staticcheck ./...

cross:
	GOARCH=386 $(GO) build -trimpath -o bin/parley-386 ./cmd/parley
	GOARCH=arm64 $(GO) build -trimpath -o bin/parley-arm64 ./cmd/parley
	GOOS=js GOARCH=wasm $(GO) build ./sim/... ./agents/... ./scenarios/...

# On arm64 the compiler may fuse x*y+z, which changes the last bit: write float64(x*y)+z.
nofma:
	@set -e; rm -rf bin/arm64; mkdir -p bin/arm64; for package in $(EXACT); do \
		GOARCH=arm64 $(GO) build -o bin/arm64/package.a ./$$package; \
		$(GO) tool objdump bin/arm64/package.a > bin/arm64/package.s; \
		grep -q '^TEXT' bin/arm64/package.s; \
		awk -v p=$$package '/^TEXT/ {f = $$2} /FN?M(ADD|SUB)[SD]/ {print p "/" $$1 " in " f}' bin/arm64/package.s | sort -u >> bin/arm64/fused; \
	done; \
	if [ -s bin/arm64/fused ]; then echo "fused on arm64:"; cat bin/arm64/fused; exit 1; fi; \
	echo "nothing is fused on arm64 in $(EXACT)"

# Rewrites the golden files; look at the difference before committing it.
golden:
	@set -e; grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n1 dirname | sort -u | while read -r dir; do \
		$(GO) test "$$dir" -update; \
	done

# A hundred sweeps, each killed at random moments until it finishes.
kill:
	$(GO) test ./cmd/parley -run TestKilled -v -kills 100 -timeout 30m

# The study over the prior again, to the same bytes; a quarter of an hour on two idle cores.
study: build
	rm -rf bin/study
	bin/parley study tajikistan --out bin/study
	cmp bin/study/study.json docs/studies/prior/study.json
	cmp bin/study/study.md docs/studies/prior/study.md
	cmp bin/study/draws.csv docs/studies/prior/draws.csv

# The shipped posteriors and their reports again, to the same bytes; twenty minutes on two idle cores.
WARS = tajikistan mozambique el_salvador sudan_1993 sudan_2002 sri_lanka kenya_2008

posterior: build
	rm -rf bin/posterior
	mkdir -p bin/posterior
	bin/parley calibrate tajikistan --out bin/posterior/tajikistan
	bin/parley calibrate tajikistan --until 1995-12 --out bin/posterior/tajikistan-1995-12
	cd bin/posterior && for seed in 1 2 3 4; do ../parley calibrate $(WARS) --seed $$seed --out fit-$$seed; done
	cd bin/posterior && ../parley calibrate --pool fit-1,fit-2,fit-3,fit-4 --out joint
	@set -e; for name in tajikistan tajikistan-1995-12 joint; do \
		cmp bin/posterior/$$name/posterior.csv scenarios/posterior/$$name.csv; \
		cmp bin/posterior/$$name/calibration.txt docs/studies/calibration/$$name.txt; \
	done
	cmp bin/posterior/tajikistan/calibration.json docs/studies/calibration/tajikistan.json

# The claims of docs/studies/claims.md again, to the same bytes; some minutes on two idle cores.
claims: build
	bin/parley claims --reps 2048 --format json >bin/claims.json
	cmp bin/claims.json docs/studies/claims/claims.json

# The validation of docs/studies/validation.md again, to the same bytes; about a minute on two idle cores.
validation: build
	rm -rf bin/validation
	bin/parley validate tajikistan --out bin/validation
	cmp bin/validation/validation.txt docs/studies/validation/validation.txt
	cmp bin/validation/validation.json docs/studies/validation/validation.json

# Each of the shipped wars forecast from the others, as docs/studies/wars.md has it, to the same bytes; some five minutes
# on two idle cores.
wars: build
	rm -rf bin/wars
	bin/parley validate --wars --out bin/wars
	cmp bin/wars/wars.txt docs/studies/wars/wars.txt
	cmp bin/wars/wars.json docs/studies/wars/wars.json

# The full simulation-based calibration, and the sequential search on simulated records; some ten minutes on two idle cores.
sbc: build
	rm -rf bin/sbc
	$(GO) test ./sim/infer/validate -run 'TestASequentialFitFinds|TestAJointFit' -records 30 -timeout 30m
	$(GO) test ./sim/infer/validate -run TestASequentialFitOfAll -records 12 -timeout 60m -v
	bin/parley validate tajikistan --parts sbc --sbc-table 400000 --sbc-records 1000 --sbc-draws 199 --out bin/sbc
	mkdir -p docs/studies/validation
	cp bin/sbc/validation.json docs/studies/validation/sbc.json

# The analyses of docs/sensitivity.md again, to the same bytes; a quarter of an hour on two idle cores.
sensitivity: build
	rm -rf bin/sensitivity
	mkdir -p bin/sensitivity
	@set -e; for war in tajikistan sri_lanka; do \
		bin/parley sensitivity $$war --out bin/sensitivity/$$war >bin/sensitivity/$$war.txt; \
		cmp bin/sensitivity/$$war.txt docs/studies/sensitivity/$$war.txt; \
	done

# The indices of parley sensitivity beside those of SALib, on the same sample matrices.
salib:
	python3 -m venv bin/python
	bin/python/bin/pip install -q --disable-pip-version-check -r tools/python/requirements.txt
	bin/python/bin/python tools/python/salib.py >bin/salib.json
	$(GO) test ./sim/infer/sensitivity -run TestIndicesAreThoseOfSALib -salib $(CURDIR)/bin/salib.json -v

ci:
	.ci/run

clean:
	rm -rf bin dist
