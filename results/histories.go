package results

import (
	"io"
	"strconv"

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

// columns of the file, before those of the issues.
var columns = []string{"replication", "arm", "regime", "lead", "attention", "end", "month", "winner", "months_at_war",
	"collapsed_after", "kept", "talks_opened", "meetings", "suspensions", "frameworks", "first_ceasefire", "ceasefires",
	"extensions", "lapses", "breakdowns", "ceasefire_months", "violations", "battles", "broken_issues", "acts", "coordinated"}

// NewHistories writes the header: columns, then for each issue agreed.ID, the
// month in which it was last agreed, and position.ID, what was agreed.
func NewHistories(w io.Writer, c *sim.Config, arms []sim.Arm) (*Histories, error) {
	h := &Histories{w: w, c: c, arms: arms}
	for i, name := range columns {
		if i > 0 {
			h.line = append(h.line, ',')
		}
		h.line = append(h.line, name...)
	}
	for i := range c.Issues {
		h.text("agreed." + c.Issues[i].ID)
		h.text("position." + c.Issues[i].ID)
	}
	return h, h.flush()
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
	h.text(sim.AttentionNames[arm.Attention])
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
