package results

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"parley/sim"
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

// columns with those of the switches of structure behind the first armColumns.
var columns = slices.Concat(armColumns, switchColumns(), historyColumns)

var armColumns = []Column{
	{"replication", "", "number of the history, from 0; the same number is the same luck in every arm"},
	{"arm", "", "name of the arm, unique"},
	{"regime", "", "regime of the arm"},
	{"lead", "", "mediator that leads; empty where the regime has none"},
}

func switchColumns() (list []Column) {
	for i := range sim.ParameterTable[sim.FirstSwitch:] {
		p := &sim.ParameterTable[int(sim.FirstSwitch)+i]
		list = append(list, Column{p.ID, "", "level that the history met: " + p.Meaning})
	}
	return list
}

var historyColumns = []Column{
	{"end", "", "settlement, victory, divided or unsettled"},
	{"end_month", "month", "month in which the war ended; empty if unsettled"},
	{"winner", "", "party that won; empty without a victory"},
	{"months_at_war", "months", "full months before the end, at most the horizon"},
	{"collapsed_after", "months", "months that the settlement held; empty if it was kept, or there was none"},
	{"kept", "", "1 if a settlement was signed and held through the months of implementation"},
	{"talks_month", "month", "month in which talks first opened"},
	{"meetings", "months", "months with a meeting"},
	{"suspensions", "", "times that talks were suspended"},
	{"frameworks", "", "frameworks signed"},
	{"ceasefire_month", "month", "month of the first ceasefire"},
	{"ceasefires", "", "ceasefires signed"},
	{"extensions", "", "ceasefires prolonged"},
	{"lapses", "", "ceasefires that ran out"},
	{"breakdowns", "", "ceasefires that a violation ended"},
	{"ceasefire_months", "months", "months under a ceasefire"},
	{"violations", "", "violations of ceasefires"},
	{"battles", "", "battles fought"},
	{"broken_issues", "", "agreements on an issue that fell apart"},
	{"acts", "", "acts of third parties until the war ended"},
	{"coordinated", "", "acts of third parties that a plan changed"},
	{"agreed.ISSUE", "month", "month in which the issue was last agreed; empty if it is not"},
	{"position.ISSUE", "position", "what was agreed on; empty if it is not"},
}

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
	for i, level := range o.Structure {
		h.text(sim.ParameterTable[int(sim.FirstSwitch)+i].Levels[level].ID)
	}
	h.text(sim.EndReasonNames[o.End])
	month, winner := o.Month, ""
	switch o.End {
	case sim.EndUnsettled:
		month = sim.Never
	case sim.EndVictory:
		winner = h.c.Parties[o.Winner].ID
	}
	h.month(month)
	h.text(winner)
	h.number(o.Month)
	if o.Collapsed == sim.Never {
		h.text("")
	} else {
		h.number(o.Collapsed)
	}
	h.number(bit(o.Kept()))
	h.month(o.Opened)
	h.number(o.Meetings)
	h.number(o.Suspensions)
	h.number(o.Frameworks)
	h.month(o.FirstTruce)
	for _, n := range [...]int{o.Truces, o.Extensions, o.Lapses, o.Breakdowns, o.TruceMonths, o.Violations, o.Battles,
		o.BrokenIssues, o.Acts, o.Coordinated} {
		h.number(n)
	}
	for k, m := range o.Protocols {
		h.month(m)
		h.line = append(h.line, ',')
		if m != sim.Never {
			h.line = strconv.AppendFloat(h.line, rounded(o.Agreed[k]), 'f', -1, 64)
		}
	}
}
