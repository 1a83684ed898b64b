package main

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/cmd/internal/cli"
)

// docRules by file and command line.
var docRules = map[string]map[string]docRule{
	"docs/scenarios.md": {
		"parley run minimal --set party.rebels.cohesoin=0.7": {code: cli.ExitBadInput},
	},
	"docs/sensitivity.md": {
		"parley sensitivity tajikistan --out moves": {long: "sensitivity", kept: "docs/studies/sensitivity/tajikistan.txt"},
		"parley sensitivity sri_lanka --out peace":  {long: "sensitivity", kept: "docs/studies/sensitivity/sri_lanka.txt"},
	},
	"docs/studies/calibration.md": {
		"parley calibrate tajikistan --out whole": {long: "posterior", kept: "docs/studies/calibration/tajikistan.txt"},
	},
	"docs/studies/validation.md": {
		"parley validate tajikistan": {long: "validation", kept: "docs/studies/validation/validation.txt"},
	},
	"docs/studies/wars.md": {
		"parley validate --wars": {long: "wars", kept: "docs/studies/wars/wars.txt"},
	},
	"docs/tutorial.md": {
		"cd parley":                           {skip: "the reader's folder"},
		"go build -o bin/parley ./cmd/parley": {skip: "this test has a program"},
		`export PATH="$PWD/bin:$PATH"`:        {skip: "as above"},
		"parley run mymozambique.toml --set mediator.zimbabwe.bais=0.7": {code: cli.ExitBadInput},
	},
}

var playManuals = flag.Bool("manuals", false, "run every command of the manuals; with -update, rewrite what they show")

// Every command of the manuals runs, one after the other in one folder, and what
// they show is what it prints.
func TestManuals(t *testing.T) {
	if !*playManuals {
		t.Skip("takes minutes; make manuals")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash, for which the commands are written")
	}
	for _, name := range manuals(t) {
		t.Run(name, func(t *testing.T) { readManual(t, name, docRules[name]) })
	}
}

// Commands stand where the test of the manuals finds them.
func TestCommandsOfTheManualsStandInFences(t *testing.T) {
	for _, name := range manuals(t) {
		inside := false
		for i, line := range strings.Split(manualText(t, name), "\n") {
			if strings.HasPrefix(line, "```") {
				inside = !inside
			}
			if !inside && indentedCommand.MatchString(line) {
				t.Errorf("%s:%d: a command outside of a fence: %s", name, i+1, line)
			}
		}
	}
	for name := range docRules {
		if !slices.Contains(manuals(t), name) {
			t.Errorf("rules for %s, which is not there", name)
		}
	}
}

var indentedCommand = regexp.MustCompile(`^(    |\t)(parley|make|go) `)

// Every link of the pages leads to a file, and some page links to every page.
func TestEveryPageIsLinkedAndEveryLinkLeadsSomewhere(t *testing.T) {
	linked := map[string]bool{"README.md": true}
	for _, name := range manuals(t) {
		for _, link := range markdownLink.FindAllStringSubmatch(manualText(t, name), -1) {
			target, _, _ := strings.Cut(link[1], "#")
			if target == "" || strings.Contains(target, "://") {
				continue
			}
			target = path.Join(path.Dir(name), target)
			if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(target))); err != nil {
				t.Errorf("%s: a link to %s, which is not there", name, target)
			}
			linked[target] = linked[target] || target != name
		}
	}
	for _, name := range manuals(t) {
		if !linked[name] {
			t.Errorf("no page links to %s", name)
		}
	}
}

var markdownLink = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// A strategy added as docs/scenarios.md says, in a file and in the list, is one that
// scenarios can name: the guide's own code under another name.
func TestAStrategyAddedByTheGuidePlaysInAScenario(t *testing.T) {
	if !*long {
		t.Skip("builds the program twice; make long")
	}
	code := ""
	for _, f := range fenced(t, "docs/scenarios.md") {
		if f.language == "go" && f.lines[0] == "package agents" {
			code = f.text()
		}
	}
	list, dir := manualText(t, "agents/agents.go"), t.TempDir()
	const first = "[]PartyInfo{rationalInfo, "
	if code == "" || !strings.Contains(list, first) {
		t.Fatal("no code in the guide, or no list where it goes")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	overlay := map[string]string{}
	for name, text := range map[string]string{
		"stubborn.go": strings.ReplaceAll(code, "hardliner", "stubborn"),
		"agents.go":   strings.Replace(list, first, first+"stubbornInfo, ", 1),
	} {
		overlay[filepath.Join(root, "agents", name)] = filepath.Join(dir, name)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	replace, err := json.Marshal(map[string]any{"Replace": overlay})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "overlay.json"), replace, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"list", "strategies", "stubborn"},
		{"run", "minimal", "--reps", "20", "--set", "party.government.strategy=stubborn", "--set", "party.government.settings.yield=0.1"},
	} {
		c := exec.Command("go", append([]string{"run", "-overlay", filepath.Join(dir, "overlay.json"), "."}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("parley %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// CITATION.cff names the version that the program calls itself.
func TestTheCitationHasTheVersionOfTheProgram(t *testing.T) {
	if text := manualText(t, "CITATION.cff"); !strings.Contains(text, "\nversion: "+cli.Version+"\n") {
		t.Errorf("CITATION.cff does not have version: %s", cli.Version)
	}
}
