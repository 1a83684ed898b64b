package report

import (
	"fmt"

	"parley/results"
	"parley/results/figures"
)

// answer is the first screen: the answer in a sentence, how sure it is, its
// picture, and what would change it.
func (in *Input) answer() Section {
	s := Section{ID: "answer", Heading: "Does a lead help here?"}
	found := in.headlines()
	if len(found) == 0 {
		s.answer("Not asked.")
		s.absent(noLead)
		s.text("The sections below show what can be said without one.")
		return s
	}
	s.answer(in.shortAnswer(found) + " " + in.longAnswer(found))
	s.picture(in.headlinePicture(found))
	s.text(in.howSure())
	if t := in.doubt(); t != nil {
		s.table(t)
		s.note("How far the true number may lie off, as one standard deviation, by where doubt comes from. Chance: more histories narrow it. Uncertain numbers of the" +
			" model: a longer record narrows it. Judgements of the case: better ones narrow it. Doubt about the model itself is in none of them.")
	}
	s.sub("What would change this answer")
	s.list(in.wouldChange(found))
	return s
}

// shortAnswer in a few words.
func (in *Input) shortAnswer(found []*results.Contrast) string {
	for _, c := range found[1:] {
		if c.Verdict != found[0].Verdict {
			return "It hangs on how much the sides can take in."
		}
	}
	switch found[0].Verdict {
	case results.Helps:
		return "Yes, in this model a lead helps."
	case results.Hurts:
		return "No, in this model a lead makes a settlement less likely."
	case results.Nothing:
		return "No, in this model a lead changes next to nothing."
	}
	return "The histories played do not decide it."
}

// longAnswer has the numbers, for each rule of attention.
func (in *Input) longAnswer(found []*results.Contrast) string {
	c := found[0]
	with, without := in.arm(c.A), in.arm(c.B)
	d := c.Settled
	text := fmt.Sprintf("In 100 wars like this one, %s end in a negotiated settlement if %s leads and %s if nobody does: %s (95 %% interval %s)",
		in100(with.Settled.Mean), in.leadName(), in100(without.Settled.Mean), more(d.Difference, decimals(d)), interval(d))
	for _, other := range found[1:] {
		d := other.Settled
		text += fmt.Sprintf("; if %s, %s against %s: %s (%s)", ruleWord[other.Attention], in100(in.arm(other.A).Settled.Mean),
			in100(in.arm(other.B).Settled.Mean), more(d.Difference, decimals(d)), interval(d))
	}
	return text + "."
}

func (in *Input) headlinePicture(found []*results.Contrast) *figures.Figure {
	f := figures.Forest{Name: "answer-picture", Title: "What a lead adds to nobody leading, in settled wars of 100",
		Axis: "more or fewer settled wars of 100, with the 95 % interval; grey: next to nothing", Nothing: 100 * results.Point,
		Left: "a lead hurts", Right: "a lead helps", NoteHead: "with / without",
		Header: []string{"attention of the sides", "with a lead", "nobody leads", "difference", "from", "to", "verdict"}}
	f.Alt = "Difference between a lead and nobody leading."
	for i, c := range found {
		with, without, d := in100(in.arm(c.A).Settled.Mean), in100(in.arm(c.B).Settled.Mean), c.Settled
		f.Rows = append(f.Rows, figures.Interval{Label: "Attention: " + c.Attention, Low: 100 * d.Low, Mid: 100 * d.Difference, High: 100 * d.High,
			Series: i, Note: with + " / " + without})
		f.Data = append(f.Data, []string{c.Attention, with, without, more(d.Difference, 2), more(d.Low, 2), more(d.High, 2), verdictWord[c.Verdict]})
		f.Alt += fmt.Sprintf(" Attention %s: %s settled wars of 100 with a lead and %s without, difference %s, interval %s, verdict: %s.",
			c.Attention, with, without, more(d.Difference, decimals(d)), interval(d), verdictWord[c.Verdict])
	}
	return f.Figure()
}

// howSure says what the interval is and is not.
func (in *Input) howSure() string {
	return fmt.Sprintf("The numbers beside the picture are settled wars of 100 with a lead and without. Both meet the same %s wars and the same luck, so"+
		" the difference is what leading does. The interval is about chance alone: were everything played again with other luck, 95 of 100 such"+
		" intervals would hold the model's true difference. It says nothing of doubt about the model itself: %s.",
		results.Thousands(int64(in.Summary.Replications)), in.drawn())
}

