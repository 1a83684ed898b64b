package studies

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/combin"

	"parley/results/figures"
	"parley/results/words"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/lowo"
	"parley/sim/stats"
)

// Wars sets a report on wars left out for a terminal.
func Wars(r *lowo.Report) string { return set("wars.txt.tmpl", r) }

// withInterval is a score with its interval over wars.
func withInterval(f lowo.Figure) string {
	if math.IsNaN(f.Value) {
		return "-"
	}
	return fmt.Sprintf("%.2f (%.2f to %.2f)", f.Value+0, f.Low+0, f.High+0)
}

// failures are what a reader should know first, in sentences.
func failures(r *lowo.Report) (list []string) {
	say := func(fails bool, format string, args ...any) {
		if fails {
			list = append(list, fmt.Sprintf(format, args...))
		}
	}
	engine, open := &r.Scores[0], []string{}
	for h, months := range r.Horizons {
		for i := range r.Scores[1:] {
			s := &r.Scores[1+i]
			say(s.Ahead[h].Value >= 0, "Within %d months its Brier score, %.2f, is no better than the %.2f of: %s.", months, engine.Brier[h].Value, s.Brier[h].Value, s.Name)
			if s.Ahead[h].Value < 0 && s.Ahead[h].High >= 0 {
				open = append(open, fmt.Sprintf("%s within %d months", s.Name, months))
			}
		}
		level, auc := engine.Level[h], engine.AUC[h]
		say(level.Low > 0 || level.High < 0, "Within %d months the level is off: forecast less observed is %s.", months, withInterval(level))
		say(!(auc.Low > 0.5), "Within %d months chance would order the wars as well: AUC %s.", months, withInterval(auc))
	}
	for _, p := range r.Placebos {
		say(p.AsGood > 0.05, "Of the shuffles of third parties between wars %.0f %% have as good a score or a better one: %s within %d months.", 100*p.AsGood, p.Score, p.Months)
	}
	say(len(open) > 0, "Its Brier score is smaller, but %d wars are too few to tell it apart from: %s.", len(r.Wars), words.List(open))
	return list
}

// orders of settled and other wars that there are within a horizon, of which one has AUC 1.
func orders(r *lowo.Report, h int) int {
	settled := 0
	for _, o := range r.Observed {
		settled += stats.Bit(o.Month < r.Horizons[h])
	}
	return combin.Binomial(len(r.Wars), settled)
}

// WarsFigure is the month of the settlement of each war, as forecast and as it came.
func WarsFigure(r *lowo.Report) *figures.Figure {
	forest := &figures.Forest{Label: "month from time zero, 50 and 90 % of forecasts; 60: none", NoteHead: "in the record", High: lowo.Horizon}
	f := &figures.Figure{Name: "wars", Title: "Each war as forecast from the others, and as it went on", Chart: forest, Header: []string{"war", "5 %", "25 %", "50 %", "75 %", "95 %", "record"}}
	for w := range r.Forecasts {
		x, now := &r.Forecasts[w], came(r.Observed[w])
		m := func(k int) float64 { return float64(x.Months[k]) }
		forest.Rows = append(forest.Rows, figures.Interval{Label: x.War, WideLow: m(0), Low: m(1), Mid: m(2), High: m(3), WideHigh: m(4), Note: now})
		at := float64(r.Observed[w].Month)
		forest.Rows = append(forest.Rows, figures.Interval{Low: at, Mid: at, High: at, Series: 1})
		row := []string{x.War}
		for k := range x.Months {
			row = append(row, short(m(k)))
		}
		f.Rows = append(f.Rows, append(row, now))
		f.Alt += fmt.Sprintf("%s: median %s, 50 %% from %s to %s, in the record %s. ", words.Capital(x.War), short(m(2)), short(m(1)), short(m(3)), now)
	}
	return f
}

// came is the month of a settlement.
func came(o calibrate.Outcome) string {
	if o.Month == lowo.Horizon {
		return "none"
	}
	return fmt.Sprint(o.Month)
}
