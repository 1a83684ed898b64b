package report

import (
	"fmt"

	"parley/results"
	"parley/results/document"
	"parley/results/figures"
	"parley/results/words"
	"parley/sim/stats"
)

// answer is the first screen: the answer in a sentence with its uncertainty, and its
// picture; then how sure it is, and what would change it.
func (in *Input) answer() document.Section {
	s := document.Section{ID: "answer", Heading: "Does it help to coordinate the third parties?"}
	whole := in.rung(results.RungCoordination)
	if whole == nil {
		s.Add(document.Block{Answer: "Not asked."})
		s.Add(document.Block{Absent: noLead})
		s.Say("The sections below show what can be said without one.")
		return s
	}
	s.Add(document.Block{Answer: shortAnswer(whole) + ": " + in.bothDoubts(whole) + "."})
	s.Add(document.Block{Figure: in.ladderPicture()})
	s.Add(document.Block{Note: ladderKey})
	s.Say(in.longAnswer(whole))
	s.Add(document.Block{Sub: "What the words mean"})
	s.Add(document.Block{List: meanings})
	s.Add(document.Block{Sub: "How sure is this?"})
	s.Add(document.Block{List: in.howSure()})
	if t := in.doubt(); t != nil {
		s.Add(document.Block{Table: t})
		s.Add(document.Block{Note: doubtKey})
		s.Say(in.reconciled())
	}
	if t := in.levels(); t != nil {
		s.Add(document.Block{Table: t})
	}
	s.Add(document.Block{Sub: "What would change this answer"})
	s.Add(document.Block{List: in.wouldChange(whole.Verdict)})
	return s
}

// shortAnswer in a few words, without a full stop.
func shortAnswer(c *results.Contrast) string {
	switch c.Verdict {
	case stats.Helps:
		return "Yes, on average coordination helps in this model"
	case stats.Hurts:
		return "No, on average coordination makes a settlement less likely in this model"
	case stats.Nothing:
		return "No, on average coordination changes next to nothing in this model"
	}
	text := "The histories played do not decide it"
	if k := known(judged(c.Verdict, c.Settled).words); k != "" {
		text += " (" + k + ")"
	}
	return text
}

// longAnswer has the numbers of both outcomes.
func (in *Input) longAnswer(c *results.Contrast) string {
	with, without := in.arm(c.A), in.arm(c.B)
	text := fmt.Sprintf("Of 100 wars like this one, %s end in a negotiated settlement if %s coordinates and %s if each third party acts for itself.", in100(with.Settled.Mean), in.leadName(),
		in100(without.Settled.Mean))
	if in.Summary.Implementation > 0 {
		text += fmt.Sprintf(" Of the 100, %s and %s are settled and still kept %s after signing: a difference of %s (%s).", in100(with.Kept.Mean), in100(without.Kept.Mean),
			words.Count(in.Summary.Implementation, "month", "months"), more(c.Kept.Difference, decimals(c.Kept)), interval(c.Kept))
	}
	return text
}

// meanings of the words that the page needs.
var meanings = []string{
	"Coordinated or not: one third party leads, against each acting for itself without seeing the others (“independent”). The steps between add up to it.",
	"Seeing the others (“informed”): every third party sees what the others did the month before.",
	"Agreeing in pairs (“networked”): those with close ties also agree when to press the sides. Nobody leads.",
	"Lead: one third party that plans for the others: who acts, when and with what information. Each of the others accepts it or not, and only those who do follow the plan.",
	"History: one course of the war in the model, month by month, with random numbers of its own.",
	verdictKey,
}

// ladderPicture has the whole of coordination, then its steps.
func (in *Input) ladderPicture() *figures.Figure {
	f := newEffects("answer-picture", "What coordination adds, and each step of it, in settled wars of 100",
		"what is added", "with", "without", "difference", "from, by chance", "to, by chance", "verdict", "from, by all doubt", "to, by all doubt")
	f.forest.NoteHead = "with / without"
	f.Alt = "What coordination adds to third parties that act for themselves, and its steps."
	for i := range results.Ladder {
		rung := &results.Ladder[i]
		c := in.rung(rung.ID)
		if c == nil {
			continue
		}
		with, without, d := in100(in.arm(c.A).Settled.Mean), in100(in.arm(c.B).Settled.Mean), c.Settled
		said := judged(c.Verdict, d).words
		cells := []string{rung.Adds, with, without, more(d.Difference, 2), more(d.Low, 2), more(d.High, 2), said, "", ""}
		row := f.add(rung.Adds, d, one(i > 0), with+" / "+without, cells...)
		if low, high, ok := wide(c); ok {
			row.WideLow, row.WideHigh = 100*low, 100*high
			cells[7], cells[8] = more(low, 2), more(high, 2)
		}
		f.Alt += fmt.Sprintf(" %s: %s settled wars of 100 with it and %s without: %s; the verdict is “%s”.", words.Capital(rung.Adds), with, without, in.bothDoubts(c), said)
	}
	return f.figure()
}

// ladderKey explains the picture of the answer.
const ladderKey = "Thick, with ends: the 95 % interval by chance. Thin: the same with the model's uncertain numbers and structure and the codings of the case too. At the right:" +
	" settled wars of 100 with what is added and without."

// levels is what a lead adds under each level of each switch of structure, nil where
// the structure is fixed.
func (in *Input) levels() *document.Table {
	whole, lead := in.rung(results.RungCoordination), in.rung(results.RungLead)
	if len(whole.Levels) == 0 {
		return nil
	}
	t := &document.Table{Caption: "What a lead adds under each structure of the model, in wars of 100",
		Header: []string{"structure", "level", "coordinated or not", "verdict", "the lead by itself", "verdict"}}
	for i := range whole.Levels {
		a, b := &whole.Levels[i], &lead.Levels[i]
		row := []string{parameterCalled(a.Switch), a.Level}
		for _, l := range []*results.LevelEffect{a, b} {
			row = append(row, fmt.Sprintf("%s (%s)", more(l.Settled.Difference, decimals(l.Settled)), interval(l.Settled)), verdict(l.Settled))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
