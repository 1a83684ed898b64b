// Package outcome is the codebook of outcomes: what a history comes to, each output
// once. From its rows follow all tables of histories and of arms, and their
// documentation; a new output is a new row of Outputs and nothing else.
//
// Terms, from the engine to a table:
//
//  1. A history is one run of the model; what it came to is a sim.Outcome.
//  2. An Output is a column of a table of histories: an id, a kind, a unit, a meaning
//     and a function from the Outcome to a whole number. The number is sim.Never where
//     the output does not exist, as the month of a ceasefire that nobody signed.
//  3. A Figure is a column of a table of arms: how an output is summarised over the
//     histories of an arm, as a share, a mean, or a mean over the histories in which it
//     exists. All figures follow from sums of whole numbers (stats.Sums), which do not
//     depend on their order.
//
// The order of the rows is that of the columns. Those of an arm come in groups, each
// in the order of the rows; see Figures.
package outcome

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios/sheet"
	"parley/sim"
	"parley/sim/stats"
)

// Kind of an output says what its whole number means.
type Kind uint8

const (
	Count  Kind = iota // how many, 0 or more
	Flag               // 1 for yes, 0 for no
	Months             // a length of time, 0 or more
	Month              // a month from 0, that of time zero; tables count from 1
	Word               // index of Words
	Party              // index of sim.Config.Parties
)

// Output is a row of the codebook.
type Output struct {
	ID   string
	Kind Kind
	// Words of kind Word.
	Words   []string
	Meaning string
	// Value of a history, sim.Never where it does not exist.
	Value func(o *sim.Outcome) int
	// Optional values may not exist.
	Optional bool
	// OfArms outputs are no column of histories: another output says the same there.
	OfArms bool
	// Figures of an arm.
	Figures []Figure
}

// Unit of the values, as in the list of units: month, months, or none.
func (x *Output) Unit() string {
	switch x.Kind {
	case Month:
		return "month"
	case Months:
		return "months"
	}
	return ""
}

// Shown is a value, which exists, as tables have it: months count from 1.
func (x *Output) Shown(value int) int {
	if x.Kind == Month {
		return value + 1
	}
	return value
}

// Named is the value of a history as documents have it: a word, the ID of a party, or a
// number; nil where it does not exist.
func (x *Output) Named(c *sim.Config, o *sim.Outcome) any {
	switch v := x.Value(o); {
	case v == sim.Never:
		return nil
	case x.Kind == Word:
		return x.Words[v]
	case x.Kind == Party:
		return c.Parties[v].ID
	default:
		return x.Shown(v)
	}
}

// How an output is summarised over the histories of an arm.
type How uint8

const (
	Total          How = iota // sum
	Share                     // sum over the number of histories, with its interval
	Difference                // of a share from that of the first arm, with its interval
	Mean                      // over all histories, with its interval
	Existing                  // number of histories in which it exists
	MeanOfExisting            // mean over those
	PerHistory                // mean over all histories
)

// HasInterval says whether two more columns hold the ends of a 95 % interval.
func (h How) HasInterval() bool { return h == Share || h == Difference || h == Mean }

// Figure is a column of arms.
type Figure struct {
	How         How
	ID, Meaning string
}

// ArmFigure is a figure with its output.
type ArmFigure struct {
	Figure
	// Output is an index of Outputs.
	Output int
	Unit   string
}

// groups of the columns of an arm, in order.
var groups = [][]How{{Total}, {Share}, {Difference}, {Mean}, {Existing, MeanOfExisting}, {PerHistory}}

// Figures of an arm, in the order of its columns: counts of endings, shares,
// differences, the mean, what need not exist, and what is counted in every history.
func Figures() (list []ArmFigure) {
	for _, group := range groups {
		for i := range Outputs {
			for _, f := range Outputs[i].Figures {
				if slices.Contains(group, f.How) {
					list = append(list, ArmFigure{f, i, f.unit(&Outputs[i])})
				}
			}
		}
	}
	return list
}

func (f *Figure) unit(x *Output) string {
	switch f.How {
	case Total, Existing:
		return "histories"
	case Share:
		return "share"
	case Difference:
		return "difference"
	case PerHistory:
		return "per history"
	}
	return x.Unit()
}

