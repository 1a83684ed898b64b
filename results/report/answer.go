package report

import (
	"fmt"
	"strings"

	"parley/results"
	"parley/results/figures"
)

// answer is the first screen: the answer in a sentence with its uncertainty, and its
// picture; then how sure it is, and what would change it.
func (in *Input) answer() Section {
	s := Section{ID: "answer", Heading: "Does a lead help here?"}
	found := in.headlines()
	if len(found) == 0 {
		s.answer("Not asked.")
		s.absent(noLead)
		s.text("The sections below show what can be said without one.")
		return s
	}
	s.answer(in.oneSentence(found))
	s.picture(in.headlinePicture(found))
	s.note(headlineKey + " " + attentionWords(found))
	s.text(in.longAnswer(found))
	s.sub("What the words mean")
	s.list(in.meanings(found))
	s.sub("How sure is this?")
	s.list(in.howSure())
	if t := in.doubt(); t != nil {
		s.table(t)
		s.note(doubtKey)
		s.text(in.reconciled(found))
	}
	s.sub("What would change this answer")
	s.list(in.wouldChange(found))
	return s
}

// oneSentence is the answer with its uncertainty. Where the rules of attention agree,
// the first stands for both.
func (in *Input) oneSentence(found []*results.Contrast) string {
	if agreed(found) {
		return in.shortAnswer(found) + ": " + in.bothDoubts(found[0]) + "."
	}
	var parts []string
	for _, c := range found {
		parts = append(parts, fmt.Sprintf("%s if %s", in.bothDoubts(c), ruleWord[c.Attention]))
	}
	return in.shortAnswer(found) + ": " + strings.Join(parts, "; ") + "."
}

// agreed says whether all verdicts are the same, in words.
func agreed(found []*results.Contrast) bool {
	for _, c := range found[1:] {
		if judged(c.Verdict, c.Settled) != judged(found[0].Verdict, found[0].Settled) {
			return false
		}
	}
	return true
}

// shortAnswer in a few words, without a full stop.
func (in *Input) shortAnswer(found []*results.Contrast) string {
	first := found[0]
	for _, c := range found[1:] {
		switch {
		case c.Verdict == first.Verdict:
		case c.Verdict == results.Unclear || first.Verdict == results.Unclear:
			return "It may hang on how much the sides can take in"
		default:
			return "It hangs on how much the sides can take in"
		}
	}
	switch first.Verdict {
	case results.Helps:
		return "Yes, on average a lead helps in this model"
	case results.Hurts:
		return "No, on average a lead makes a settlement less likely in this model"
	case results.Nothing:
		return "No, on average a lead changes next to nothing in this model"
	}
	text := "The histories played do not decide it"
	if k := known(judged(first.Verdict, first.Settled).words); k != "" && agreed(found) {
		text += " (" + k + ")"
	}
	return text
}

// longAnswer has the numbers, for each rule of attention.
func (in *Input) longAnswer(found []*results.Contrast) string {
	with, without := in.arm(found[0].A), in.arm(found[0].B)
	text := fmt.Sprintf("Of 100 wars like this one, %s end in a negotiated settlement if %s leads and %s if nobody does and all mediate side by side.", in100(with.Settled.Mean), in.leadName(),
		in100(without.Settled.Mean))
	if in.Summary.Implementation > 0 {
		text += fmt.Sprintf(" Of the 100, %s and %s are settled and still kept %s after signing.", in100(with.Kept.Mean), in100(without.Kept.Mean), results.Count(in.Summary.Implementation, "month", "months"))
	}
	for _, other := range found[1:] {
		text += fmt.Sprintf(" If %s, it is %s against %s", ruleWord[other.Attention], in100(in.arm(other.A).Settled.Mean), in100(in.arm(other.B).Settled.Mean))
		if agreed(found) {
			text += ": " + in.bothDoubts(other)
		}
		text += "."
	}
	return text
}

// meanings of the words that the page needs.
func (in *Input) meanings(found []*results.Contrast) []string {
	rules := "Attention: the sides can take in only so much each month, and nobody knows how that limits them. " + attentionWords(found)
	return []string{
		"Lead: one third party that plans for the others: who acts, when and with what information. Each of the others accepts it or not, and only those who do follow the plan.",
		"History: one course of the war in the model, month by month, with luck of its own.",
		"Nobody leads (“networked”): every third party decides for itself and sees what the others did the month before. Those with close ties agree when to press the sides.",
		rules,
		verdictKey,
	}
}

func (in *Input) headlinePicture(found []*results.Contrast) *figures.Figure {
	f := figures.Forest{Name: "answer-picture", Title: "What a lead adds to nobody leading, in settled wars of 100",
		Axis: "more or fewer settled wars of 100; grey: next to nothing", Nothing: 100 * results.Point,
		Left: "a lead hurts", Right: "a lead helps", NoteHead: "with / without",
		Header: []string{"attention of the sides", "with a lead", "nobody leads", "difference", "from, by chance", "to, by chance", "verdict", "from, by all doubt", "to, by all doubt"}}
	f.Alt = "Difference between a lead and nobody leading."
	for i, c := range found {
		with, without, d := in100(in.arm(c.A).Settled.Mean), in100(in.arm(c.B).Settled.Mean), c.Settled
		said := judged(c.Verdict, d).words
		row := figures.Interval{Label: "Attention: " + c.Attention, Low: 100 * d.Low, Mid: 100 * d.Difference, High: 100 * d.High,
			Series: i, Note: with + " / " + without}
		data := []string{c.Attention, with, without, more(d.Difference, 2), more(d.Low, 2), more(d.High, 2), said, "", ""}
		if low, high, ok := wide(c); ok {
			row.WideLow, row.WideHigh = 100*low, 100*high
			data[7], data[8] = more(low, 2), more(high, 2)
		}
		f.Rows, f.Data = append(f.Rows, row), append(f.Data, data)
		f.Alt += fmt.Sprintf(" Attention %s: %s settled wars of 100 with a lead and %s without: %s; the verdict is “%s”.", c.Attention, with, without, in.bothDoubts(c), said)
	}
	return f.Figure()
}

// attentionWords say what the rules of attention mean.
func attentionWords(found []*results.Contrast) string {
	var words []string
	for _, c := range found {
		words = append(words, fmt.Sprintf("Under “%s”, %s.", c.Attention, ruleWord[c.Attention]))
	}
	return strings.Join(words, " ")
}

// headlineKey explains the picture of the answer.
const headlineKey = "Thick, with ends: the 95 % interval by chance. Thin: the same with the model's uncertain numbers and the judgements of the case too. At the right:" +
	" settled wars of 100 with a lead and without."
