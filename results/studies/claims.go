package studies

import (
	"fmt"
	"math"

	"parley/results/document"
	"parley/results/words"
	"parley/sim/infer/claims"
)

// Claims is what became of them, of so many histories of each variant in each war; wars are
// named in the order of the results' own.
func Claims(tested []claims.Tested, wars []string, reps, worlds int) *document.Document {
	verdicts, list, each := summed(tested), document.Section{Heading: "What each says"}, &document.Table{Words: 1, Header: append([]string{"claim"}, wars...)}
	main := &document.Table{Words: 1, Header: []string{"claim", "the wars", "verdict", "random wars", "verdict"}}
	for i := range tested {
		t := &tested[i]
		main.Rows = append(main.Rows, []string{t.Claim.ID, estimate(&t.Shipped), string(t.Shipped.Verdict), estimate(&t.Random), string(t.Random.Verdict)})
		row := []string{t.Claim.ID}
		for k := range t.Each {
			row = append(row, number(t.Each[k].Value))
		}
		each.Rows = append(each.Rows, row)
		list.Blocks = append(list.Blocks, document.Block{List: []string{fmt.Sprintf("%s: %s (%s) %s; holds %s.", t.Claim.ID, t.Claim.Says, t.Claim.Source,
			words.Capital(t.Claim.Estimand), allowed(t.Claim))}})
	}
	return &document.Document{
		Title: "Do the regularities of the literature hold in the model?",
		Sections: []document.Section{
			{Blocks: []document.Block{
				{Answer: verdicts},
				{Table: main},
				{Note: fmt.Sprintf("Each claim is an experiment on the same histories. The wars: %s, %s histories of each variant in each, followed for 60 months. Random wars: %d with numbers drawn from wide ranges and parameters from the prior, %d histories each. In brackets: 95 %% intervals, of chance for the wars named and over wars for the random ones. Untested: no war has room for the experiment.",
					words.List(wars), words.Thousands(int64(reps)), worlds, claims.Blocks)},
			}},
			{Heading: "War by war", Blocks: []document.Block{{Table: each}}},
			list,
		},
	}
}

// summed says how many hold.
func summed(tested []claims.Tested) string {
	n := map[claims.Verdict]int{}
	for i := range tested {
		n[tested[i].Shipped.Verdict]++
	}
	text := fmt.Sprintf("Of %d claims, on the wars named: %d held, %d not held, %d undecided", len(tested), n[claims.Held], n[claims.NotHeld], n[claims.Undecided])
	if n[claims.Untested] > 0 {
		text += fmt.Sprintf(", %d untested", n[claims.Untested])
	}
	return text + "."
}

func estimate(r *claims.Result) string {
	if r.Verdict == claims.Untested {
		return "-"
	}
	return fmt.Sprintf("%s (%s to %s)", number(r.Value), number(r.Low), number(r.High))
}

func number(x float64) string {
	if math.IsNaN(x) {
		return "-"
	}
	return fmt.Sprintf("%.2f", x+0)
}

func allowed(c *claims.Claim) string {
	switch {
	case math.IsInf(c.High, 1):
		return fmt.Sprintf("above %g", c.Low)
	case math.IsInf(c.Low, -1):
		return fmt.Sprintf("below %g", c.High)
	}
	return fmt.Sprintf("from %g to %g", c.Low, c.High)
}