// OfHistories are the outputs that are columns of a table of histories.
func OfHistories() (list []*Output) {
	for i := range Outputs {
		if !Outputs[i].OfArms {
			list = append(list, &Outputs[i])
		}
	}
	return list
}

// Index of the output of an id, which there is.
func Index(id string) int {
	i := slices.IndexFunc(Outputs, func(x Output) bool { return x.ID == id })
	if i < 0 {
		panic("outcome: no output is called " + id)
	}
	return i
}

// Values of all outputs, for a sweep to sum.
func Values() (list []func(*sim.Outcome) int) {
	for i := range Outputs {
		list = append(list, Outputs[i].Value)
	}
	return list
}

// Histories writes one CSV row for each history and arm. Months count from 1,
// the month of time zero; what did not happen is empty.
type Histories struct {
	w    *sheet.Writer
	c    *sim.Config
	arms []sim.Arm
}

// Column of the file of histories. Unit is empty for words and counts.
type Column struct{ Name, Unit, Meaning string }

// Columns of the file, in order: those of an arm, the codebook, and two that stand once
// for each issue.
func Columns() []Column {
	list := []Column{
		{"replication", "", "number of the history, from 0; the same number has the same random numbers in every arm"},
		{"arm", "", "name of the arm, unique"},
		{"regime", "", "regime of the arm"},
		{"lead", "", "mediator that leads; empty where the regime has none"},
	}
	for _, x := range outputs {
		list = append(list, Column{x.ID, x.Unit(), x.Meaning})
	}
	return append(list,
		Column{"agreed.ISSUE", "month", "month in which the issue was last agreed; empty if it is not"},
		Column{"position.ISSUE", "position", "what was agreed on; empty if it is not"})
}

// outputs of the codebook; agreed.ISSUE says more than the number of issues agreed.
var outputs = slices.DeleteFunc(OfHistories(), func(x *Output) bool { return x.ID == "agreed_issues" })

// perIssue of the columns stand once for each issue.
const perIssue = 2

// HistoriesHead is how every file of histories begins, whatever its issues.
const HistoriesHead = "replication,arm,regime,lead,structure.attention,"

// NewHistories writes the header.
func NewHistories(w io.Writer, c *sim.Config, arms []sim.Arm) (*Histories, error) {
	h := &Histories{sheet.NewWriter(w), c, arms}
	var head []string
	columns := Columns()
	fixed := len(columns) - perIssue
	for _, column := range columns[:fixed] {
		head = append(head, column.Name)
	}
	for i := range c.Issues {
		for _, column := range columns[fixed:] {
			head = append(head, strings.TrimSuffix(column.Name, "ISSUE")+c.Issues[i].ID)
		}
	}
	return h, h.w.WriteAll([][]string{head})
}

// Of writes to the same file the rows of other arms, which may belong to a war
// that differs in anything but its parties, third parties and issues.
func (h *Histories) Of(c *sim.Config, arms []sim.Arm) *Histories { return &Histories{h.w, c, arms} }

// Add writes the rows of a replication, one outcome for each arm.
func (h *Histories) Add(replication int, outcomes []sim.Outcome) error {
	var rows [][]string
	for a := range outcomes {
		arm := &h.arms[a]
		rows = append(rows, h.row([]string{strconv.Itoa(replication), arm.Name, arm.Regime.String(), h.c.LeadOf(arm)}, &outcomes[a]))
	}
	return h.w.WriteAll(rows)
}

// row of an outcome, behind the columns of its arm.
func (h *Histories) row(row []string, o *sim.Outcome) []string {
	for _, x := range outputs {
		text := ""
		if v := x.Named(h.c, o); v != nil {
			text = fmt.Sprint(v)
		}
		row = append(row, text)
	}
	for k, m := range o.Protocols {
		if m == sim.Never {
			row = append(row, "", "")
		} else {
			row = append(row, strconv.Itoa(m+1), strconv.FormatFloat(stats.Rounded(o.Agreed[k]), 'f', -1, 64))
		}
	}
	return row
}
