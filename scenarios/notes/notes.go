// Package notes says in sentences what follows from a war without standing in its file:
// what holds though nobody wrote it, numbers that have no effect in this war, and what has
// another effect than its name promises.
//
//  1. Silences (silent.go) are numbers that nothing reads here, by their keys, and tables that do
//     nothing: one note.
//  2. Doubts (doubts.go) are about the war as a whole, or what names promise.
//  3. What is unsaid (unsaid.go): defaults and readings that matter.
//
// A further note is a row: a condition, and a sentence.
package notes

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/form"
	"parley/sim"
)

// Kind of a note.
type Kind uint8

const (
	Says   Kind = iota // what holds without being written
	Doubt              // what has no effect, or another than its name promises
	Answer             // a doubt that touches whatever is computed from the war
)

// Note is a sentence without its full stop.
type Note struct {
	Text string
	Kind Kind
	// Of a note on what has no effect: a clause for each reason, and the paths of numbers.
	Clauses, Paths []string
}

// Texts of notes of a kind or a graver one.
func Texts(list []Note, least Kind) (texts []string) {
	for _, n := range list {
		if n.Kind >= least {
			texts = append(texts, n.Text)
		}
	}
	return texts
}

// Of a complete document and what was built of it.
func Of(d *form.Document, c *sim.Config, arm *sim.Arm) []Note {
	w := &war{Document: d, c: c, arm: arm}
	list := append([]Note{{Text: w.sides()}}, joined(w.silences())...)
	for _, r := range slices.Concat(doubts, unsaid) {
		if names := r.of(w); len(names) > 0 {
			list = append(list, Note{Text: strings.NewReplacer("NAMES", few(names), "NAME", names[0], "ISSUE", d.Issue[0].ID).Replace(r.say), Kind: r.kind})
		}
	}
	for _, a := range d.Aside {
		list = append(list, Note{Text: "dropped: " + few(a.Paths) + ": " + a.Why, Kind: Answer})
	}
	return list
}

// joined are clauses on what has no effect as one note of each kind.
func joined(clauses []Note) (list []Note) {
	for _, kind := range []Kind{Answer, Doubt} {
		var texts, paths []string
		for _, n := range clauses {
			if n.Kind == kind {
				texts, paths = append(texts, n.Text), append(paths, n.Paths...)
			}
		}
		if texts != nil {
			list = append(list, Note{Text: "no effect: " + strings.Join(texts, "; "), Kind: kind, Clauses: texts, Paths: paths})
		}
	}
	return list
}

// row is a note: it is made if it holds of somebody.
type row struct {
	kind Kind
	// say has NAMES for all of whom it holds, few if they are many, and NAME for the first.
	say string
	of  func(w *war) []string
}

// war is what notes are about.
type war struct {
	*form.Document
	c   *sim.Config
	arm *sim.Arm
}

// third is the index of a mediator, in the order of the configuration.
func (w *war) third(id string) int {
	return slices.IndexFunc(w.c.Mediators, func(m sim.Mediator) bool { return m.ID == id })
}

func (w *war) month(round int) string { return (w.c.Start + sim.Month(round)).String() }

// thirds of whom something holds, by their index.
func thirds(holds func(w *war, i int, m *form.Mediator) bool) func(*war) []string {
	return func(w *war) []string {
		return form.Where(w.Mediator, func(m *form.Mediator) bool { return holds(w, w.third(m.ID), m) })
	}
}

// shocks of which something holds.
func shocks(holds func(w *war, s *sim.Shock, given *form.Shock) bool) func(*war) []string {
	return func(w *war) (names []string) {
		for i, s := range w.Shock {
			if holds(w, &w.c.Shocks[i], s) {
				names = append(names, s.ID)
			}
		}
		return names
	}
}

// when something holds of the war.
func when(holds func(w *war) bool) func(*war) []string {
	return func(w *war) []string {
		if holds(w) {
			return []string{""}
		}
		return nil
	}
}

// few names of a list that may be long.
func few(names []string) string {
	if n := len(names) - 4; n > 1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:4], ", "), n)
	}
	return strings.Join(names, ", ")
}

func (w *war) sides() string {
	var parts []string
	for _, side := range []int{1, -1, 0} {
		on := form.Where(w.Party, func(p *form.Party) bool { return p.Side.V == side })
		if len(on) == 0 && side != 0 {
			on = []string{"nobody"}
		}
		if len(on) > 0 {
			parts = append(parts, "side "+[]string{"-1", "0", "+1"}[side+1]+": "+strings.Join(on, ", "))
		}
	}
	return strings.Join(parts, "; ")
}
