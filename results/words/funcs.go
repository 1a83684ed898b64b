package words

import (
	"reflect"
	"strings"
	"text/template"

	"parley/sim/stats"
)

// Funcs are the words that templates may use. Numbers may be of any type of the kind.
var Funcs = template.FuncMap{
	"percent":   func(x any) string { return Percent(Float(x)) },
	"points":    func(x any) string { return Points(Float(x)) },
	"chance":    func(x any) string { return Chance(Float(x)) },
	"mean":      func(x any) string { return Mean(Float(x)) },
	"thousands": func(n any) string { return Thousands(reflect.ValueOf(n).Int()) },
	"between":   Between,
	"interval":  VerdictInterval,
	"plusminus": func(d stats.Difference) string { return PlusMinus(d, 100) },
	"count":     Count,
	"one":       One,
	"list":      List,
	"capital":   Capital,
	"month":     Month,
	"name":      Name,
	"called":    Called,
	"verdict":   Verdict,
	"join":      func(words []string) string { return strings.Join(words, ", ") },

	"findingkey": func() string { return FindingKey },
	"ruledout":   RuledOut,
}

// Float of any type of float.
func Float(x any) float64 { return reflect.ValueOf(x).Float() }
