package report

import (
	"fmt"
	"strings"

	"parley/results/words"
	"parley/sim/stats"
)

// judgement is how a page puts a verdict: in words, and as a sign on the map.
type judgement struct{ words, sign string }

// undecided begins the words of every verdict that is none; what the interval rules out
// follows, or that it rules out neither.
const (
	undecided = "undecided: "
	eitherWay = "help or harm"
)

// judged is the one place where verdicts become words. The verdict is that of
// stats.Judge; where it is undecided, the interval still says something.
func judged(d stats.Difference) judgement {
	switch verdict := stats.Judge(d); {
	case verdict == stats.Helps:
		return judgement{"helps", "▲"}
	case verdict == stats.Hurts:
		return judgement{"hurts", "▼"}
	case verdict == stats.Nothing:
		return judgement{"next to nothing", ""}
	case d.Low > 0:
		return judgement{undecided + "more than nothing, but perhaps less than 1 in 100", "▲?"}
	case d.High < 0:
		return judgement{undecided + "harm, but perhaps less than 1 in 100", "▼?"}
	case d.Low >= -stats.Point && d.High > stats.Point:
		return judgement{undecided + "perhaps help, but no harm beyond 1 in 100", "?"}
	case d.High <= stats.Point && d.Low < -stats.Point:
		return judgement{undecided + "perhaps harm, but no help beyond 1 in 100", "?"}
	}
	return judgement{undecided + eitherWay, "?"}
}

// verdict on a difference, in words.
func verdict(d stats.Difference) string { return judged(d).words }

// known is what words of an undecided verdict rule out; "" of all others.
func known(words string) string {
	rest, ok := strings.CutPrefix(words, undecided)
	if !ok || rest == eitherWay {
		return ""
	}
	return rest
}

// knownOf counts what is known of effects that are undecided, "" if nothing is.
func knownOf(effects []stats.Difference) string {
	var kinds []words.Group
	for _, d := range effects {
		kinds = words.Grouped(kinds, known(verdict(d)), "")
	}
	if len(kinds) == 0 {
		return ""
	}
	var said []string
	for _, k := range kinds {
		n := len(k.Items)
		said = append(said, fmt.Sprintf("%d %s “%s”", n, words.One(n, "is", "are"), k.Key))
	}
	return "Of the undecided: " + strings.Join(said, "; ") + "."
}

// of100 is a share as wars of 100, fine a difference of shares.
func of100(share float64) string     { return fmt.Sprintf("%.1f", 100*share) }
func fine(difference float64) string { return words.Signed(100*difference, 2) }

// adds is a difference in wars of 100 with its interval, whose bracket the template closes.
func adds(d stats.Difference) string {
	return strings.TrimSuffix(strings.Replace(words.VerdictInterval(d), " (", " settled wars of 100 (", 1), ")")
}
