package report

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/store"
	"parley/results/words"
	"parley/scenarios"
	"parley/sim/sweep"
)

// Rows visits the rows of a result set, in order; it is called more than once.
type Rows func(visit func(store.Row) error) error

// SweepInput is what a report of a result set is made of.
type SweepInput struct {
	Plan    *sweep.Plan
	Columns []store.Column
	Rows    Rows
	// Points of the plan, and those of them that the scenario refused.
	Points, Refused int
	// Command that gives the same results, Page that makes the page, Version of the
	// program that played, Model that of its model.
	Command, Page, Version, Model string
}

// keyCalled is what a key of a scenario holds, "" of a path that is none.
func keyCalled(path string) string {
	parts := strings.Split(path, ".")
	for _, k := range scenarios.Keys() {
		kinds := strings.Split(k.Path, ".")
		if !slices.EqualFunc(kinds, parts, func(kind, part string) bool { return kind == part || kind == strings.ToUpper(kind) }) {
			continue
		}
		if symbol, said, ok := strings.Cut(k.Doc, ": "); ok && kinds[0] == "parameters" && !strings.Contains(symbol, " ") {
			return said
		}
		return k.Doc
	}
	return ""
}

// Sweep makes the page of a result set from two walks over its rows. The error is
// that of a walk.
func Sweep(in *SweepInput) (*document.Document, error) {
	t := newSweepTally(in)
	if err := in.Rows(t.survey); err != nil {
		return nil, err
	}
	t.layOut()
	if err := in.Rows(t.count); err != nil {
		return nil, err
	}
	p := &document.Document{Kicker: kicker, Warning: warning, Title: "A sweep of " + in.Plan.Scenario,
		Under: fmt.Sprintf("%s, %s of each arm at each.", words.Count(in.Points, "point", "points"), words.Count(in.Plan.Reps, "history", "histories"))}
	p.Sections = []document.Section{t.answer(), t.varied(), t.factorSection(), t.totals(), t.missing(), t.again(), limits()}
	return p, nil
}

func (t *sweepTally) answer() document.Section {
	s := document.Section{ID: "answer", Heading: "What moves the likelihood of a settlement?"}
	if len(t.arms) == 0 {
		s.Add(document.Block{Absent: "The scenario was refused at every point, so nothing was played. parley results DIR says why."})
		return s
	}
	base := t.base()
	if base >= 0 {
		s.Heading = "Does a lead help, and what moves the likelihood of a settlement?"
		s.Add(document.Block{Answer: words.Capital(t.effectWords(base))})
	} else {
		s.Add(document.Block{Answer: t.shareWords()})
	}
	switch {
	case len(t.factors) > 0 && base >= 0:
		s.Add(document.Block{Figure: t.effectPicture(0)})
	case len(t.factors) > 0:
		s.Add(document.Block{Figure: t.sharePicture(0)})
	}
	if base < 0 {
		s.Say(t.strongest())
		s.Add(document.Block{Absent: "A lead was not compared with nobody leading. A sweep with --compare does that."})
	} else {
		s.Say(t.shareWords() + " " + t.strongest())
		s.Add(document.Block{Note: verdictKey})
	}
	s.Add(document.Block{Note: "Every number is a mean over all points that share a level of a factor, whatever the other factors are there. Intervals are about chance in the simulation only." +
		" Histories have the same luck at every point, so more points do not narrow them."})
	return s
}

// effectWords say what a lead adds to an arm in which nobody leads.
func (t *sweepTally) effectWords(base int) string {
	d := t.all[base].effect()
	return fmt.Sprintf("mean over all points, a lead adds %s settled wars of 100 to nobody leading (%s by chance): the verdict is “%s”.", more(d.Difference, decimals(d)), interval(d), verdict(d))
}

// shareWords say how many wars are settled.
func (t *sweepTally) shareWords() string {
	e := t.all[0].share()
	text := fmt.Sprintf("Over all points, %s of 100 wars are settled (%s to %s by chance)", in100(e.Mean), in100(e.Low), in100(e.High))
	if len(t.arms) > 1 {
		text += " under the arm " + t.arms[0]
	}
	return text + fmt.Sprintf("; from point to point and arm to arm it is %s to %s.", in100(t.leastShare), in100(t.mostShare))
}

