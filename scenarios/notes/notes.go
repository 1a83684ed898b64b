// Package notes says in sentences what follows from a war without standing in its file:
// what holds though nobody wrote it, numbers that have no effect in this war, and what has
// another effect than its name promises.
//
//  1. Silences (silent.go) are numbers that nothing reads here, by their keys, and tables that do
//     nothing: one note.
//  2. Rows (rows.go) are doubts about the war as a whole, or what names promise, and then what is
//     unsaid: defaults and readings that matter.
//
// A further note is a row: a condition, and a sentence.
package notes

import (
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
	list := append([]Note{{Text: w.sides()}}, w.silences()...)
	for _, r := range rows {
		if names := r.of(w); len(names) > 0 {
			say := strings.NewReplacer("NAMES", first(4, 1, names), "NAME", names[0], "ISSUE", d.Issue[0].ID)
			list = append(list, Note{Text: say.Replace(r.say), Kind: r.kind})
		}
	}
	for _, a := range d.Aside {
		list = append(list, Note{Text: "dropped: " + first(4, 1, a.Paths) + ": " + a.Why, Kind: Answer})
	}
	return list
}

// war is what notes are about.
type war struct {
	*form.Document
	c   *sim.Config
	arm *sim.Arm
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
