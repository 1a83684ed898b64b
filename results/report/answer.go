package report

import (
	"fmt"
	"math"

	"parley/results"
	"parley/results/figures"
	"parley/sim"
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
	s.answer(in.shortAnswer(found) + ": " + in.bothDoubts(found[0]) + ". " + in.longAnswer(found))
	s.text(in.meanings(found)...)
	s.picture(in.headlinePicture(found))
	s.note(headlineKey)
	s.text(in.howSure())
	if t := in.doubt(); t != nil {
		s.table(t)
		s.note("How far the true number may lie off, as one standard deviation, by where doubt comes from. Chance: more histories narrow it. Uncertain numbers of the" +
			" model: a longer record narrows it. Judgements of the case: better ones narrow it. “Under” is the most that it may be where it cannot be told from none." +
			" Doubt about the model itself is in none of them.")
		s.text(in.reconciled(found))
	}
	s.sub("What would change this answer")
	s.list(in.wouldChange(found))
	return s
}

// shortAnswer in a few words, without a full stop.
func (in *Input) shortAnswer(found []*results.Contrast) string {
	for _, c := range found[1:] {
		if c.Verdict != found[0].Verdict {
			return "It hangs on how much the sides can take in"
		}
	}
	switch found[0].Verdict {
	case results.Helps:
		return "Yes, on average a lead helps in this model"
	case results.Hurts:
		return "No, on average a lead makes a settlement less likely in this model"
	case results.Nothing:
		return "No, on average a lead changes next to nothing in this model"
	}
	return "The histories played do not decide it"
}

// bothDoubts is a difference with the doubt that is chance and the doubt that is not.
func (in *Input) bothDoubts(c *results.Contrast) string {
	d := c.Settled
	text := fmt.Sprintf("%s settled wars of 100, %s by chance (95\u00a0%% interval)", more(d.Difference, decimals(d)), interval(d))
	if low, high, ok := wide(c); ok {
		text += fmt.Sprintf(", and %s to %s with other numbers of the model and judgements of the case that are as plausible", more(low, 1), more(high, 1))
	} else if c.Uncertainty != nil {
		text += "; how far other plausible numbers of the model and judgements of the case would move it cannot be told from this many histories"
	}
	return text
}

// wide is the interval of a headline over chance, the uncertain numbers of the model
// and the judgements of the case, as if all were normal; ok if they were set apart
// and add something to chance.
func wide(c *results.Contrast) (low, high float64, ok bool) {
	a := c.Uncertainty
	if a == nil || a.MonteCarlo == 0 || a.Parameters == nil && a.Coding == nil {
		return 0, 0, false
	}
	chance, variance := float64(a.MonteCarlo), 0.0
	for _, sd := range []float64{chance, value(a.Parameters), value(a.Coding)} {
		variance += sd * sd
	}
	if variance == chance*chance {
		return 0, 0, false
	}
	half := c.Settled.HalfWidth() / chance * math.Sqrt(variance)
	return c.Settled.Difference - half, c.Settled.Difference + half, true
}

func value[N ~float64](x *N) float64 {
	if x == nil {
		return 0
	}
	return float64(*x)
}

// longAnswer has the numbers, for each rule of attention.
func (in *Input) longAnswer(found []*results.Contrast) string {
	with, without := in.arm(found[0].A), in.arm(found[0].B)
	text := fmt.Sprintf("In 100 wars like this one, %s end in a negotiated settlement if %s leads and %s if nobody does", in100(with.Settled.Mean), in.leadName(),
		in100(without.Settled.Mean))
	if in.Summary.Implementation > 0 {
		text += fmt.Sprintf("; %s and %s of them are still kept %s after signing", in100(with.Kept.Mean), in100(without.Kept.Mean), count(in.Summary.Implementation, "month", "months"))
	}
	for _, other := range found[1:] {
		text += fmt.Sprintf(". If %s, it is %s against %s: %s", ruleWord[other.Attention], in100(in.arm(other.A).Settled.Mean),
			in100(in.arm(other.B).Settled.Mean), in.bothDoubts(other))
	}
	return text + "."
}

// meanings of the words that the answer needs.
func (in *Input) meanings(found []*results.Contrast) []string {
	rules := "The sides can take in only so much each month, and nobody knows how that limits them:"
	for i, c := range found {
		if i > 0 {
			rules += ";"
		}
		rules += fmt.Sprintf(" under “%s”, %s", c.Attention, ruleWord[c.Attention])
	}
	return []string{"A lead is one third party that plans for the others: who acts, when and with what information. Each of the others accepts it or not, and only" +
		" those who accept it follow the plan. Where nobody leads (“networked” below), every third party decides for itself, sees what the others did the month before," +
		" and those with close ties agree when to press the sides.", rules + "."}
}

func (in *Input) headlinePicture(found []*results.Contrast) *figures.Figure {
	f := figures.Forest{Name: "answer-picture", Title: "What a lead adds to nobody leading, in settled wars of 100",
		Axis: "more or fewer settled wars of 100; grey: next to nothing", Nothing: 100 * results.Point,
		Left: "a lead hurts", Right: "a lead helps", NoteHead: "with / without",
		Header: []string{"attention of the sides", "with a lead", "nobody leads", "difference", "from, by chance", "to, by chance", "verdict", "from, by all doubt", "to, by all doubt"}}
	f.Alt = "Difference between a lead and nobody leading."
	for i, c := range found {
		with, without, d := in100(in.arm(c.A).Settled.Mean), in100(in.arm(c.B).Settled.Mean), c.Settled
		row := figures.Interval{Label: "Attention: " + c.Attention, Low: 100 * d.Low, Mid: 100 * d.Difference, High: 100 * d.High,
			Series: i, Note: with + " / " + without}
		data := []string{c.Attention, with, without, more(d.Difference, 2), more(d.Low, 2), more(d.High, 2), verdictWord[c.Verdict], "", ""}
		if low, high, ok := wide(c); ok {
			row.WideLow, row.WideHigh = 100*low, 100*high
			data[7], data[8] = more(low, 2), more(high, 2)
		}
		f.Rows, f.Data = append(f.Rows, row), append(f.Data, data)
		f.Alt += fmt.Sprintf(" Attention %s: %s settled wars of 100 with a lead and %s without, verdict: %s; %s.", c.Attention, with, without, verdictWord[c.Verdict], in.bothDoubts(c))
	}
	return f.Figure()
}

