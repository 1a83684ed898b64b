package report

import (
	"fmt"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/words"
	"parley/sim"
)

// incidence is how many wars have ended in a settlement by each month.
func (in *Input) incidence() document.Section {
	s := document.Section{ID: "incidence", Heading: "How many wars are settled, and when"}
	s.Say(fmt.Sprintf("The lines rise as wars come to a negotiated settlement. What they reach on the right is how many of 100 wars are settled within"+
		" %s. The others are still at war then, or a side has won.", words.Count(in.Summary.Months, "month", "months")))
	s.Add(document.Block{Figure: in.incidencePicture()})
	s.Add(document.Block{Note: "Shaded: the 95 % interval of each line. Where shaded areas lie on each other, the regimes can still differ: they meet the same wars, and" +
		" the first picture shows the interval of the difference."})
	s.Add(document.Block{Table: in.regimeTable()})
	s.Add(document.Block{Note: "A regime is a way to mediate. Kept: settled, and still in force " + words.Count(in.Summary.Implementation, "month", "months") + " after signing."})
	s.Say(in.placeboWords())
	return s
}

// placeboWords say how much of what a lead changes is what its plans do; "" where
// nobody announced plans that change nothing.
func (in *Input) placeboWords() string {
	for i := range in.Summary.Contrasts {
		c := &in.Summary.Contrasts[i]
		a, b := in.arm(c.A), in.arm(c.B)
		if a.Regime != sim.RegimeLead.String() || b.Regime != sim.RegimePlacebo.String() {
			continue
		}
		return fmt.Sprintf("The placebo is a lead whose plans change nothing, there to tell what plans do from what having a lead does. Lead less placebo: %s of 100 wars (%s). The verdict on the plans is “%s”.",
			more(c.Settled.Difference, decimals(c.Settled)), interval(c.Settled), verdict(c.Settled))
	}
	return ""
}

func (in *Input) incidencePicture() *figures.Figure {
	curves := &figures.Curves{YLabel: "settled wars of 100", XTicks: calendar(in.Experiment.Config)}
	f := &figures.Figure{Name: "incidence-picture", Title: "Settled wars of 100, by month and regime", Header: []string{"regime", "month", "settled of 100", "from", "to", "still at war of 100"}, Chart: curves}
	f.Alt = fmt.Sprintf("Settled wars of 100 after %d months:", in.Summary.Months)
	start := in.Experiment.Config.Start
	for i := range in.Summary.Arms {
		a := &in.Summary.Arms[i]
		k := figures.Curve{Label: a.Name, Y: []float64{0}, Low: []float64{0}, High: []float64{0}}
		for _, m := range a.Incidence {
			k.Y, k.Low, k.High = append(k.Y, 100*float64(m.Settled)), append(k.Low, 100*float64(m.SettledLow)), append(k.High, 100*float64(m.SettledHigh))
			f.Rows = append(f.Rows, []string{a.Name, (start + sim.Month(m.Month-1)).String(), in100(float64(m.Settled)), in100(float64(m.SettledLow)),
				in100(float64(m.SettledHigh)), in100(float64(m.AtWar))})
		}
		f.Alt += fmt.Sprintf(" %s %s (%s to %s)%s", a.Name, in100(a.Settled.Mean), in100(a.Settled.Low), in100(a.Settled.High), ",")
		curves.Curves = append(curves.Curves, k)
	}
	f.Alt = f.Alt[:len(f.Alt)-1] + "."
	for m := range in.Summary.Months + 1 {
		curves.X = append(curves.X, float64(m))
	}
	return f
}

// calendar ticks in months since the start: the years, or half-years of a short war.
func calendar(c *sim.Config) (ticks []figures.Tick) {
	every := 12
	if c.Months <= 24 {
		every = 3
	}
	for c.Months/every > 9 {
		every += 12
	}
	for m := range c.Months + 1 {
		at := c.Start + sim.Month(m)
		switch {
		case int(at)%every != 0 && every < 12, every >= 12 && (int(at)%12 != 0 || int(at)/12%(every/12) != 0):
		case every < 12:
			ticks = append(ticks, figures.Tick{Value: float64(m), Label: at.String()})
		default:
			ticks = append(ticks, figures.Tick{Value: float64(m), Label: fmt.Sprint(int(at) / 12)})
		}
	}
	return ticks
}

func (in *Input) regimeTable() *document.Table {
	t := &document.Table{Caption: "The regimes, in wars of 100", Header: []string{"regime", "what it means", "settled", "95 % interval", "kept", "a side won", "talks opened"}}
	for i := range in.Summary.Arms {
		a := &in.Summary.Arms[i]
		t.Rows = append(t.Rows, []string{a.Name, regimeWord[a.Regime], in100(a.Settled.Mean), in100(a.Settled.Low) + " to " + in100(a.Settled.High),
			in100(a.Kept.Mean), in100(float64(a.Endings.Victory)), in100(a.Talks.Opened.Mean)})
	}
	return t
}