// strongest names the factor whose levels differ most.
func (t *sweepTally) strongest() string {
	best, width, from, to := -1, -1.0, 0.0, 0.0
	for i := range t.factors {
		low, high := 1.0, 0.0
		for g := range t.factors[i].cells {
			if c := &t.factors[i].cells[g][0]; c.n > 0 {
				share := c.share().Mean
				low, high = min(low, share), max(high, share)
			}
		}
		if high-low > width {
			best, width, from, to = i, high-low, low, high
		}
	}
	if best < 0 {
		return ""
	}
	name := t.factors[best].name
	if said := keyCalled(name); said != "" {
		name += " (" + said + ")"
	}
	return fmt.Sprintf("What moves it most is %s: %s to %s from level to level, on the same luck.", name, in100(from), in100(to))
}

func (t *sweepTally) varied() document.Section {
	s := document.Section{ID: "varied", Heading: "What was varied"}
	if len(t.factors) == 0 {
		s.Add(document.Block{Absent: "Nothing: the sweep has one point."})
		return s
	}
	table := &document.Table{Caption: "Factors, keys of the scenario", Header: []string{"factor", "what it is", "levels or range", "shown as"}}
	for i := range t.factors {
		f := &t.factors[i]
		span := words.List(f.levels)
		if f.numeric && len(f.levels) > mostLevels {
			span = short(f.low) + " to " + short(f.high)
		} else if f.many {
			span = "more than " + fmt.Sprint(mostNamed)
		}
		table.Rows = append(table.Rows, []string{f.name, keyCalled(f.name), span, words.Count(len(f.groups), "group", "groups")})
	}
	s.Say(fmt.Sprintf("The points were laid out as a %s design, seed %d. Histories with the same number have the same luck at every point and in every arm.", t.in.Plan.Design, t.in.Plan.Seed))
	s.Add(document.Block{Table: table})
	return s
}

// factorSection has a picture of each factor, and one more of the lead's effect.
func (t *sweepTally) factorSection() document.Section {
	s := document.Section{ID: "factors", Heading: "Likelihood of a settlement by each factor"}
	if len(t.arms) == 0 || len(t.factors) == 0 {
		s.Add(document.Block{Absent: "There is nothing to show."})
		return s
	}
	compared := t.base() >= 0
	for i := range t.factors {
		s.Add(document.Block{Sub: t.factors[i].name})
		if i > 0 || compared {
			s.Add(document.Block{Figure: t.sharePicture(i)})
		}
		if i > 0 && compared {
			s.Add(document.Block{Figure: t.effectPicture(i)})
		}
	}
	if !compared || len(t.factors) > 1 {
		s.Add(document.Block{Note: "The picture of the first factor that stands at the top is not shown again."})
	}
	return s
}

// shownArms are all of them, or the first ones.
func (t *sweepTally) shownArms() int { return min(len(t.arms), mostArms) }

func (t *sweepTally) sharePicture(i int) *figures.Figure {
	f := &t.factors[i]
	name := fmt.Sprintf("share-%d", i+1)
	title := "Settled wars of 100, by " + f.name
	header := []string{f.name, "arm", "points", "histories", "settled of 100", "from", "to", "kept of 100"}
	alt := title + ":"
	var data [][]string
	for g := range f.groups {
		for a := range t.arms {
			c := &f.cells[g][a]
			if c.n == 0 {
				continue
			}
			e := c.share()
			data = append(data, []string{f.groups[g], t.arms[a], fmt.Sprint(c.points), fmt.Sprint(c.n), in100(e.Mean), in100(e.Low), in100(e.High), in100(float64(c.kept) / float64(c.n))})
			if a == 0 {
				alt += fmt.Sprintf(" %s at %s;", in100(e.Mean), f.groups[g])
			}
		}
	}
	alt = strings.TrimSuffix(alt, ";") + "."
	if len(t.arms) > 1 {
		alt += " Given are the numbers of " + t.arms[0] + "."
	}
	k := &figures.Figure{Name: name, Title: title, Alt: alt, Header: header, Rows: data}
	if f.numeric && len(f.groups) > 1 {
		k.Chart = &figures.Curves{XLabel: f.name, YLabel: "settled wars of 100", X: f.middles, Curves: t.curves(f)}
		return k
	}
	forest := &figures.Forest{Axis: figures.Axis{Label: "settled wars of 100, with the 95\u00a0% interval"}}
	forest.Rows, forest.High = t.shareRows(f)
	k.Chart = forest
	return k
}

