package results

import (
	"fmt"

	"parley/results/words"
	"parley/sim/stats"
)

// decompositionText is a table of the variance decomposition, and what each part is.
func decompositionText(p *page, e *Experiment, s *Summary) {
	x := e.Crossed
	if x == nil {
		return
	}
	if x.Interrupted {
		p.say("The histories for the variance decomposition were interrupted.")
		return
	}
	var rows [][]string
	add := func(name string, d *Decomposition) {
		if d == nil {
			return
		}
		row := []string{name, deviation(d.Luck)}
		for _, part := range d.parts() {
			row = append(row, partText(part))
		}
		rows = append(rows, row)
	}
	for i := range s.Arms {
		add(s.Arms[i].Name, s.Arms[i].Uncertainty)
	}
	for i := range s.Contrasts {
		add(s.Contrasts[i].A+" less "+s.Contrasts[i].B, s.Contrasts[i].Uncertainty)
	}
	p.heading("Variance decomposition, likelihood of a settlement: standard deviations in points")
	p.table(1, []string{"", "luck", "parameters", "coding", "structure"}, rows)
	p.say("Luck: Monte Carlo error of the figure, which more histories narrow. Parameters: a longer record narrows it, or that of another war." +
		" Coding of the case: better codings narrow it. Structure: how such wars work; better theory narrows it.")
	p.say("%s", crossedWords(s, x))
}

// crossedWords say where the last three come from.
func crossedWords(s *Summary, x *Crossed) string {
	fixed := ""
	for _, of := range []struct {
		drawn int
		words string
	}{
		{s.Parameters.Parameters, "Parameters stand at points"}, {s.Parameters.Coded, "Codings are taken as exact"},
		{s.Parameters.Switches, "The structure is fixed"},
	} {
		if of.drawn == 0 {
			fixed += " " + of.words + ", which adds nothing."
		}
	}
	return fmt.Sprintf("The last three come from %s more histories of each arm: %d draws of the parameters met %d of the codings and %d of the structure,"+
		" each combination with luck of its own.%s In brackets: 95 %% intervals. Under: too small to be told from 0 by so many histories.",
		words.Thousands(int64(x.Histories())), x.Side, x.Side, x.Side, fixed)
}

// partText is a part with its interval, or what it is less than.
func partText(part *Part) string {
	switch {
	case part == nil:
		return "too few to tell"
	case part.High == 0:
		return "0"
	case part.Low == 0:
		return "under " + deviation(part.High)
	}
	return fmt.Sprintf("%s (%s to %s)", deviation(part.SD), deviation(part.Low), deviation(part.High))
}

// deviation in points.
func deviation(x stats.Number) string {
	if x < 0.01 {
		return fmt.Sprintf("%.2f", 100*float64(x))
	}
	return fmt.Sprintf("%.1f", 100*float64(x))
}

// doubtWords are the decomposition of a rung in a sentence, and what follows.
func doubtWords(d *Decomposition) string {
	text := fmt.Sprintf("How sure is the first row? Standard deviations, in points: luck %s, parameters %s, coding of the case %s, structure of the model %s.",
		deviation(d.Luck), partText(d.Parameters), partText(d.Coding), partText(d.Structure))
	for _, part := range d.parts() {
		if part != nil && part.High > stats.Point {
			return text + " It is a mean over the last three; under some of them coordination may help or hurt by more than a point."
		}
	}
	return text
}
