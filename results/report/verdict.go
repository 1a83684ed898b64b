package report

import (
	"fmt"
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
	s := map[stats.Verdict]string{stats.Helps: "▲", stats.Hurts: "▼", stats.Unclear: "?"}[stats.Judge(d)]
	switch {
	case s == "?" && d.Low > 0:
		return "▲?"
	case s == "?" && d.High < 0:
		return "▼?"
	}
	return s
}

// of100 is a share as wars of 100, fine a difference of shares.
func of100(share float64) string     { return fmt.Sprintf("%.1f", 100*share) }
func fine(difference float64) string { return words.Signed(100*difference, 2) }

// adds is a difference in wars of 100 with its interval, whose bracket the template closes.
func adds(d stats.Difference) string {
	return strings.TrimSuffix(strings.Replace(words.VerdictInterval(d), " (", " settled wars of 100 (", 1), ")")
}
