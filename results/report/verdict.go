package report

import (
	"fmt"
	"math"
	"strings"

	"parley/results/words"
	"parley/sim/stats"
)

// verdict on a difference, in words; where it is undecided, with what the interval still
// rules out.
func verdict(d stats.Difference) string {
	v := stats.Judge(d)
	if v == stats.Unclear {
		return words.Verdict(v) + ", " + words.RulesOutMost(d)
	}
	return words.Verdict(v)
}

// sign of it in a tile.
func sign(d stats.Difference) string {
	switch v := stats.Judge(d); {
	case v == stats.Helps:
		return "▲"
	case v == stats.Hurts:
		return "▼"
	case v == stats.Nothing:
		return ""
	case d.Low > 0:
		return "▲?"
	case d.High < 0:
		return "▼?"
	}
	return "?"
}

// widened is a difference with an interval that holds for all of so many at once, by Bonferroni's inequality.
func widened(d stats.Difference, many int) stats.Difference {
	by := stats.NormalQuantile(1-(1-stats.Level)/float64(many)) / stats.NormalQuantile(stats.Level)
	d.Low, d.High = d.Difference-by*(d.Difference-d.Low), d.Difference+by*(d.High-d.Difference)
	return d
}

// of100 is a share as wars of 100, within100 with its interval.
func of100(share float64) string { return fmt.Sprintf("%.1f", 100*share) }
func within100(e stats.Estimate) []string {
	return []string{of100(e.Mean), of100(e.Low), of100(e.High)}
}

// fine has the digits that show on which side of 0 a difference lies.
func fine(difference float64) string {
	decimals := 2
	for x := math.Abs(100 * difference); x > 1e-6 && x < 0.5*math.Pow10(-decimals); {
		decimals++
	}
	return words.Signed(100*difference, decimals)
}

// marked is a difference in wars of 100 with a word before its interval.
func marked(d stats.Difference, word string) string {
	return strings.Replace(words.VerdictInterval(d), " (", " "+word+" (", 1)
}

// adds is a difference with its interval, whose bracket the template closes.
func adds(d stats.Difference) string {
	return strings.TrimSuffix(marked(d, "settled wars of 100"), ")")
}
