package words

import (
	"strconv"
	"strings"
	"testing"

	"parley/sim"
	"parley/sim/stats"
)

// What the text says of an interval must be seen in its figures.
func TestAnIntervalShowsTheSide(t *testing.T) {
	for _, c := range []struct{ low, high, wantLow, wantHigh string }{
		{"0.0212", "0.05", "+2.1", "+5.0"},
		{"0.0004", "0.05", "+0.04", "+5.00"},
		{"-0.05", "-0.00004", "-5.000", "-0.004"},
		{"-0.002", "0.01004", "-0.200", "+1.004"},
		{"0", "0.01", "0.0", "+1.0"},
	} {
		low, _ := strconv.ParseFloat(c.low, 64)
		high, _ := strconv.ParseFloat(c.high, 64)
		if got := Interval(stats.Difference{Low: low, High: high}, -1, 1); !strings.HasSuffix(got, "("+c.wantLow+" to "+c.wantHigh+")") {
			t.Errorf("%s to %s: %s", c.low, c.high, got)
		}
	}
}

func TestWordsOfNumbers(t *testing.T) {
	for got, want := range map[string]string{
		Thousands(1234567):                                        "1,234,567",
		Thousands(-1000):                                          "-1,000",
		Thousands(12):                                             "12",
		Points(-0.0004) + Points(0):                               "0.00.0",
		Points(0.0123):                                            "+1.2",
		Percent(0.1825):                                           "18.2 %",
		List([]string{"a", "b", "c"}):                             "a, b and c",
		Count(1, "month", "months"):                               "1 month",
		Count(1500, "month", "months"):                            "1,500 months",
		Called("Russia (presidency)", "r", sim.Grammar{}):         "Russia",
		Called("Tajik opposition", "uto", sim.Grammar{}):          "the Tajik opposition",
		Called("", "rebels", sim.Grammar{}):                       "the rebels",
		Called("un", "un", sim.Grammar{}):                         "un",
		Called("United Nations", "un", sim.Grammar{}):             "the United Nations",
		Called("FMLN", "f", sim.Grammar{Article: sim.ArticleThe}): "the FMLN",
		Called("Kibaki's side (PNU)", "p", sim.Grammar{Article: sim.ArticleNone}): "Kibaki's side",
		Called("European Union", "eu", sim.Grammar{}):                             "the European Union",
		Called("Free Aceh Movement (GAM)", "gam", sim.Grammar{}):                  "the Free Aceh Movement",
		Called("China, Malaysia, Arab League", "c", sim.Grammar{}):                "China, Malaysia, Arab League",
		Called("South Africa", "sa", sim.Grammar{}):                               "South Africa",
		Called("The Elders", "e", sim.Grammar{}):                                  "The Elders",
		Chance(0.001) + Chance(0.5):                                               "less than 1 %50 %",
		Chance(0) + Chance(1) + Chance(0.9999):                                    "0 %100 %more than 99 %",
		Shortened("abcdefghij", 8):                                                "abcde...",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What is known to two digits is shown with two.
func TestAllDoubtIsInTwoDigits(t *testing.T) {
	for want, d := range map[string]stats.Difference{
		"+3.0 (-10 to +17)":  {Difference: 0.03, Low: -0.1044, High: 0.1651},
		"-0.4 (-9.9 to +10)": {Difference: -0.004, Low: -0.0994, High: 0.0996},
	} {
		if got := Doubt(d); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for want, d := range map[string]stats.Difference{
		"a gain above 4.3 points and a loss above 10": {Low: -0.1044, High: 0.043},
		"any loss, and a gain above 4.3 points":       {Low: 0.01, High: 0.043},
		"a loss above 31 points":                      {Low: -0.31, High: 1},
		"nothing":                                     {Low: -1, High: 1},
	} {
		if got := RuledOut(d); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
