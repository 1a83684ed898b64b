package report

import (
	"fmt"
	"strings"

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

// judgements, those that share a sign beside each other.
var (
	verdictHelps    = judgement{"helps", "▲"}
	verdictHurts    = judgement{"hurts", "▼"}
	verdictNothing  = judgement{"next to nothing", ""}
	verdictSomeHelp = judgement{undecided + "more than nothing, but perhaps less than 1 in 100", "▲?"}
	verdictSomeHarm = judgement{undecided + "harm, but perhaps less than 1 in 100", "▼?"}
	verdictNoHarm   = judgement{undecided + "perhaps help, but no harm beyond 1 in 100", "?"}
	verdictNoHelp   = judgement{undecided + "perhaps harm, but no help beyond 1 in 100", "?"}
	verdictOpen     = judgement{undecided + eitherWay, "?"}
	judgements      = []judgement{verdictHelps, verdictHurts, verdictNothing, verdictSomeHelp, verdictSomeHarm, verdictNoHarm, verdictNoHelp, verdictOpen}
)

// judged is the one place where verdicts become words. The verdict is that of
// results.Judge on the difference; where it is undecided, the interval still says
// something.
func judged(v stats.Verdict, d stats.Difference) judgement {
	switch v {
	case stats.Helps:
		return verdictHelps
	case stats.Hurts:
		return verdictHurts
	case stats.Nothing:
		return verdictNothing
	}
	switch {
	case d.Low > 0:
		return verdictSomeHelp
	case d.High < 0:
		return verdictSomeHarm
	case d.Low >= -stats.Point && d.High > stats.Point:
		return verdictNoHarm
	case d.High <= stats.Point && d.Low < -stats.Point:
		return verdictNoHelp
	}
	return verdictOpen
}

// verdict on a difference, in words.
func verdict(d stats.Difference) string { return judged(stats.Judge(d), d).words }

// known is what words of an undecided verdict rule out; "" of all others.
func known(said string) string {
	rest, ok := strings.CutPrefix(said, undecided)
	if !ok || rest == eitherWay {
		return ""
	}
	return rest
}

// knownOf counts what is known of effects that are undecided, "" if none is.
func knownOf(said []string) string {
	var kinds []string
	n := map[string]int{}
	for _, w := range said {
		if k := known(w); k != "" {
			if n[k] == 0 {
				kinds = append(kinds, k)
			}
			n[k]++
		}
	}
	if len(kinds) == 0 {
		return ""
	}
	for i, k := range kinds {
		kinds[i] = fmt.Sprintf("%d are “%s”", n[k], k)
		if n[k] == 1 {
			kinds[i] = fmt.Sprintf("1 is “%s”", k)
		}
	}
	return "Of the undecided: " + strings.Join(kinds, "; ") + "."
}

// verdictKey explains the words of verdicts.
const verdictKey = "Verdicts are on the average over all that is uncertain, and go by the interval of chance alone. Helps or hurts: by more than 1 in 100 wars as estimated, and the interval leaves out 0. Next to nothing: all of the interval is within" +
	" 1 in 100 of 0. Undecided: none of these; what the interval still rules out is said beside it. Effects smaller than 1 in 100 are set aside by choice:" +
	" nobody could tell them in a single war."
