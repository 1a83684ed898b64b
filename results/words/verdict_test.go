package words

import (
	"testing"
	"unicode/utf8"

	"parley/sim/stats"
)

// Differences of each verdict, in the order of the table.
var judged = map[stats.Verdict]stats.Difference{
	stats.Helps: {Difference: 0.05, Low: 0.03, High: 0.07}, stats.Nothing: {Difference: 0.001, Low: -0.004, High: 0.006},
	stats.Hurts: {Difference: -0.05, Low: -0.07, High: -0.03}, stats.Unclear: {Difference: 0.01, Low: -0.01001, High: 0.03},
}

func compared(settled, kept stats.Verdict) Compared {
	return Compared{Settled: judged[settled], Kept: judged[kept], SettledIn: [2]float64{0.4, 0.35}, KeptIn: [2]float64{0.2, 0.15}, Followed: true}
}

func TestEachPairOfVerdictsHasAFinding(t *testing.T) {
	const more, same, less, open = stats.Helps, stats.Nothing, stats.Hurts, stats.Unclear
	seen := map[string]bool{}
	for _, c := range []struct {
		settled, kept stats.Verdict
		want          string
	}{
		{more, more, "helps peace that holds"},
		{more, same, "buys signatures"},
		{more, less, "buys signatures, costs peace"},
		{more, open, "more signed, kept undecided"},
		{same, more, "the same signed, more kept"},
		{same, same, "nothing within a point"},
		{same, less, "the same signed, less kept"},
		{same, open, "the same signed, kept undecided"},
		{less, more, "less signed, more kept"},
		{less, same, "costs signatures"},
		{less, less, "costs peace that holds"},
		{less, open, "less signed, kept undecided"},
		{open, more, "more kept, signed undecided"},
		{open, same, "the same kept, signed undecided"},
		{open, less, "less kept, signed undecided"},
		{open, open, "undecided, no loss above 1.0"},
	} {
		x := compared(c.settled, c.kept)
		got := x.Cell()
		if got != c.want || seen[got] || utf8.RuneCountInString(got) > 31 || x.Finding() != Judged(x.Settled, &x.Kept) {
			t.Errorf("settled %s, kept %s: %q, want %q", c.settled, c.kept, got, c.want)
		}
		seen[got] = true
		mirror := map[stats.Verdict]stats.Verdict{more: less, less: more, same: same, open: open}
		if turned := compared(mirror[c.settled], mirror[c.kept]).Finding(); (turned == x.Finding()) != (mirror[c.settled] == c.settled && mirror[c.kept] == c.kept) {
			t.Errorf("%s turned round is %s", got, turned.Column)
		}
	}
}

// What is the same by construction, or never or always happens, is no finding of nothing.
func TestWhatCannotDifferIsSaid(t *testing.T) {
	for want, change := range map[string]func(*Compared){
		"identical":                       func(c *Compared) { c.Identical = true },
		"no outcome differs":              func(c *Compared) { c.Same = true },
		"both 0 %":                        func(c *Compared) { c.SettledIn, c.KeptIn, c.Identical = [2]float64{}, [2]float64{}, true },
		"both 100 %":                      func(c *Compared) { c.SettledIn, c.KeptIn = [2]float64{1, 1}, [2]float64{1, 1} },
		"more signed, none kept":          func(c *Compared) { c.KeptIn = [2]float64{} },
		"all signed, more kept":           func(c *Compared) { c.SettledIn = [2]float64{1, 1} },
		"more signed":                     func(c *Compared) { c.Followed = false },
		"helps peace that holds":          func(c *Compared) { c.SettledIn[1], c.KeptIn[1] = 0, 0 },
		"the same signed, none kept":      func(c *Compared) { c.Settled, c.KeptIn = judged[stats.Nothing], [2]float64{} },
		"undecided, none kept":            func(c *Compared) { c.Settled, c.KeptIn = judged[stats.Unclear], [2]float64{} },
		"all signed, kept undecided":      func(c *Compared) { c.Kept, c.SettledIn = judged[stats.Unclear], [2]float64{1, 1} },
		"undecided, no loss above 1.0":    func(c *Compared) { c.Settled, c.Followed = judged[stats.Unclear], false },
		"nothing within a point":          func(c *Compared) { c.Settled, c.Kept = judged[stats.Nothing], judged[stats.Nothing] },
		"the same signed, kept undecided": func(c *Compared) { c.Settled, c.Kept = judged[stats.Nothing], judged[stats.Unclear] },
	} {
		c := compared(stats.Helps, stats.Helps)
		if change(&c); c.Cell() != want {
			t.Errorf("%q, want %q", c.Cell(), want)
		}
	}
}

func TestWhatIsRuledOutIsTold(t *testing.T) {
	for _, c := range []struct {
		low, high   float64
		whole, most string
	}{
		{-0.004, 0.03, "a gain above 3.0 points and a loss above 0.4", "no loss above 0.4"},
		{-0.0301, 0.011, "a gain above 1.1 points and a loss above 3.0", "no gain above 1.1"},
		{0.0004, 0.01101, "any loss, and a gain above 1.1 points", "no loss"},
		{-0.0111, 0, "any gain, and a loss above 1.1 points", "no gain"},
		{-0.0001, 0.02, "a gain above 2.0 points and a loss above 0.1", "no loss above 0.1"},
	} {
		d := stats.Difference{Low: c.low, High: c.high}
		if RuledOut(d) != c.whole || RulesOutMost(d) != c.most {
			t.Errorf("%v to %v: %q, %q", c.low, c.high, RuledOut(d), RulesOutMost(d))
		}
	}
}
