package odd_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/results/odd"
	"parley/scenarios/form"
	"parley/sim"
)

var update = flag.Bool("update", false, "rewrite docs/odd.md")

const page = "../../docs/odd.md"

func TestTheDescriptionInTheDocsIsWhatParleyOddPrints(t *testing.T) {
	if *update {
		if err := os.WriteFile(page, []byte(odd.Markdown()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(text), "\n"), strings.Split(odd.Markdown(), "\n")); diff != "" {
		t.Errorf("%s differs from the code (go test ./results/odd -update rewrites it): -page +code\n%s", page, diff)
	}
}

// The seven elements and the eleven design concepts of the protocol.
func TestTheDescriptionHasEveryElementOfTheProtocol(t *testing.T) {
	text := odd.Markdown()
	at := 0
	for _, element := range []string{
		"## 1. Purpose and patterns", "## 2. Entities, state variables and scales", "## 3. Process overview and scheduling", "## 4. Design concepts",
		"**Basic principles.**", "**Emergence.**", "**Adaptation.**", "**Objectives.**", "**Learning.**", "**Prediction.**", "**Sensing.**",
		"**Interaction.**", "**Stochasticity.**", "**Collectives.**", "**Observation.**",
		"## 5. Initialization", "## 6. Input data", "## 7. Submodels",
	} {
		next := strings.Index(text[at:], element)
		if next < 0 {
			t.Fatalf("no %s where it belongs", element)
		}
		at += next
	}
}

func TestTheDescriptionNamesEveryParameterRoleRegimeAndKeyOfAnActor(t *testing.T) {
	text := odd.Markdown()
	var names []string
	for _, p := range sim.ParameterTable {
		names = append(names, p.ID)
	}
	for _, r := range sim.Roles {
		names = append(names, r.ID)
	}
	for _, r := range sim.Regimes {
		names = append(names, r.ID)
	}
	for _, k := range form.Keys() {
		if strings.HasPrefix(k.Path, "mediator.") && !strings.HasSuffix(k.Path, ".source") {
			names = append(names, k.Path)
		}
	}
	for _, name := range names {
		if !strings.Contains(text, "| `"+name+"` |") {
			t.Errorf("%s is not in a table", name)
		}
	}
}

// Files are named from sim/, tests from anywhere in it.
func TestTheFilesAndTestsThatTheDescriptionNamesExist(t *testing.T) {
	text := odd.Markdown()
	for _, name := range regexp.MustCompile("`[a-z/]+(_test)?\\.go`").FindAllString(text, -1) {
		name = strings.Trim(name, "`")
		if strings.HasPrefix(name, "agents/") {
			name = "../" + name
		}
		if _, err := os.Stat(filepath.Join("../../sim", filepath.FromSlash(name))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	files, err := filepath.Glob("../../sim/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		tests.Write(b)
	}
	for _, name := range regexp.MustCompile("Test[A-Z][A-Za-z]+").FindAllString(text, -1) {
		if !strings.Contains(tests.String(), "func "+name+"(") {
			t.Errorf("there is no %s", name)
		}
	}
}