func (t *sweepTally) curves(f *sweepFactor) (list []figures.Curve) {
	for a := range t.shownArms() {
		k := figures.Curve{Label: t.arms[a]}
		for g := range f.groups {
			e := f.cells[g][a].share()
			k.Y, k.Low, k.High = append(k.Y, 100*e.Mean), append(k.Low, 100*e.Low), append(k.High, 100*e.High)
		}
		list = append(list, k)
	}
	return list
}

func (t *sweepTally) shareRows(f *sweepFactor) (rows []figures.Interval, high float64) {
	arms := t.shownArms()
	if len(f.groups)*arms > 3*mostNamed {
		arms = 1
	}
	for g := range f.groups {
		for a := range arms {
			c := &f.cells[g][a]
			if c.n == 0 {
				continue
			}
			e := c.share()
			label := f.groups[g]
			if arms > 1 {
				label += ", " + t.arms[a]
			}
			rows = append(rows, figures.Interval{Label: label, Low: 100 * e.Low, Mid: 100 * e.Mean, High: 100 * e.High, Series: a, Note: in100(e.Mean)})
			high = max(high, 100*e.High)
		}
	}
	return rows, max(1, 1.05*high)
}

func (t *sweepTally) effectPicture(i int) *figures.Figure {
	f := &t.factors[i]
	k := newEffects(fmt.Sprintf("effect-%d", i+1), "What a lead adds to nobody leading, in settled wars of 100, by "+f.name,
		f.name, "compared with", "points", "difference of 100", "from", "to", "verdict")
	base := t.base()
	for g, label := range f.groups {
		c := &f.cells[g][base]
		if c.compared == 0 {
			continue
		}
		d := c.effect()
		k.add(label, d, 0, more(d.Difference, 2), label, t.arms[base], fmt.Sprint(c.compared), more(d.Difference, 2), more(d.Low, 2), more(d.High, 2), verdict(d))
	}
	return k.figure()
}

func (t *sweepTally) totals() document.Section {
	s := document.Section{ID: "arms", Heading: "All points together"}
	table := &document.Table{Caption: "Arms, in wars of 100, means over all points", Header: []string{"arm", "points", "histories", "settled", "95\u00a0% interval", "kept"}}
	for a := range t.arms {
		c := &t.all[a]
		e := c.share()
		table.Rows = append(table.Rows, []string{t.arms[a], words.Thousands(c.points), words.Thousands(c.n), in100(e.Mean), in100(e.Low) + " to " + in100(e.High),
			in100(float64(c.kept) / float64(max(1, c.n)))})
	}
	if len(table.Rows) == 0 {
		s.Add(document.Block{Absent: "No arm was played."})
		return s
	}
	s.Add(document.Block{Table: table})
	if t.in.Refused > 0 {
		s.Say(fmt.Sprintf("At %s the scenario was refused; they are in none of these numbers.", words.Count(t.in.Refused, "point", "points")))
	}
	return s
}

// missing says what a result set cannot show.
func (t *sweepTally) missing() document.Section {
	s := document.Section{ID: "missing", Heading: "What this page was not given"}
	s.Add(document.Block{Absent: "A result set keeps counts of points, and not what a page of a scenario is made of: settlements by month, draws of the uncertain numbers, the worth of mechanisms," +
		" who should lead, roles beside the record, a history, calibration and hindcast. A page of the scenario has them:"})
	s.Add(document.Block{Command: "parley report " + t.in.Plan.Scenario + " --out report.html"})
	return s
}

func (t *sweepTally) again() document.Section {
	s := document.Section{ID: "again", Heading: "How to run it again"}
	s.Say(fmt.Sprintf("Played by parley %s, model %s, seed %d. The same command, seed and version give the same results, with any number of workers.", t.in.Version, t.in.Model, t.in.Plan.Seed))
	s.Add(document.Block{Command: t.in.Command})
	s.Say("This page:")
	s.Add(document.Block{Command: t.in.Page})
	return s
}
