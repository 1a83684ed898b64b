package sensitivity

import (
	_ "embed"
	"fmt"
	"reflect"
	"slices"
	"text/template"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/words"
	infer "parley/sim/infer/sensitivity"
	"parley/sim/stats"
)

//go:embed sensitivity.tmpl
var source string

var page = document.Template("sensitivity", source, template.FuncMap{
	"whole":      whole,
	"morepoints": func() int { return infer.MorePoints },
	"above":      func(a, b *stats.Estimate) bool { return a.Mean > b.Mean && whole(a.Mean) != whole(b.Mean) },
	"within": func(e *stats.Estimate) string {
		return fmt.Sprintf("%s (%s to %s)", whole(e.Mean), whole(e.Low), whole(e.High))
	},
	"two": func(e *stats.Estimate) string {
		return fmt.Sprintf("%s (%s to %s)", words.Signed(e.Mean, 2), words.Signed(e.Low, 2), words.Signed(e.High, 2))
	},
})

// whole percent of a share, a number or where one is; above 100 % is chance, and written as that.
func whole(x any) string {
	return fmt.Sprintf("%.0f %%", 100*min(1, reflect.Indirect(reflect.ValueOf(x)).Float())+0)
}

// view is what the template sees.
type view struct {
	*Result
	// Of the output that the text is about, those of its factors that matter, and the others.
	Of     *Of
	Matter []Factor
	Others []Of
	// Groups among those that matter, which can be taken apart.
	Groups []string
}

// Document of the result.
func (r *Result) Document() *document.Document {
	v := view{Result: r, Of: r.Output(r.Ranked)}
	v.Others = slices.DeleteFunc(slices.Clone(r.Outputs), func(o Of) bool { return o.ID == r.Ranked })
	v.Matter = v.Of.Mattering()
	for _, f := range v.Matter {
		if f.Inputs > 1 && f.Name != infer.Others {
			v.Groups = append(v.Groups, f.Name)
		}
	}
	return document.Execute(page, v)
}

// In the unit of the output: a level, and an estimate with its interval.
func (o *Of) In(x float64, signed bool) string {
	switch {
	case !o.Points && signed:
		return words.Signed(x, 1)
	case !o.Points:
		return fmt.Sprintf("%.1f", x)
	case signed:
		return words.Points(x)
	}
	return fmt.Sprintf("%.1f", 100*x)
}

// Within is an estimate with its interval, in the unit of the output.
func (o *Of) Within(e *stats.Estimate, signed bool) string {
	return fmt.Sprintf("%s (%s to %s)", o.In(e.Mean, signed), o.In(e.Low, signed), o.In(e.High, signed))
}

// Unit in words.
func (o *Of) Unit() string {
	if o.Points {
		return "points"
	}
	return "months"
}

// First three factors that move it, in words.
func (o *Of) Movers() string {
	matter := o.Mattering()
	return words.List(stats.Values(matter[:min(3, len(matter))], func(f *Factor) string { return f.Name + " " + o.ranked(f, f.ranked().Mean) }))
}

// ranked writes a number of those that a factor is ranked by.
func (o *Of) ranked(f *Factor, x float64) string {
	switch {
	case f.Total != nil:
		return whole(x)
	case f.Root != nil:
		return o.In(x, false)
	}
	return words.Signed(x, 2)
}

// Picture of the factors that matter; its data are their table.
func (v view) Picture() *figures.Figure {
	o := v.Of
	forest := &figures.Forest{}
	f := &figures.Figure{Name: "sensitivity", Chart: forest}
	for i := range v.Matter {
		x := &v.Matter[i]
		shown := func(e *stats.Estimate) []string {
			return []string{o.ranked(x, e.Mean), o.ranked(x, e.Low) + " to " + o.ranked(x, e.High)}
		}
		e := x.ranked()
		row := append([]string{x.Name}, shown(e)...)
		switch v.Method {
		case Sobol:
			row = append(row, shown(x.First)...)
		case Morris:
			effect := "-"
			if x.Effect != nil {
				effect = o.In(x.Effect.Mean, true)
			}
			row = append(row, effect, o.In(float64(*x.Size), false), o.In(float64(*x.Spread), false))
		}
		unit, low, mid, high := 1.0, e.Low, e.Mean, e.High
		if v.Method == Sobol {
			mid, high = min(1, mid), min(1, high)
		}
		if v.Method == Sobol || v.Method == Morris && o.Points {
			unit = 100
		}
		forest.Rows = append(forest.Rows, figures.Interval{Label: x.Name, Low: unit * low, Mid: unit * mid, High: unit * high})
		forest.High = max(forest.High, unit*high)
		f.Rows = append(f.Rows, row)
	}
	switch v.Method {
	case Sobol:
		f.Title, f.Header = "Part of the variance of "+o.ID+" that goes with each", []string{"factor", "in all", "95 % interval", "by itself", "95 % interval"}
		forest.Label = "% of the variance"
	case Morris:
		f.Title, f.Header = "Effects of each on "+o.ID+", in "+o.Unit(), []string{"factor", "root mean square", "95 % interval", "mean", "size", "spread"}
		forest.Label = o.Unit()
	default:
		f.Title, f.Header = "Partial rank correlation of each with "+o.ID, []string{"factor", "correlation", "95 % interval"}
		forest.Label, forest.High, forest.Left, forest.Right = "partial rank correlation", 0, "falls with it", "rises with it"
	}
	f.Alt = f.Title + ": " + words.List(stats.Values(f.Rows, func(row *[]string) string { return (*row)[0] + " " + (*row)[1] })) + "."
	return f
}