// headlineKey explains the picture of the answer.
const headlineKey = "Thick, with ends: the 95 % interval by chance. Thin: the same with the model's uncertain numbers and the judgements of the case too, by the standard" +
	" deviations below. Beside it: settled wars of 100 with a lead and without."

// howSure says what the intervals are and are not.
func (in *Input) howSure() string {
	return fmt.Sprintf("With a lead and without, the model meets the same %s wars and the same luck, so the difference is what leading does. Were everything played again"+
		" with other luck, 95 of 100 intervals by chance would hold the model's average. That average is over what is not known: %s. For one set of numbers that is as"+
		" plausible as another, a lead can do more good or more harm than on average: that is the thin interval. Neither holds doubt about the model itself. The same contrast"+
		" is played again further down, with fewer wars: there its intervals are wider and its values differ by chance, so that these are the ones to trust.",
		results.Thousands(int64(in.Summary.Replications)), in.drawn())
}

// reconciled says why a large standard deviation goes with many draws in which a lead
// does nothing; "" where one of them was not found out.
func (in *Input) reconciled(found []*results.Contrast) string {
	a := found[0].Uncertainty
	if in.Spreads == nil || a == nil || a.ParametersInterval == nil || a.ParametersInterval[0] == 0 {
		return ""
	}
	return fmt.Sprintf("A standard deviation of %.1f from uncertain numbers goes with %s of draws in which a lead does next to nothing: in a few draws it does much, and those few"+
		" make the standard deviation. Both are estimated from few draws (%d and %d), so that each is rough.",
		100*value(a.Parameters), percent(float64(in.Spreads.Rules[0].Effect.Corrected.Nothing.Value)), a.Draws, in.Spreads.Draws)
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
	items = append(items, in.regimesMatter()...)
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
	text := "The model's uncertain numbers:"
	for i := range in.Spreads.Rules {
		e := in.Spreads.Rules[i].Effect.Corrected
		if i > 0 {
			text += ";"
		}
		text += fmt.Sprintf(" under “%s”, a lead helps in %s of the draws of them, changes next to nothing in %s and hurts in %s",
			in.Spreads.Attention[i], share(e.Helps), share(e.Nothing), share(e.Hurts))
	}
	return text + "."
}

func (in *Input) leadMatters() string {
	if in.Leads == nil || len(in.Leads.Leads) == 0 {
		return ""
	}
	v, n := in.Leads.Verdicts, len(in.Leads.Leads)
	if v.Helps == 0 {
		return fmt.Sprintf("Another lead: no third party that was tried is shown to help (%d of %d undecided).", v.Unclear, n)
	}
	text := fmt.Sprintf("Another lead: %d of %d third parties tried seems to help", v.Helps, n)
	if v.Helps > 1 {
		text = fmt.Sprintf("Another lead: %d of %d third parties tried seem to help", v.Helps, n)
	}
	names, sum := bestOf(in.Leads)
	if len(names) > 1 && n > 1 {
		text += fmt.Sprintf(", but none stands out: whichever comes first of %d tries is favoured by luck, and it takes %d of them to have the best among them with a chance of %s",
			n, len(names), percent(sum))
	}
	return text + "."
}

// regimesMatter names the regimes that settle more wars than the lead.
func (in *Input) regimesMatter() (items []string) {
	for i := range in.Summary.Contrasts {
		c := &in.Summary.Contrasts[i]
		a, b := in.arm(c.A), in.arm(c.B)
		if c.Headline || a.Regime != sim.RegimeLead.String() || results.Judge(c.Settled) != results.Hurts {
			continue
		}
		d := reversed(c.Settled)
		text := fmt.Sprintf("Another way to mediate: if %s (%s), %s of 100 wars are settled, against %s under the lead: %s (%s).",
			regimeWord[b.Regime], b.Name, in100(b.Settled.Mean), in100(a.Settled.Mean), more(d.Difference, decimals(d)), interval(d))
		if in.Summary.Implementation > 0 {
			k := reversed(c.Kept)
			text += fmt.Sprintf(" Settled and still kept %s after signing: %s against %s, %s (%s).", count(in.Summary.Implementation, "month", "months"),
				in100(b.Kept.Mean), in100(a.Kept.Mean), more(k.Difference, decimals(k)), interval(k))
		}
		items = append(items, text)
	}
	return items
}

// reversed is b less a.
func reversed(d results.Difference) results.Difference {
	return results.Difference{Difference: -d.Difference, Low: -d.High, High: -d.Low}
}

func (in *Input) circumstancesMatter() string {
	if in.Where == nil {
		return ""
	}
	return "Other circumstances: " + openWords(in.Where) + " " + leverWords(in.Where)
}

func (in *Input) fitMatters() string {
	if in.Calibration == nil && in.Summary.Parameters.Mode == "prior" {
		return "What happened: the record of the war was not used to narrow the model's numbers. Fitting them (parley calibrate) may move all of this."
	}
	if text := in.happened(); text != "" {
		return "What happened: " + text
	}
	return ""
}
