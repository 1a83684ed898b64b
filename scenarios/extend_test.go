package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/scenarios/fault"
	"parley/sim"
)

func TestExtendsMergesKeyByKey(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "base.toml", small)
	path := write(t, dir, "variant.toml", `format = 1
extends = "base.toml"
title = "Variant"
[mediator.un]
interest = 0.9
[mediator.un.leverage]
rebels = 0.75
[mediator.norway]
name = "Norway"
[party.rebels]
trust = {low = 0.1, high = 0.2}
`)
	s, err := Load(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "variant" || s.Config.Title != "Variant" || s.Config.Months != 24 || len(s.Config.Mediators) != 4 {
		t.Errorf("%s %q, %d months, %d mediators", s.Name, s.Config.Title, s.Config.Months, len(s.Config.Mediators))
	}
	un := mediatorBy(t, s, "un")
	if un.Interest != sim.Exact(0.9) || un.Leverage[0] != sim.Exact(0.25) || un.Leverage[1] != sim.Exact(0.75) {
		t.Errorf("un %+v", un)
	}
	if e := entryOf(t, s, "months"); e.Origin != filepath.Join(dir, "base.toml")+":3" {
		t.Errorf("months from %s", e.Origin)
	}
	if e := entryOf(t, s, "mediator.un.interest"); e.Origin != path+":5" {
		t.Errorf("interest from %s", e.Origin)
	}
	if got := []string{s.Config.Parties[0].ID, s.Config.Parties[1].ID}; got[0] != "government" || got[1] != "rebels" {
		t.Errorf("a child that names the second party first moved it: %v", got)
	}
}

// A range is one value: the child's replaces it whole.
func TestExtendsReplacesRanges(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "base.toml", strings.Replace(small, "[mediator.un]", "[mediator.un]\ninterest = {low = 0.1, high = 0.2}", 1))
	s, err := Load(write(t, dir, "a.toml", "format = 1\nextends = \"base.toml\"\nmediator.un.interest = {low = 0.3, high = 0.4}\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if un := mediatorBy(t, s, "un"); un.Interest != (sim.Coded{Low: 0.3, High: 0.4}) {
		t.Error(un.Interest)
	}
	_, err = Load(write(t, dir, "b.toml", "format = 1\nextends = \"base.toml\"\nmediator.un.interest.low = 0.3\n"), Options{})
	wantFault(t, err, "b.toml:3: mediator.un.interest: want a number, a list")
}

func TestExtendsShippedAndChains(t *testing.T) {
	dir := t.TempDir()
	a := write(t, dir, "a.toml", "format = 1\nextends = \"tajikistan\"\nmonths = 30\n")
	b := write(t, dir, "b.toml", "format = 1\nextends = \"a.toml\"\ntitle = \"b\"\n")
	for _, path := range []string{a, b} {
		s, err := Load(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if s.Config.Months != 30 || len(s.Config.Parties) != 2 {
			t.Errorf("%s: %d months", path, s.Config.Months)
		}
	}
	last := ""
	for i := range maxChain + 1 {
		text := "format = 1\n"
		if i > 0 {
			text += fmt.Sprintf("extends = %q\n", last)
		}
		last = fmt.Sprintf("c%d.toml", i)
		write(t, dir, last, text)
	}
	_, err := Load(filepath.Join(dir, last), Options{})
	wantFault(t, err, "want at most 8 scenarios that extend each other")
}

func TestUnreadableFiles(t *testing.T) {
	dir := t.TempDir()
	big := write(t, dir, "big.toml", strings.Repeat("# filler\n", fault.MostWritten/9+1))
	for _, c := range []struct{ path, want string }{
		{"tajikstan", "tajikstan: no shipped scenario and no file of this name; did you mean tajikistan?"},
		{"atlantis", "atlantis: no shipped scenario and no file of this name; shipped are el_salvador, kenya_2008, minimal"},
		{"atlantis.toml", "atlantis.toml: no such file; shipped are"},
		{filepath.Join(dir, "tajikistan.toml"), "no such file; did you mean tajikistan?"},
		{dir, dir + ": is a folder: want a file"},
		{big, "want at most 4194304"},
		{"", "no shipped scenario"},
	} {
		_, err := Load(c.path, Options{})
		wantFault(t, err, c.want)
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("more than one line: %v", err)
		}
	}
	if os.Getuid() == 0 {
		return // to root no file is unreadable
	}
	secret := write(t, dir, "secret.toml", small)
	if err := os.Chmod(secret, 0); err != nil {
		t.Fatal(err)
	}
	_, err := Load(secret, Options{})
	wantFault(t, err, secret+": cannot be read: permission denied")
}

func TestAbsurdSizes(t *testing.T) {
	many := func(kind string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "[%s.x%d]\n", kind, i)
		}
		return b.String()
	}
	for _, c := range []struct{ extra, want string }{
		{many("mediator", sim.MaxMediators), "want at most 128"},
		{many("shock", sim.MaxShocks), "want at most 512"},
		{many("issue", sim.MaxIssues), "want at most 64"},
		{many("front", sim.MaxFronts+1), "want at most 16"},
		{many("party.rebels.faction", 33), "want at most 32"},
		{"x = " + strings.Repeat("[", 100000) + "\n", "nested too deeply"},
		{strings.Repeat("a.", 100000) + "a = 1\n", "nested too deeply"},
		{"[party.rebels." + strings.Repeat("a.", 100) + "a]\n", "nested too deeply"},
	} {
		_, err := Parse("test.toml", []byte(small+c.extra), Options{})
		wantFault(t, err, c.want)
	}
}

func TestFaultsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString(small + "[zebra]\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "[mediator.un.k%d]\n", i)
	}
	_, err := Parse("test.toml", []byte(b.String()), Options{})
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != fault.MaxFaults+1 || !strings.HasSuffix(lines[fault.MaxFaults], "and 4901 more faults") {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

func TestListAndSource(t *testing.T) {
	if _, ok := Source("minimal"); !ok {
		t.Error("no minimal")
	}
	if _, ok := Source("minimal.toml"); ok {
		t.Error("names have no ending")
	}
	for _, name := range []string{"../go", "", "testdata/circle"} {
		if _, ok := Source(name); ok {
			t.Errorf("%q is not shipped", name)
		}
	}
}

func TestANameThatIsNearlyThatOfAFileSaysWhich(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "aceh.toml", small)
	write(t, dir, "Aceh2.TOML", small)
	write(t, dir, "notes.txt", small)
	for name, want := range map[string]string{"aceh": "aceh.toml", "aceh.tml": "aceh.toml", "aceh.txt": "aceh.toml", "ACEH.toml": "aceh.toml", "aceh2.toml": "Aceh2.TOML",
		"aceh2": "Aceh2.TOML", "notes": "", "atjeh.toml": ""} {
		_, err := Load(filepath.Join(dir, name), Options{})
		if said := "did you mean " + filepath.Join(dir, want) + "?"; err == nil || want != "" && !strings.Contains(err.Error(), said) ||
			want == "" && strings.Contains(err.Error(), "did you mean "+dir) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}
