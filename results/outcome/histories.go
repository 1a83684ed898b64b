package outcome

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"parley/sim"
	"parley/sim/stats"
)

// Histories writes one CSV row for each history and arm. Months count from 1,
// the month of time zero; what did not happen is empty. IDs need no quotes.
type Histories struct {
	w    io.Writer
	c    *sim.Config
	arms []sim.Arm
	line []byte
}

// Column of the file of histories. Unit is one of Units, empty for words and counts.
type Column struct{ Name, Unit, Meaning string }

// Columns of the file, in order; the last two stand once for each issue.
func Columns() []Column { return slices.Clone(columns) }

// columns are those of an arm, the codebook, and those of each issue.
var columns = func() []Column {
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
}()

// outputs of the codebook in the order that this file has always had; agreed.ISSUE says
// more than the number of issues agreed.
var outputs = func() []*Output {
	list := slices.DeleteFunc(OfHistories(), func(x *Output) bool { return x.ID == "agreed_issues" })
	at := func(id string) int {
		return slices.IndexFunc(list, func(x *Output) bool { return x.ID == id })
	}
	for _, move := range [][2]string{{"winner", "months_at_war"}, {"collapsed_after", "kept"}, {"broken_issues", "acts"}} {
		i := at(move[0])
		x := list[i]
		list = slices.Insert(slices.Delete(list, i, i+1), at(move[1]), x)
	}
	return list
}()

// perIssue of the columns stand once for each issue.
const perIssue = 2

// HistoriesHead is how every file of histories begins, whatever its issues.
const HistoriesHead = "replication,arm,regime,lead,structure.attention,"

// NewHistories writes the header.
func NewHistories(w io.Writer, c *sim.Config, arms []sim.Arm) (*Histories, error) {
	h := &Histories{w: w, c: c, arms: arms}
	fixed := len(columns) - perIssue
	h.line = append(h.line, columns[0].Name...)
	for _, column := range columns[1:fixed] {
		h.text(column.Name)
	}
	for i := range c.Issues {
		for _, column := range columns[fixed:] {
			h.text(strings.TrimSuffix(column.Name, "ISSUE") + c.Issues[i].ID)
		}
	}
	return h, h.flush()
}

// Of writes to the same file the rows of other arms, which may belong to a war
// that differs in anything but its parties, third parties and issues.
func (h *Histories) Of(c *sim.Config, arms []sim.Arm) *Histories {
	return &Histories{w: h.w, c: c, arms: arms}
}

func (h *Histories) flush() error {
	h.line = append(h.line, '\n')
	_, err := h.w.Write(h.line)
	h.line = h.line[:0]
	return err
}

func (h *Histories) text(s string) { h.line = append(append(h.line, ','), s...) }

func (h *Histories) number(n int) { h.line = strconv.AppendInt(append(h.line, ','), int64(n), 10) }

func (h *Histories) month(m int) {
	if m == sim.Never {
		h.line = append(h.line, ',')
		return
	}
	h.number(m + 1)
}

// Add writes the rows of a replication, one outcome for each arm.
func (h *Histories) Add(replication int, outcomes []sim.Outcome) error {
	for a := range outcomes {
		h.add(replication, &h.arms[a], &outcomes[a])
		if err := h.flush(); err != nil {
			return err
		}
	}
	return nil
}

func (h *Histories) add(replication int, arm *sim.Arm, o *sim.Outcome) {
	h.line = strconv.AppendInt(h.line, int64(replication), 10)
	h.text(arm.Name)
	h.text(arm.Regime.String())
	lead := ""
	if sim.Regimes[arm.Regime].NeedsLead && arm.Lead >= 0 {
		lead = h.c.Mediators[arm.Lead].ID
	}
	h.text(lead)
	for _, x := range outputs {
		switch v := x.Value(o); {
		case v == sim.Never:
			h.text("")
		case x.Kind == Word:
			h.text(x.Words[v])
		case x.Kind == Party:
			h.text(h.c.Parties[v].ID)
		default:
			h.number(x.Shown(v))
		}
	}
	for k, m := range o.Protocols {
		h.month(m)
		h.line = append(h.line, ',')
		if m != sim.Never {
			h.line = strconv.AppendFloat(h.line, stats.Rounded(o.Agreed[k]), 'f', -1, 64)
		}
	}
}
