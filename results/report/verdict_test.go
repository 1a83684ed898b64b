package report

import (
	"strings"
	"testing"

	"parley/results/experiment"
	"parley/results/figures"
	"parley/results/question"
	"parley/sim/stats"
)

func TestAVerdictSaysWhatTheIntervalRulesOut(t *testing.T) {
	for _, c := range []struct {
		low, middle, high float64 // in wars of 100
		words, sign       string
	}{
		{1, 2, 3, "helps", "▲"}, {-3, -2, -1, "hurts", "▼"}, {-0.5, 0.1, 0.7, "nothing", ""}, {0.1, 0.4, 0.9, "nothing", ""},
		{0.1, 0.9, 1.7, "undecided, no loss", "▲?"}, {-1.7, -0.9, -0.1, "undecided, no gain", "▼?"},
		{-0.4, 0.9, 2.2, "undecided, no loss above 0.4", "?"}, {-2.2, -0.9, 0.4, "undecided, no gain above 0.4", "?"},
	} {
		d := stats.Difference{Difference: c.middle / 100, Low: c.low / 100, High: c.high / 100}
		if got := verdict(d); got != c.words || sign(d) != c.sign {
			t.Errorf("%g (%g to %g) is %q %s, want %q %s", c.middle, c.low, c.high, got, sign(d), c.words, c.sign)
		}
	}
}

// littleHelp is above nothing, and perhaps below 1 in 100.
var littleHelp = stats.Difference{Difference: 0.009, Low: 0.001, High: 0.017}

// leaning is the input of a page on which every effect is littleHelp.
func leaning(t *testing.T) page {
	in := small(t)
	for i := range in.Summary.Contrasts {
		c := &in.Summary.Contrasts[i]
		c.Settled, c.Verdict = littleHelp, stats.Judge(littleHelp)
	}
	effect := question.Effect{Difference: littleHelp, Judged: question.Judged{Verdict: stats.Judge(littleHelp)}}
	in.Leads = &question.Leads{Leads: []question.Lead{{ID: "un", From: "2001-01", Effect: effect, Best: 1}}}
	in.Leads.Verdicts.Unclear = 1
	in.Leads.Replications = 100
	worth := question.Worth{ID: "pool", Settled: littleHelp, LeftOut: littleHelp, Alone: littleHelp, Judged: effect.Judged}
	in.Mechanisms = &question.Mechanisms{Mechanisms: []question.Worth{worth}}
	role := question.RoleEffect{Role: "guarantor", Settled: littleHelp, Kept: littleHelp, Judged: effect.Judged}
	in.Roles = &question.Roles{}
	for _, id := range []string{"whole", "before", "talks", "signed"} {
		in.Roles.Phases = append(in.Roles.Phases, question.RolePhase{ID: id, Effects: []question.RoleEffect{role}})
	}
	return in
}

// The sentence on how sure it is, the numbers of every picture, and the map.
func TestAnEffectAboveNothingIsNotJustUndecided(t *testing.T) {
	in := leaning(t)
	const want = "undecided, no loss"
	d := Page(in.Input)
	if text := said(t, in, "How sure"); !strings.Contains(strings.ToLower(text), want) {
		t.Errorf("%q does not say %q", text, want)
	}
	for _, f := range figures.Of(d) {
		for _, row := range f.Rows {
			for k, head := range f.Header {
				if head == "verdict" && row[k] != want {
					t.Errorf("%s: %q in its numbers", f.Name, row[k])
				}
			}
		}
		if f.Name == "roles-picture" && !strings.Contains(f.Inline(), "+0.9 ▲?") {
			t.Errorf("the map shows %s", f.Inline())
		}
	}
}

func TestTheAnswerIsOneSentenceWithItsUncertainty(t *testing.T) {
	in := leaning(t)
	for i := range in.Summary.Contrasts {
		c := &in.Summary.Contrasts[i]
		c.Uncertainty = decomposed()
		c.Overall = c.Uncertainty.Overall(c.Settled)
	}
	s := Page(in.Input).Sections[0]
	text := s.Blocks[0].Answer
	if strings.Count(text, ". ") > 0 || !strings.HasSuffix(text, ".") || !strings.Contains(text, "+0.9 (plausibly -9.6 to +11.4)") {
		t.Errorf("%q", text)
	}
	if s.Blocks[1].Figure == nil || len(s.Blocks[1].Figure.(*figures.Figure).Rows) != 2*len(experiment.Ladder) {
		t.Error("the section does not begin with the sentence and the picture of the ladder")
	}
}
