package report

import (
	"fmt"
	"math"
	"strings"

	"parley/results"
	"parley/sim"
)

// in100 is a share as wars of 100.
func in100(share float64) string { return fmt.Sprintf("%.1f", 100*share) }

// more is a difference of shares as wars of 100, signed, a zero without a sign.
func more(difference float64, decimals int) string {
	s := fmt.Sprintf("%+.*f", decimals, 100*difference)
	if strings.Trim(s, "+-0.") == "" {
		return s[1:]
	}
	return s
}

// decimals that an interval deserves: it must not seem to end at 0 when it does not.
func decimals(d results.Difference) int {
	for n := 1; n < 3; n++ {
		if rounds(d.Low, n) && rounds(d.High, n) {
			return n
		}
	}
	return 3
}

func rounds(x float64, n int) bool {
	unit := math.Pow(10, -float64(n))
	return x == 0 || math.Abs(100*x) >= unit/2 && (math.Abs(math.Abs(100*x)-1) < 1e-9 || math.Abs(math.Abs(100*x)-1) >= unit/2)
}

// interval writes the ends of a difference.
func interval(d results.Difference) string {
	n := decimals(d)
	return more(d.Low, n) + " to " + more(d.High, n)
}

// percent without decimals, and never 0 or 100 for what is not.
func percent(share float64) string {
	switch p := 100 * share; {
	case p > 0 && p < 1:
		return "under 1 %"
	case p > 99 && p < 100:
		return "over 99 %"
	default:
		return fmt.Sprintf("%.0f %%", p)
	}
}

// list joins words: a, b and c.
func list(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// capital makes the first letter of a sentence a capital.
func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return results.Thousands(int64(n)) + " " + many
}

// mediatorName as it stands in a sentence.
func mediatorName(c *sim.Config, i int) string {
	return results.Called(c.Mediators[i].Name, c.Mediators[i].ID)
}

// shortName fits beside a picture: what stands in brackets is left out.
func shortName(name, id string) string {
	if name == "" {
		return id
	}
	short, _, _ := strings.Cut(name, " (")
	return short
}

var verdictWord = map[results.Verdict]string{
	results.Helps: "helps", results.Hurts: "hurts", results.Nothing: "nothing", results.Unclear: "undecided",
}

// verdictKey explains the words of verdicts.
const verdictKey = "Helps or hurts: by more than 1 in 100 wars, and the interval leaves out 0. Nothing: all of the interval is within" +
	" 1 in 100 of 0. Undecided: none of these, so that more histories are needed."

// ruleWord says what a rule of attention means.
var ruleWord = map[string]string{
	"dilute":    "the more contacts a side has in a month, the less each counts",
	"queue":     "only the first few contacts of a month count",
	"unlimited": "every contact counts in full",
}
