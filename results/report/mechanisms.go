package report

import (
	"fmt"
	"strings"

	"parley/results"
	"parley/results/document"
	"parley/results/figures"
	"parley/results/words"
	"parley/sim/stats"
)

// costWords say what each cost of a lead is, by name.
var costWords = map[string]string{
	"effort":        "the more others a lead coordinates, the less it does itself",
	"delay":         "acts that the plan changed answer the needs of the month before",
	"corroboration": "messages under a single text count as one voice",
}

// mechanisms is what each thing that a lead does is worth.
func (in *Input) mechanisms() document.Section {
	s := document.Section{ID: "mechanisms", Heading: "Through what: the worth of each thing a lead does"}
	m := in.Mechanisms
	switch {
	case in.lead() == nil:
		s.Add(document.Block{Absent: noLead})
		return s
	case m == nil:
		s.Add(document.Block{Absent: "Not played."})
		return s
	}
	s.Say(fmt.Sprintf("A lead does several things at once. Each was switched on and off in every combination, over %s wars. The worth of one is what it adds when it joins"+
		" the others, averaged over all orders in which they could join: a fair division of the whole (the Shapley value).", words.Thousands(int64(m.Replications))))
	s.Add(document.Block{Figure: in.mechanismPicture()})
	total := m.Sum.Settled
	s.Say(worthWords(m), fmt.Sprintf("All worths add up, but for rounding, to %s of 100 wars (%s). That whole is the answer at the top once more, from fewer wars and so less exact.",
		more(total.Difference, 2), interval(total)))
	s.Add(document.Block{Table: mechanismTable(m)})
	s.Add(document.Block{Note: "If left out: what is lost if only this one is switched off. Alone: what it adds if it is the only one. Both can differ from the worth, even in sign, where one thing" +
		" helps or hinders another. Costs are charged with all mechanisms on. Followers: third parties that accept the lead."})
	return s
}

// worthWords names what helps and what hurts.
func worthWords(m *results.Mechanisms) string {
	by := map[stats.Verdict][]string{}
	open := map[string][]string{} // by what is known of those that are undecided
	var kinds []string
	for _, w := range append(append([]results.Worth{}, m.Mechanisms...), m.Costs...) {
		by[w.Verdict] = append(by[w.Verdict], w.ID)
		if w.Verdict == stats.Unclear {
			kind := strings.TrimPrefix(judged(w.Verdict, w.Settled).words, undecided)
			if open[kind] == nil {
				kinds = append(kinds, kind)
			}
			open[kind] = append(open[kind], w.ID)
		}
	}
	text := ""
	if len(by[stats.Helps]) > 0 {
		text += "What helps: " + words.List(by[stats.Helps]) + ". "
	}
	if len(by[stats.Hurts]) > 0 {
		text += "What hurts: " + words.List(by[stats.Hurts]) + ". "
	}
	switch {
	case text == "" && len(by[stats.Unclear]) == 0:
		return "None of them moves the number of settled wars by more than 1 in 100."
	case text == "":
		text = "None is shown to be worth more than 1 in 100 wars, for good or ill. "
	}
	for _, kind := range kinds {
		text += fmt.Sprintf("Undecided (%s): %s. ", kind, words.List(open[kind]))
	}
	return strings.TrimSpace(text)
}

func (in *Input) mechanismPicture() *figures.Figure {
	m := in.Mechanisms
	f := newEffects("mechanisms-picture", "What each mechanism and cost of a lead is worth, in settled wars of 100", "mechanism or cost", "worth of 100", "from", "to", "verdict")
	add := func(label string, w *results.Worth, series int) {
		d := w.Settled
		f.add(label, d, series, more(d.Difference, 2), label, more(d.Difference, 2), more(d.Low, 2), more(d.High, 2), judged(w.Verdict, d).words)
	}
	for i := range m.Mechanisms {
		add(m.Mechanisms[i].ID, &m.Mechanisms[i], 0)
	}
	for i := range m.Costs {
		add("cost: "+m.Costs[i].ID, &m.Costs[i], 1)
	}
	return f.figure()
}

// withEnds is a difference with its interval.
func withEnds(d stats.Difference) string {
	return fmt.Sprintf("%s (%s to %s)", more(d.Difference, 2), more(d.Low, 2), more(d.High, 2))
}

func mechanismTable(m *results.Mechanisms) *document.Table {
	t := &document.Table{Caption: "What they are, in settled wars of 100", Header: []string{"name", "what it is", "worth (95 % interval)", "verdict", "if left out", "alone"}}
	add := func(w *results.Worth, what string) {
		t.Rows = append(t.Rows, []string{w.ID, what, withEnds(w.Settled), judged(w.Verdict, w.Settled).words, withEnds(w.LeftOut), withEnds(w.Alone)})
	}
	for i := range m.Mechanisms {
		w := &m.Mechanisms[i]
		add(w, mechanismWord[w.ID])
	}
	for i := range m.Costs {
		add(&m.Costs[i], costWords[m.Costs[i].ID])
	}
	return t
}
