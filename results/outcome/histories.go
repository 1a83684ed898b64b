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
		arm, lead := &h.arms[a], ""
		if sim.Regimes[arm.Regime].NeedsLead && arm.Lead >= 0 {
			lead = h.c.Mediators[arm.Lead].ID
		}
		rows = append(rows, h.row([]string{strconv.Itoa(replication), arm.Name, arm.Regime.String(), lead}, &outcomes[a]))
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
