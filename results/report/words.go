package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
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
func decimals(d stats.Difference) int {
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
func interval(d stats.Difference) string {
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

// mediatorName as it stands in a sentence.
func mediatorName(c *sim.Config, i int) string {
	return words.Called(c.Mediators[i].Name, c.Mediators[i].ID)
}

// regimeWord says what a regime is, by its ID.
var regimeWord = map[string]string{
	"single":      "only the most capable third party acts",
	"independent": "all third parties act, and none sees what the others do",
	"informed":    "all act, and each sees what the others did the month before",
	"networked":   "nobody leads: as informed, and third parties with close ties agree when to press the sides",
	"lead":        "one third party plans for those who accept it; the others act as under networked",
	"lead-only":   "one third party plans for those who accept it; the others act as under independent",
	"placebo":     "as networked, but a lead announces a plan that changes nobody's acts, and its work is charged as if it did",
}

// mechanismWord says what a mechanism of a lead is, by its ID; followers are those who
// accept the lead.
var mechanismWord = map[string]string{
	"pool":        "the plan rests on what lead and followers know together, not on what the lead alone sees",
	"allocate":    "the lead hands out roles: followers do what is needed and nobody does yet",
	"sequence":    "steps come in order: easy issues first, the hard essential ones together later, a guarantee promised before signing",
	"synchronise": "those close to opposed sides press them in the same month",
	"single-text": "all messages carry one text, the lead's",
	"forum":       "one third party a month is recognised to call talks, in turn among those about equal",
	"inclusion":   "followers without a task come along as observers",
	"restrain":    "nothing is asked for that the sides could not take in",
}

// parameterWord says in short what a parameter of the model is, by its ID.
var parameterWord = map[string]string{
	"belief_weight":     "weight of beliefs",
	"war_cost":          "cost of a month of war",
	"decisiveness":      "sharpness of choices",
	"talk_threshold":    "what talks must promise",
	"sign_threshold":    "what signing must promise",
	"loss_of_face":      "loss of face in talking",
	"fear":              "fear of betrayal",
	"mu_information":    "worth of exploring",
	"mu_facilitation":   "pace of concessions",
	"mu_leverage":       "force of leverage",
	"mu_guarantee":      "force of guarantees",
	"suspension":        "chance of suspension",
	"violation":         "hazard of violations",
	"persistence":       "how long pressure lasts",
	"contradiction":     "loss by contradiction",
	"coordination_cost": "cost of coordinating",
	"attention":         "contacts a side takes in",
	"fatigue":           "patrons' fatigue",
	"ends_otherwise":    "chance of another end",
	"redundancy":        "overlap of signals",
	"battle":            "chance of a battle",
	"act_cost":          "cost of an act",
	"standing_table":    "venue once talks have opened",
	"collapse":          "hazard of collapse",

	"structure.attention": "how contacts are taken in",
	"structure.needs":     "how needs are diagnosed",
	"structure.hurt":      "what a month of war costs",
	"structure.table":     "fear at the table",
	"structure.parties":   "how the sides behave",
}

// parameterCalled is a parameter in words, its ID where it has none.
func parameterCalled(id string) string {
	if w := parameterWord[id]; w != "" {
		return w
	}
	return id
}

// groupWord says what a group of forecast quantities is about, baselineWord what a
// simple rule forecasts.
var (
	groupWord = map[string]string{
		"dates":           "when issues and the war are settled",
		"order and count": "how many issues are agreed and in what order",
		"ceasefire":       "ceasefires",
		"meetings":        "meetings",
		"positions":       "where issues are settled",
	}
	baselineWord = map[string]string{
		"constant hazard": "the same chance in every month, as often as before",
		"as before":       "as before, and as much again",
		"weighted mean":   "the mean of the sides' wishes, weighted by strength and by how much they care",
		"Nash point":      "the point that gives both sides most (Nash)",
	}
)

// windowWords writes months of a record, 1993-01 to 1997-06, as a sentence has them.
func windowWords(window string) string {
	said := strings.Fields(window)
	for i, w := range said {
		if at, err := time.Parse("2006-01", w); err == nil {
			said[i] = at.Format("January 2006")
		}
	}
	return strings.Join(said, " ")
}

// none writes a number with its noun, and 0 as a word.
func none(n int, one, many string) string {
	if n == 0 {
		return "no " + one
	}
	return words.Count(n, one, many)
}

// shortMonth is 1993-01 as Jan 1993.
func shortMonth(month string) string {
	if at, err := time.Parse("2006-01", month); err == nil {
		return at.Format("Jan 2006")
	}
	return month
}

// enough is about how many histories bring the half-width of an interval from n
// histories down to 1 in 100, in round numbers.
func enough(n int, half float64) string {
	wanted := float64(n) * half * half / (stats.Point * stats.Point)
	unit := math.Pow(10, math.Floor(math.Log10(max(1, wanted))))
	return words.Thousands(int64(math.Ceil(wanted/unit) * unit))
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// short is a number with the digits that somebody reads.
func short(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }

const (
	kicker  = "A report of parley, a simulation of the mediation of civil wars"
	warning = "Not for advice to parties or mediators of a live process."
)
