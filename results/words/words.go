// Package words is the one home of numbers and names as a sentence has them: percent,
// points, "3 histories", "a, b and c", "the Tajik opposition". Templates have them by
// the names in Funcs.
package words

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"parley/sim"
	"parley/sim/stats"
)

// Percent of a fraction, with one decimal.
func Percent[T ~float64](x T) string { return fmt.Sprintf("%.1f %%", 100*float64(x)) }

// Points of a difference of fractions, signed.
func Points(x float64) string { return Signed(100*x, 1) }

// Signed writes a zero without a sign.
func Signed(x float64, decimals int) string {
	s := fmt.Sprintf("%+.*f", decimals, x)
	if strings.Trim(s, "+-0.") == "" {
		return s[1:]
	}
	return s
}

// Chance in per cent without decimals, never 0 or 100 % for what is not.
func Chance(x float64) string {
	switch p := 100 * x; {
	case p <= 0:
		return "0 %"
	case p < 1:
		return "less than 1 %"
	case p > 99 && p < 100:
		return "more than 99 %"
	default:
		return fmt.Sprintf("%.0f %%", p)
	}
}

// Mean of a count, finer where it is small.
func Mean[T ~float64](x T) string {
	if x < 1 {
		return fmt.Sprintf("%.2f", float64(x))
	}
	return fmt.Sprintf("%.1f", float64(x))
}

// ShortMean is a mean without decimals where it is large.
func ShortMean[T ~float64](x T) string {
	if x >= 10 {
		return fmt.Sprintf("%.0f", float64(x))
	}
	return Mean(x)
}

// Between writes the ends of the interval of a share.
func Between(e stats.Estimate) string {
	return fmt.Sprintf("%.1f to %.1f %%", 100*e.Low, 100*e.High)
}

// Interval writes a difference in points with its ends, with as many decimals as it
// takes to see on which side of 0, and of the marks, an end lies.
func Interval(d stats.Difference, marks ...float64) string {
	marks = append(marks, 0)
	decimals := 1
	for decimals < 4 && !(seen(100*d.Low, decimals, marks) && seen(100*d.High, decimals, marks)) {
		decimals++
	}
	return fmt.Sprintf("%s (%s to %s)", Signed(100*d.Difference, decimals), Signed(100*d.Low, decimals), Signed(100*d.High, decimals))
}

// Doubt writes a difference in points with the ends of all doubt, as DoubtEnds has them.
func Doubt(d stats.Difference) string {
	return fmt.Sprintf("%s (%s)", Signed(100*d.Difference, 1), DoubtEnds(d))
}

// DoubtEnds are those of all doubt, from 10 points on in whole ones, as they are not known better.
func DoubtEnds(d stats.Difference) string {
	end := func(x float64) string { return Signed(100*x, stats.Bit(math.Abs(100*x) < 9.95)) }
	return end(d.Low) + " to " + end(d.High)
}

// VerdictInterval shows on which side of a point an end lies, too.
func VerdictInterval(d stats.Difference) string {
	return Interval(d, -100*stats.Point, 100*stats.Point)
}

// PlusMinus writes a difference in a unit with half its interval.
func PlusMinus(d stats.Difference, unit float64) string {
	return fmt.Sprintf("%s ±%.2f", Signed(unit*d.Difference, 2), unit*d.HalfWidth())
}

// seen says whether a number lies on the same side of each mark once rounded.
func seen(x float64, decimals int, marks []float64) bool {
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', decimals, 64), 64)
	return err == nil && !slices.ContainsFunc(marks, func(m float64) bool { return cmp.Compare(r, m) != cmp.Compare(x, m) })
}

// Thousands groups digits.
func Thousands[T ~int | ~int64](n T) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Count writes a number with its noun.
func Count(n int, one, many string) string {
	return Thousands(n) + " " + One(n, one, many)
}

// One picks a word by number: one verb for 1, another for all else.
func One(n int, one, many string) string { return If(n == 1, one, many) }

// If picks a word by yes or no.
func If(yes bool, one, other string) string {
	if yes {
		return one
	}
	return other
}

// List joins words: a, b and c.
func List(words []string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
}

// Group is items of one key.
type Group struct {
	Key   string
	Items []string
}

// Grouped adds an item to the group of its key, the last if there is none yet; a key of
// "" has none.
func Grouped(groups []Group, key, item string) []Group {
	i := slices.IndexFunc(groups, func(g Group) bool { return g.Key == key })
	switch {
	case key == "":
		return groups
	case i < 0:
		return append(groups, Group{key, []string{item}})
	}
	groups[i].Items = append(groups[i].Items, item)
	return groups
}

// Capital makes the first letter of a sentence a capital.
func Capital(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// MonthNames of the calendar, January first.
var MonthNames = []string{"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"}

// Month writes a calendar month in words.
func Month(m sim.Month) string { return fmt.Sprintf("%s %d", MonthNames[int(m)%12], int(m)/12) }

// Name is how a text calls something: its name, or its ID.
func Name(name, id string) string { return cmp.Or(name, id) }

// ShortName fits beside a picture: what is in brackets is left out; the ID
// where there is no name.
func ShortName(name, id string) string {
	short, _, _ := strings.Cut(name, " (")
	return Name(short, id)
}

// articles go before names that begin with one of these common nouns.
var articles = []string{"United", "Government", "Opposition", "Rebels", "Insurgents", "Army", "Church"}

// bodies end the names of organisations that have an article ("the European Union").
var bodies = []string{"Union", "Nations", "League", "Organisation", "Organization", "Community", "Church", "Party", "Front", "Movement", "Army", "Forces",
	"Council", "Commission", "Committee", "Conference", "Congress", "Center", "Centre", "Foundation", "Alliance", "Coalition", "Federation", "Republic",
	"Kingdom", "Group", "Government", "Bank", "Cross", "Commonwealth", "Authority", "Force"}

// Called is a name as a sentence has it: without what is in brackets, with the article
// given. Where none is, a phrase, a body or a common noun has one ("the Tajik opposition"), and a
// proper name ("Iran") or another ID has none.
func Called(name, id string, g sim.Grammar) string {
	short := ShortName(name, id)
	words := strings.Fields(short)
	the := len(words) > 0 && slices.Contains(articles, Capital(words[0]))
	for _, w := range words {
		the = the || short != id && unicode.IsLower([]rune(w)[0])
	}
	if n := len(words); n > 1 && !strings.Contains(short, ",") {
		the = the || slices.Contains(bodies, words[n-1])
	}
	if g.Article != sim.ArticleUnset {
		the = g.Article == sim.ArticleThe
	}
	if !the || strings.HasPrefix(short, "the ") || strings.HasPrefix(short, "The ") {
		return short
	}
	return "the " + short
}

// Party is one of a war as a sentence has it.
func Party(c *sim.Config, party int) string {
	p := &c.Parties[party]
	return Called(p.Name, p.ID, p.Grammar)
}

// Mediator is the same of a third party.
func Mediator(c *sim.Config, mediator int) string {
	m := &c.Mediators[mediator]
	return Called(m.Name, m.ID, m.Grammar)
}

// Plural picks a verb by whether a name takes a plural one.
func Plural(g sim.Grammar, one, many string) string { return If(g.Plural, many, one) }

// Shortened cuts a long name for a table.
func Shortened(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return strings.TrimRight(string(r[:most-3]), " ,;:") + "..."
}