// doubt says where doubt comes from, nil where it was not set apart.
func (in *Input) doubt() *Table {
	t := &Table{Caption: "Where doubt comes from, in wars of 100", Header: []string{"number", "chance", "uncertain numbers of the model", "judgements of the case"}}
	add := func(name string, a *results.Apart) {
		if a != nil {
			t.Rows = append(t.Rows, []string{name, fmt.Sprintf("%.1f", 100*float64(a.MonteCarlo)), doubtWord(a.Parameters, a.ParametersInterval),
				doubtWord(a.Coding, a.CodingInterval)})
		}
	}
	for i := range in.Summary.Arms {
		add("settled, "+in.Summary.Arms[i].Name, in.Summary.Arms[i].Uncertainty)
	}
	for i := range in.Summary.Contrasts {
		c := &in.Summary.Contrasts[i]
		add(c.A+" less "+c.B, c.Uncertainty)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// doubtWord is a part of doubt with its interval, or what it is less than.
func doubtWord[N ~float64](sd *N, interval *[2]N) string {
	switch {
	case sd == nil:
		return "too few settled to tell"
	case interval[1] == 0:
		return "none"
	case interval[0] == 0:
		return fmt.Sprintf("under %.1f", 100*float64(interval[1]))
	}
	return fmt.Sprintf("%.1f (%.1f to %.1f)", 100*float64(*sd), 100*float64(interval[0]), 100*float64(interval[1]))
}

// wouldChange lists what the other sections say about the answer.
func (in *Input) wouldChange(found []*results.Contrast) (items []string) {
	add := func(text string) {
		if text != "" {
			items = append(items, text)
		}
	}
	if len(found) > 1 {
		add(in.attentionMatters(found))
	}
	add(in.parametersMatter())
	add(in.leadMatters())
	add(in.circumstancesMatter())
	add(in.fitMatters())
	if found[0].Verdict == results.Unclear {
		add("More histories: the interval is wider than the difference that would count. --reps plays more.")
	}
	return items
}

func (in *Input) attentionMatters(found []*results.Contrast) string {
	a, b := found[0], found[1]
	if a.Verdict == b.Verdict {
		return fmt.Sprintf("How much the sides can take in: no. The verdict is the same if %s and if %s.", ruleWord[a.Attention], ruleWord[b.Attention])
	}
	return fmt.Sprintf("How much the sides can take in: yes. If %s, the verdict is “%s”; if %s, “%s”.",
		ruleWord[a.Attention], verdictWord[a.Verdict], ruleWord[b.Attention], verdictWord[b.Verdict])
}

func (in *Input) parametersMatter() string {
	if in.Spreads == nil {
		return ""
	}
	e := in.Spreads.Rules[0].Effect.Corrected
	return fmt.Sprintf("The model's uncertain numbers: a lead helps in %s of the draws of them, does nothing that counts in %s and hurts in %s.",
		percent(float64(e.Helps.Value)), percent(float64(e.Nothing.Value)), percent(float64(e.Hurts.Value)))
}

func (in *Input) leadMatters() string {
	if in.Leads == nil || len(in.Leads.Leads) == 0 {
		return ""
	}
	v := in.Leads.Verdicts
	if v.Helps == 0 {
		return fmt.Sprintf("Another lead: no third party that was tried helps for sure (%d of %d undecided).", v.Unclear, len(in.Leads.Leads))
	}
	return fmt.Sprintf("Another lead: %d of %d third parties would help; %s adds most.", v.Helps, len(in.Leads.Leads),
		results.Called(in.Leads.Leads[0].Name, in.Leads.Leads[0].ID))
}

func (in *Input) circumstancesMatter() string {
	if in.Where == nil {
		return ""
	}
	v := in.Where.Verdicts
	return fmt.Sprintf("Other circumstances: of %d combinations of agreement among third parties and acceptance of the lead, a lead helps in %d,"+
		" hurts in %d and does nothing in %d; %d are undecided.", len(in.Where.Cells), v.Helps, v.Hurts, v.Nothing, v.Unclear)
}

func (in *Input) fitMatters() string {
	if in.Calibration == nil && in.Summary.Parameters.Mode == "prior" {
		return "What happened: the record of the war was not used to narrow the model's numbers. Fitting them (parley calibrate) may move all of this."
	}
	return ""
}
