package store

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"parley/results/outcome"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Column of a table of results, and a line of its codebook.
type Column struct {
	Name string `json:"name"`
	Kind Kind   `json:"type"`
	// Optional columns hold null where a figure does not exist.
	Optional bool   `json:"-"`
	Unit     string `json:"unit,omitempty"`
	Meaning  string `json:"meaning"`
}

// pointColumns come first in every table: the point and its factors.
func pointColumns(p *sweep.Plan) []Column {
	columns := []Column{{"point", Int, false, "", "number of the point, from 0"}}
	for i := range p.Factors {
		meaning := "factor: value of this key of the scenario; null leaves the scenario's own"
		if i < p.Inputs {
			meaning = "input, or a group of them: its place in its distribution, from 0 to 1; of a group the name of a draw"
		}
		kind := p.Factors[i].Kind()
		if p.Design == sweep.Table { // that of all values
			values := make([]string, len(p.Rows))
			for r := range p.Rows {
				values[r] = p.Rows[r][i]
			}
			kind = sweep.KindOf(values)
		}
		columns = append(columns, Column{p.Factors[i].Path, kind, true, "", meaning})
	}
	return columns
}

var figures = outcome.Figures()

// Columns of results.parquet: the point and its factors, the arm and its figures, and
// the fault of a point whose scenario was refused.
func Columns(p *sweep.Plan) []Column {
	columns := append(pointColumns(p),
		Column{"arm", Text, true, "", "name of the arm, unique at its point"},
		Column{"regime", Text, true, "", "regime of the arm"},
		Column{"lead", Text, true, "", "mediator that leads; null where the regime has none"},
		Column{"n", Int, true, "histories", "histories played; the same numbers have the same random numbers in every arm and at every point"})
	for i := range figures {
		f := &figures[i]
		kind := Double
		if f.How == outcome.Total || f.How == outcome.Existing {
			kind = Int
		}
		columns = append(columns, Column{f.ID, kind, true, f.Unit, f.Meaning})
		if f.How.HasInterval() {
			columns = append(columns,
				Column{f.ID + "_low", Double, true, f.Unit, "lower end of the 95 % interval of " + f.ID + " (Monte Carlo error only)"},
				Column{f.ID + "_high", Double, true, f.Unit, "upper end of the 95 % interval of " + f.ID})
		}
	}
	return append(columns, Column{"fault", Text, true, "", "why the scenario was refused at this point; then there is nothing else"})
}

// differences by output, as a tally counts them.
var differences = map[string]sweep.Measure{"settled": sweep.Settled, "kept": sweep.Kept}

// appendArm adds the values of arm i of a point.
func appendArm(row Row, point *sweep.Record, i int) Row {
	var lead any // null if none
	arm, reps := &point.Arms[i], int64(point.Tally.Replications)
	if id := point.Config.LeadOf(arm); id != "" {
		lead = id
	}
	row = append(row, arm.Name, arm.Regime.String(), lead, reps)
	for k := range figures {
		f := &figures[k]
		s := &point.Tally.Arms[i].Sums[f.Output]
		switch f.How {
		case outcome.Total:
			row = append(row, s.Sum)
		case outcome.Existing:
			row = append(row, s.N)
		case outcome.Share:
			e := stats.Share(s.Sum, reps, stats.Level)
			row = appendInterval(row, true, e.Mean, e.Low, e.High)
		case outcome.Difference:
			var d stats.Difference
			if i > 0 {
				measure, ok := differences[outcome.Outputs[f.Output].ID]
				if !ok {
					panic("store: nothing counts the difference of " + outcome.Outputs[f.Output].ID)
				}
				d = point.Tally.Less(0, i).Difference(measure, stats.Level)
			}
			row = appendInterval(row, i > 0, d.Difference, d.Low, d.High)
		case outcome.Mean:
			e := stats.Mean(*s, 0, math.MaxFloat64, stats.Level)
			row = appendInterval(row, s.N > 1, e.Mean, e.Low, e.High)
		case outcome.MeanOfExisting:
			first := outcome.Outputs[f.Output].Shown(0)
			row = append(row, mean(s.Sum, s.N, float64(first)))
		case outcome.PerHistory:
			row = append(row, mean(s.Sum, reps, 0))
		}
	}
	return row
}

func appendInterval(row Row, exists bool, mean, low, high float64) Row {
	if !exists {
		return append(row, nil, nil, nil)
	}
	return append(row, rounded(mean), rounded(low), rounded(high))
}

// mean over n, if there are any, plus an offset.
func mean(sum, n int64, offset float64) any {
	if n == 0 {
		return nil
	}
	return rounded(float64(sum)/float64(n) + offset)
}

// rounded leaves nine digits after the point: the last bits of a quotient or a
// root are no result, and differ between machines.
func rounded(x float64) float64 { return math.Round(x*1e9)/1e9 + 0 }

// drawnSuffix distinguishes the level that a history met from the factor of the same name.
const drawnSuffix = ".drawn"

var historyOutputs = outcome.OfHistories()

// HistoryColumns of histories.parquet: the point and its factors, the arm, the
// replication, and the outputs of a history.
func HistoryColumns(p *sweep.Plan) []Column {
	columns := append(pointColumns(p), Column{"arm", Text, false, "", "name of the arm"},
		Column{"replication", Int, false, "", "number of the history, from 0; the same number has the same random numbers in every arm and at every point"})
	for _, x := range historyOutputs {
		c := Column{x.ID, Int, x.Optional, x.Unit(), x.Meaning}
		switch x.Kind {
		case outcome.Flag:
			c.Kind = Bool
		case outcome.Word, outcome.Party:
			c.Kind = Text
		}
		if slices.ContainsFunc(p.Factors, func(f sweep.Factor) bool { return f.Path == c.Name }) {
			c.Name += drawnSuffix
		}
		columns = append(columns, c)
	}
	return columns
}

// appendHistory adds the values of a history.
func appendHistory(row Row, c *sim.Config, arm string, replication int, o *sim.Outcome) Row {
	row = append(row, arm, int64(replication))
	for _, x := range historyOutputs {
		v := x.Named(c, o)
		if n, ok := v.(int); ok && x.Kind == outcome.Flag {
			v = n == 1
		} else if ok {
			v = int64(n)
		}
		row = append(row, v)
	}
	return row
}

// Kind of the values of a column.
type Kind = sweep.Kind

const (
	Int    Kind = "integer"        // int64
	Double      = sweep.KindNumber // float64
	Bool        = sweep.KindBool   // bool
	Text        = sweep.KindText   // string
)

// Row has a value for each column, of the Go type of its kind; nil is null.
type Row []any

// Number returns an integer or a number as a number.
func Number(v any) (x float64, ok bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// String is a value as text; null is empty.
func String(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// Short is a value with the digits that somebody reads: four of a number.
func Short(v any) string {
	if x, ok := v.(float64); ok {
		return strconv.FormatFloat(x, 'g', 4, 64)
	}
	return String(v)
}

// parseValue reads text as a value of a kind; empty text is null.
func parseValue(k Kind, text string) (any, error) {
	if text == "" {
		return nil, nil
	}
	switch k {
	case Int:
		return strconv.ParseInt(text, 10, 64)
	case Double:
		x, err := strconv.ParseFloat(text, 64)
		return x + 0, err // -0 is 0: which of them is less differs between processors
	case Bool:
		return strconv.ParseBool(text)
	}
	return text, nil
}
