package scenarios

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/scenarios/fault"
)

// A fault with a line shows that line, and what it marks lies within.
func TestFaultsShowTheirLine(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	marked := 0
	for _, file := range files {
		_, err := Load(file, Options{})
		var faults *fault.List
		if !errors.As(err, &faults) {
			t.Fatalf("%s: %v", file, err)
		}
		for _, f := range faults.List {
			if f.File != file || f.Line == 0 {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			line := strings.TrimSuffix(strings.Split(string(text), "\n")[f.Line-1], "\r")
			switch {
			case f.Text == "" && strings.Contains(f.Want, "UTF-8"):
			case f.Text != line:
				t.Errorf("%s\nshows %q", f, f.Text)
			case f.From < 0 || f.From > f.To || f.To > len(line):
				t.Errorf("%s\nmarks [%d, %d) of %d bytes", f, f.From, f.To, len(line))
			case f.From < f.To:
				marked++
			}
		}
	}
	if marked < 100 {
		t.Errorf("only %d faults are marked", marked)
	}
}

func TestTheMarkIsUnderWhatIsWrong(t *testing.T) {
	rest := strings.NewReplacer("format = 1\n", "", "months = 24\n", "", "[coordination]\nlead = \"un\"\n", "",
		"[party.government]", "[party.other]").Replace(small)
	for _, c := range []struct{ line, marked string }{
		{"months = 0 # none", "0"},
		{`title = 5`, "5"},
		{`source = ["a # b", 'c'] # list`, `["a # b", 'c']`},
		{"mnths = 3", "mnths"},
		{"structure = { attention = \"queu\", hurt = \"absolute\" }", `"queu"`},
		{"structure = { atention = \"queue\" }", "atention"},
		{"structure.needs = [1, 2]", "[1, 2]"},
		{"coordination.from = \"2001-13\"", `"2001-13"`},
		{"coordination.form = \"2001-12\"", "form"},
		{"parameters . war_cost = -1", "-1"},
		{"party.government.trust = {low = 2, high = 3}", "{low = 2, high = 3}"},
	} {
		text := "format = 1\n" + c.line + "\n" + rest
		_, err := Parse("war.toml", []byte(text), Options{})
		var faults *fault.List
		if !errors.As(err, &faults) {
			t.Errorf("%s: %v", c.line, err)
			continue
		}
		found := ""
		for _, f := range faults.List {
			if f.Line == 2 {
				found = f.Text[f.From:f.To]
			}
		}
		if found != c.marked {
			t.Errorf("%s: marked is %q, want %q\n%v", c.line, found, c.marked, err)
		}
	}
}

func TestOverridesAreShownAsTheyWereTyped(t *testing.T) {
	for typed, marked := range map[string]string{
		"months=0":                        "0",
		"months = 0":                      "0",
		"party.government.optimsm=0.5":    "optimsm",
		"party . government . optimism=7": "7",
		"mnths=3":                         "mnths",
		"party.nobody.trust=0.5":          "nobody",
		"structure.needs=coarse, blind":   "coarse, blind",
	} {
		_, err := Parse("war.toml", []byte(small), Options{Set: []string{typed}})
		var faults *fault.List
		if !errors.As(err, &faults) {
			t.Errorf("%s: %v", typed, err)
			continue
		}
		f := faults.List[0]
		if f.Text != typed || f.Text[f.From:f.To] != marked {
			t.Errorf("%s: marked is %q of %q, want %q", typed, f.Text[f.From:f.To], f.Text, marked)
		}
	}
}
