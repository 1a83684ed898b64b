package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

const hostile = `format = 1
title = "A \u001b[2J \u009b31m \u202etitle\u2069"
start = "2001-01"
months = 24
coordination.lead = "un"
[party.a]
name = "\u001b]0;owned\u0007A"
[party.b]
name = "\u202eB"
[issue.power]
name = "=SUM(1)\u009d"
[mediator.un]
name = "@\u0085\u2066UN"
[mediator.n]
name = "=cmd|' /C calc'!A0"
[link.n]
un = 0.5
`

// Whatever titles, names, arguments and files have in them, no terminal is steered by it, and no spreadsheet runs it.
func TestHostileTextIsShownAndNeverSteersOrRuns(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("war.toml", []byte(hostile), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"check", "war.toml"}, {"show", "war.toml"}, {"run", "war.toml", "--reps", "10"}, {"compare", "war.toml", "--reps", "10", "--more"},
		{"compare", "war.toml", "--leads", "all", "--reps", "4", "--histories", "histories.csv"}, {"trace", "war.toml"},
		{"run", "war.toml", "--reps", "4", "--format", "json"}, {"run", "no\x1b[2J\u202esuch.toml"}, {"run", "war.toml", "--set", "ti\u202etle=\u009bx"},
		{"check", "war.toml", "--set", "party.a.optimism=\x1b[2J"}, {"no\x1bcommand"}, {"run", "--\u202ereps"},
		{"report", "war.toml", "--quick", "--reps", "20", "--out", "page.html", "--figures", "figures"},
		{"sweep", "war.toml", "--vary", "title=\"=1+1\",\"\u202e\"", "--reps", "2", "--out", "titles"},
		{"sweep", "war.toml", "--vary", "months=12,13", "--reps", "2", "--out", "months"}, {"results", "months", "--format", "csv", "--file", "results.csv"},
	} {
		var out, errs bytes.Buffer
		run(args, strings.NewReader(""), &out, &errs)
		if out.Len()+errs.Len() == 0 {
			t.Errorf("%q says nothing", args)
		}
		steersNothing(t, strings.Join(args, " "), out.String()+errs.String())
	}
	pages, _ := filepath.Glob("*.html")
	tables, _ := filepath.Glob("figures/*.csv")
	if len(pages) == 0 || len(tables) == 0 {
		t.Fatal("no page, or no figures")
	}
	for _, file := range append(append(pages, tables...), "histories.csv", "results.csv") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(file) == ".html" {
			steersNothing(t, file, string(text))
			continue
		}
		for _, cell := range strings.FieldsFunc(string(text), func(r rune) bool { return r == ',' || r == '\n' || r == '"' }) {
			if strings.ContainsRune("=@", rune(cell[0])) {
				t.Errorf("%s: a spreadsheet runs %s", file, cell)
			}
		}
	}
}

func steersNothing(t *testing.T, what, text string) {
	for _, r := range text {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Bidi_Control) {
			t.Errorf("%q puts %U out", what, r)
			return
		}
	}
}
