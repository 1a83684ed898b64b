package report

import (
	"fmt"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/words"
	"parley/sim"
	"parley/sim/infer/study"
)

// parameters is the lead's effect over draws of the model's uncertain numbers and structure.
func (in *Input) parameters() document.Section {
	s := document.Section{ID: "parameters", Heading: "Does the answer hold whatever the uncertain numbers are?"}
	switch {
	case in.lead() == nil:
		s.Add(document.Block{Absent: noLead})
		return s
	case in.Spread == nil:
		s.Add(document.Block{Absent: "Not shown: the uncertain numbers stood at one value each (parameters.mode is point), so there are no draws of them to compare."})
		return s
	}
	x := in.Spread
	from := "their ranges before any fitting (the prior)"
	if in.Summary.Parameters.Mode == sim.ParameterModeNames[sim.ParametersPosterior] {
		from = "what fitting to the record left of them (the posterior)"
	}
	s.Say(fmt.Sprintf("Nobody knows the model's numbers, such as how much a month of war costs the sides. They were drawn %s from %s. For each draw the same war was"+
		" played %s under a lead, and as often with nobody leading. Each dot is one draw.", words.Count(x.Draws, "time", "times"), from, words.Count(x.Reps, "time", "times")))
	s.Add(document.Block{Figure: in.spreadPicture()})
	s.Say(spreadWords(&x.Spread))
	s.Add(document.Block{Note: fmt.Sprintf("With %s histories a draw, a dot is off by about %s of 100 wars through chance alone, so much of their spread is chance, and more of them lie outside of the grey than true effects do. The shares take that out: they are"+
		" those of the true effects that fit the dots best (M. Stephens, False discovery rates: a new deal, Biostatistics 18, 2017). In brackets: what as many other draws might"+
		" have given. The average over the dots rests on fewer wars than the answer at the top.",
		words.Thousands(int64(x.Reps)), in100(float64(x.Effect.StandardError)))})
	return s
}

// share of draws with its interval.
func share(i study.Interval) string {
	return fmt.Sprintf("%s (%s to %s)", percent(float64(i.Value)), percent(float64(i.Low)), percent(float64(i.High)))
}

func spreadWords(x *study.Spread) string {
	e := &x.Effect
	return fmt.Sprintf("A lead helps by more than 1 in 100 wars in %s of the draws, changes next to nothing in %s and hurts in %s."+
		" On average it adds %s of 100 wars (%s to %s).", share(e.Corrected.Helps), share(e.Corrected.Nothing), share(e.Corrected.Hurts),
		more(float64(e.Points.Value), 2), more(float64(e.Points.Low), 2), more(float64(e.Points.High), 2))
}

func (in *Input) spreadPicture() *figures.Figure {
	x := in.Spread
	l := &figures.Swarm{Axis: effectAxis, Head: "lead less networked"}
	l.Label = "more or fewer settled wars of 100; grey: next to nothing"
	f := &figures.Figure{Name: "parameters-picture", Title: "What a lead adds, a dot for each draw of the uncertain numbers", Chart: l,
		Header: []string{"draw", "difference of 100", "off by chance (standard error)", "settled of 100, mean of both"}}
	f.Alt = fmt.Sprintf("Differences between a lead and nobody leading in %d draws.", x.Draws)
	for k, d := range x.Points {
		l.Values = append(l.Values, 100*d)
		f.Rows = append(f.Rows, []string{fmt.Sprint(k), more(d, 2), fmt.Sprintf("%.2f", 100*x.Errors[k]), in100(x.Settled[k])})
	}
	c := x.Effect.Corrected
	l.Note = fmt.Sprintf("helps %s, next to nothing %s, hurts %s", percent(float64(c.Helps.Value)), percent(float64(c.Nothing.Value)), percent(float64(c.Hurts.Value)))
	f.Alt += fmt.Sprintf(" %s of the draws; mean difference %s of 100 wars.", words.Capital(l.Note), more(float64(x.Effect.Points.Value), 2))
	return f
}
