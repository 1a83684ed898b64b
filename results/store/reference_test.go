package store_test

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/results/experiment"
	"parley/results/narrative"
	"parley/results/outcome"
	"parley/results/question"
	"parley/results/sensitivity"
	"parley/results/store"
	"parley/results/why"
	"parley/sim/stats"
	"parley/sim/sweep"
)

var update = flag.Bool("update", false, "rewrite the tables of docs/reference/columns.md")

const reference = "../../docs/reference/columns.md"

// documents by the name that their tables have in the reference.
var documents = map[string]any{
	"run and compare": experiment.Summary{}, "leads": question.Leads{}, "mechanisms": question.Mechanisms{}, "cells": question.Cells{}, "roles": question.Roles{}, "wars": question.Wars{},
	"trace": narrative.Trace{}, "why": why.Why{}, "sensitivity": sensitivity.Result{},
}

func TestTheReferenceOfColumnsIsThatOfTheCode(t *testing.T) {
	text, err := os.ReadFile(reference)
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string]string{
		"units": unitTable(), "results": columnTable(store.Columns(&sweep.Plan{})), "histories": columnTable(store.HistoryColumns(&sweep.Plan{})), "histories of run": historiesTable(),
	}
	head := documentTable(experiment.Head{})
	tables["head"] = head
	for name, document := range documents {
		tables[name] = strings.Replace(documentTable(document), strings.TrimPrefix(head, tableHead), "", 1)
	}
	want := string(text)
	for name, table := range tables {
		mark := "<!-- " + name + " -->\n"
		before, rest, ok := strings.Cut(want, mark)
		_, after, closed := strings.Cut(rest, "<!-- end -->\n")
		if !ok || !closed {
			t.Fatalf("%s has no place for the table of %s", reference, name)
		}
		want = before + mark + table + "<!-- end -->\n" + after
	}
	if *update {
		if err := os.WriteFile(reference, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(string(text), "\n"), strings.Split(want, "\n")); diff != "" {
		t.Errorf("%s differs from the code (go test ./results/store -update rewrites it): -page +code\n%s", reference, diff)
	}
}

// A figure without a unit is a count, a number or a switch.
func TestEveryFigureHasAMeaningAndAKnownUnit(t *testing.T) {
	known := func(where, unit, meaning string) {
		if _, ok := unitNamed(unit); unit != "" && !ok || meaning == "" {
			t.Errorf("%s: unit %q, meaning %q", where, unit, meaning)
		}
	}
	for _, c := range append(store.Columns(&sweep.Plan{}), store.HistoryColumns(&sweep.Plan{})...) {
		known(c.Name, c.Unit, c.Meaning)
		if c.Kind == store.Double && c.Unit == "" {
			t.Errorf("%s: a decimal without a unit", c.Name)
		}
	}
	for _, c := range outcome.Columns() {
		known(c.Name, c.Unit, c.Meaning)
	}
	for name, document := range documents {
		eachField(reflect.TypeOf(document), "", func(path, kind string, f reflect.StructField) {
			known(name+": "+path, f.Tag.Get("unit"), f.Tag.Get("doc"))
			if kind == "number" && f.Tag.Get("unit") == "" {
				t.Errorf("%s: %s: a decimal without a unit", name, path)
			}
		})
	}
}

func unitTable() string {
	var b strings.Builder
	b.WriteString("| unit | range | what it is |\n|---|---|---|\n")
	for _, u := range units {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", u.Name, u.Range, u.Meaning)
	}
	return b.String()
}

const tableHead = "| name | type | unit | range | meaning |\n|---|---|---|---|---|\n"

func line(b *strings.Builder, name, kind, unit, meaning string) {
	fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", name, kind, unit, rangeOf(kind, unit), meaning)
}

func rangeOf(kind, unit string) string {
	if u, ok := unitNamed(unit); ok {
		return u.Range
	}
	switch kind {
	case string(store.Int), "whole number":
		return "0 or more"
	case string(store.Bool), "true or false":
		return "true, false"
	}
	return ""
}

func columnTable(columns []store.Column) string {
	var b strings.Builder
	b.WriteString(tableHead)
	for _, c := range columns {
		line(&b, c.Name, string(c.Kind), c.Unit, c.Meaning)
	}
	return b.String()
}

func historiesTable() string {
	var b strings.Builder
	b.WriteString("| name | unit | range | meaning |\n|---|---|---|---|\n")
	for _, c := range outcome.Columns() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", c.Name, c.Unit, rangeOf("", c.Unit), c.Meaning)
	}
	return b.String()
}

func documentTable(document any) string {
	var b strings.Builder
	b.WriteString(tableHead)
	eachField(reflect.TypeOf(document), "", func(path, kind string, f reflect.StructField) {
		line(&b, path, kind, f.Tag.Get("unit"), f.Tag.Get("doc"))
	})
	return b.String()
}

// eachField walks the fields of a document in the order of its JSON: lists as
// PATH[], maps by id as PATH.ID.
func eachField(t reflect.Type, path string, visit func(path, kind string, f reflect.StructField)) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			eachField(f.Type, path, visit)
			continue
		case !f.IsExported() || name == "-":
			continue
		case path != "":
			name = path + "." + name
		}
		of := f.Type
		for {
			if of.Kind() == reflect.Slice {
				name += "[]"
			} else if of.Kind() == reflect.Map {
				name += ".ID"
			} else if of.Kind() != reflect.Pointer {
				break
			}
			of = of.Elem()
		}
		kind := kindOf(of)
		visit(name, kind, f)
		if kind == "object" {
			eachField(of, name, visit)
		}
	}
}

func kindOf(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[stats.Estimate]():
		return "estimate"
	case reflect.TypeFor[stats.Difference]():
		return "difference"
	}
	switch t.Kind() {
	case reflect.Struct:
		return "object"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Float64:
		return "number"
	}
	return "whole number"
}
