package words

import (
	"fmt"
	"slices"
	"strings"

	"parley/sim/stats"
)

const undecided = "undecided"

// Verdict in a word that fits a column.
func Verdict(v stats.Verdict) string {
	if v == stats.Unclear {
		return undecided
	}
	return string(v)
}

// FindingKey explains the words of findings.
const FindingKey = "More, less: by over a point, and the interval excludes 0. The same, nothing: all of it is within a point of 0. Undecided: neither."

// Finding is what one way of mediating changes, on both outcomes: whether a settlement is
// signed, and whether it is signed and kept.
type Finding struct{ Column, Sentence string }

// order of verdicts in findings.
var order = []stats.Verdict{stats.Helps, stats.Nothing, stats.Hurts, stats.Unclear}

// findings by the verdict on settled, a row each, and on kept. Where they differ, more or
// less may be signed without changing what holds.
var findings = [4][4]Finding{
	{{"helps peace that holds", "it helps peace that holds"},
		{"buys signatures", "it buys signatures, and no more peace that holds"},
		{"buys signatures, costs peace", "it buys signatures and costs peace that holds"},
		{"more signed, kept undecided", "more is signed; whether more is kept is undecided"}},
	{{"the same signed, more kept", "as much is signed, and more of it is kept"},
		{"nothing within a point", "it changes nothing, within a point"},
		{"the same signed, less kept", "as much is signed, and less of it is kept"},
		{"the same signed, kept undecided", "as much is signed; whether more is kept is undecided"}},
	{{"less signed, more kept", "less is signed, and more is kept"},
		{"costs signatures", "it costs signatures, and no peace that holds"},
		{"costs peace that holds", "it costs peace that holds"},
		{"less signed, kept undecided", "less is signed; whether less is kept is undecided"}},
	{{"more kept, signed undecided", "more is kept; whether more is signed is undecided"},
		{"the same kept, signed undecided", "as much is kept; whether more is signed is undecided"},
		{"less kept, signed undecided", "less is kept; whether less is signed is undecided"},
		{undecided, "it is undecided"}},
}

// signed are findings on settled alone, and kept on kept alone.
var (
	signed = [4]Finding{{"more signed", "more is signed"}, {"the same signed", "as much is signed, within a point"},
		{"less signed", "less is signed"}, {undecided, "it is undecided"}}
	kept = [4]Finding{{"more kept", "more is kept"}, {"the same kept", "as much is kept, within a point"},
		{"less kept", "less is kept"}, {"kept undecided", "whether more is kept is undecided"}}
)

// Findings where nothing can differ, or nothing does.
var (
	identical  = Finding{"identical", "it changes nothing, as every history is the same"}
	noneDiffer = Finding{"no outcome differs", "it changes the outcome of no history that was played"}
	noneSigned = Finding{"both 0 %", "it changes nothing that shows, as nothing is signed either way"}
	allKept    = Finding{"both 100 %", "it changes nothing that shows, as everything is signed and kept either way"}
)

// Compared are two arms: shares of histories that are settled and kept in each, and
// their differences. Same says that no outcome differs, Identical that none can by
// construction; Followed that settlements are followed after their signature.
type Compared struct {
	Settled, Kept             stats.Difference
	SettledIn, KeptIn         [2]float64
	Same, Identical, Followed bool
}

// Finding is the one place where verdicts on two arms become words.
func (c Compared) Finding() Finding {
	both := func(in [2]float64, share float64) bool { return in == [2]float64{share, share} }
	s, k := place(c.Settled), place(c.Kept)
	switch {
	case both(c.SettledIn, 0):
		return noneSigned
	case both(c.SettledIn, 1) && (!c.Followed || both(c.KeptIn, 1)):
		return allKept
	case c.Identical:
		return identical
	case c.Same:
		return noneDiffer
	case !c.Followed:
		return signed[s]
	case both(c.KeptIn, 0):
		return Finding{signed[s].Column + ", none kept", signed[s].Sentence + ", and nothing that is signed ever holds"}
	case both(c.SettledIn, 1):
		return Finding{"all signed, " + kept[k].Column, "everything is signed, either way; " + kept[k].Sentence}
	}
	return findings[s][k]
}

// Judged is the finding of two intervals where nothing more is known, kept nil where it is
// not.
func Judged(settled stats.Difference, kept *stats.Difference) Finding {
	if kept == nil {
		return signed[place(settled)]
	}
	return findings[place(settled)][place(*kept)]
}

// place of a verdict in findings.
func place(d stats.Difference) int { return slices.Index(order, stats.Judge(d)) }

// Undecided says that neither outcome allows to say anything.
func (f Finding) Undecided() bool  { return f.Column == undecided }
func (c Compared) Undecided() bool { return c.Finding().Undecided() }

// Cell is a finding in a column, with what is ruled out where it is undecided.
func (c Compared) Cell() string {
	if c.Undecided() {
		return undecided + ", " + RulesOutMost(c.Settled)
	}
	return c.Finding().Column
}

// RulesOutMost is the narrower side of what an interval rules out.
func RulesOutMost(d stats.Difference) string {
	switch {
	case d.Low >= 0:
		return "no loss"
	case d.High <= 0:
		return "no gain"
	case -d.Low <= d.High:
		return "no loss above " + bound(-d.Low)
	}
	return "no gain above " + bound(d.High)
}

// RuledOut says what an interval rules out: "a gain above 3.0 points and a loss above 0.4", from 10 on in whole points.
func RuledOut(d stats.Difference) string {
	above := func(side string, x float64) string {
		if 100*x >= 9.95 {
			return fmt.Sprintf("a %s above %.0f points", side, 100*x)
		}
		return "a " + side + " above " + bound(x) + " points"
	}
	gain, loss := above("gain", d.High), above("loss", -d.Low)
	switch {
	case d.Low >= 0:
		return "any loss, and " + gain
	case d.High <= 0:
		return "any gain, and " + loss
	case d.High >= 1 && d.Low <= -1:
		return "nothing"
	case d.High >= 1:
		return loss
	case d.Low <= -1:
		return gain
	}
	return gain + " and " + strings.TrimSuffix(loss, " points")
}

// bound is one in points, never none.
func bound(x float64) string { return fmt.Sprintf("%.1f", max(100*x, 0.1)) }
