package experiment

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"parley/results/document"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

//go:embed common.tmpl
var common string

//go:embed run.tmpl compare.tmpl
var sources embed.FS

// Execute a template of a folder, by its name. Beside it are the definitions that all results use:
// opening, varies, precision, decomposition, more histories and closing. The data have a Head and an About.
func Execute(folder embed.FS, name string, data any) *document.Document {
	source, err := folder.ReadFile(name + ".tmpl")
	if err != nil {
		panic("experiment: " + err.Error())
	}
	return document.Execute(document.Template(name, common+string(source), funcs), data)
}

// funcs are the forms of numbers in tables, beside those of package words.
var funcs = template.FuncMap{
	"deviation": deviation,
	"adds":      func(r sim.Regime) string { return sim.Regimes[r].Adds },
	"judged":    words.Judged,
	"leads":     Leads,
	"lead":      LeadCalled,
	"leadstart": LeadStart,
	"idle":      Idle,
	"shortened": words.Shortened,
	"bare":      func(id string) string { return strings.TrimPrefix(id, "structure.") },
	"position":  func(x *stats.Number) string { return fmt.Sprintf("%.2f", *x) },
	"short":     func(x stats.Number) string { return words.ShortMean(x) },
	"share":     func(e stats.Estimate) string { return fmt.Sprintf("%.1f", 100*e.Mean) },
	"within":    func(e stats.Estimate) string { return strings.TrimSuffix(words.Between(e), " %") },
	"span":      func(d stats.Difference) string { return words.Interval(d) },
	"doubt":     words.Doubt,
	"signed":    func(d stats.Difference, unit float64) string { return words.Signed(unit*d.Difference, 2) },
	"margin":    words.PlusMinus,
	"tight": func(d stats.Difference, unit float64) string {
		half, decimals := unit*d.HalfWidth(), 1
		if half >= 9.95 { // as wide as any other
			decimals = 0
		}
		return fmt.Sprintf("%s±%.*f", words.Signed(unit*d.Difference, 1), decimals, half)
	},
}

// About is what a template wants to know of an experiment beside the head of its result.
type About struct {
	Played *Experiment
	// First and last month of the horizon.
	First, Last sim.Month
	// Varies from one history to the next; at least random numbers do.
	Varies []string
	// Interval says of what level intervals are.
	Interval string
	// Circumstances are who is left out, and what is fixed of the structure; "" if nothing.
	Circumstances string
}

// About an experiment with arms.
func (e *Experiment) About() About {
	a := About{Played: e, First: e.Config.Start, Last: e.Config.Start + sim.Month(e.Config.Months-1), Varies: varies(e.Config),
		Interval: "95 % interval", Circumstances: Circumstances(e.Config, e.Arms)}
	if e.Precision != nil {
		a.Interval = "95 % interval over all looks"
	}
	return a
}

// When writes the quartiles of a month.
func (a About) When(q *Quartiles) string {
	return fmt.Sprintf("month %d, %s (interquartile range: months %d to %d)", q.Median, words.Month(a.First+sim.Month(q.Median-1)), q.Lower, q.Upper)
}

// varies names what every history draws anew.
func varies(c *sim.Config) []string {
	d := drawn(c)
	list := []string{"random numbers"}
	add := func(n int, one, many string) {
		if n > 0 {
			list = append(list, words.Count(n, one, many))
		}
	}
	if c.Parameters.Mode == sim.ParametersPosterior {
		add(d.Parameters, "parameter from its posterior", "parameters together from their posterior")
	} else {
		add(d.Parameters, "parameter from its prior", "parameters from their priors")
	}
	add(d.Coded, "expert coding from a widened inter-coder range", "expert codings from widened inter-coder ranges")
	add(d.Switches, "switch of structure", "switches of structure")
	return list
}

// Circumstances are what arms have in common and a reader would not expect: who is left
// out, and what is fixed of the structure; "" if nothing.
func Circumstances(c *sim.Config, arms []sim.Arm) string {
	return strings.TrimSpace(takingPart(c, arms) + " " + fixedStructure(c))
}

// fixedStructure says which switches are at one level, or leave some out; "" if none is.
func fixedStructure(c *sim.Config) string {
	var fixed []string
	for p := sim.FirstSwitch; p < sim.NumParameters; p++ {
		info := &sim.ParameterTable[p]
		if c.Parameters.Set[p] {
			fixed = append(fixed, info.ID+" = "+info.Levels[int(c.Parameters.Value[p])].ID)
			continue
		}
		for l, weight := range c.Parameters.LevelWeights(p) {
			if l < len(info.Levels) && weight == 0 {
				fixed = append(fixed, info.ID+" without "+info.Levels[l].ID)
			}
		}
	}
	if len(fixed) == 0 {
		return ""
	}
	return "Structure is fixed: " + words.List(fixed) + "."
}

// takingPart says how many third parties take part, where that is limited.
func takingPart(c *sim.Config, arms []sim.Arm) string {
	of := len(c.Mediators)
	at := slices.IndexFunc(arms, func(a sim.Arm) bool { return a.ThirdParties > 0 && a.ThirdParties < of })
	if at < 0 {
		return ""
	}
	n := arms[at].ThirdParties
	lead := ""
	if slices.ContainsFunc(arms, func(a sim.Arm) bool { return a.Lead >= 0 }) {
		lead = ", the lead among them under every regime"
	}
	return fmt.Sprintf("Of %s only %d %s part%s; every history draws who.", words.Count(of, "third party", "third parties"),
		n, words.One(n, "takes", "take"), lead)
}

// terms of who leads when, at least one.
func terms(c *sim.Config, arm *sim.Arm) []sim.Term {
	led := slices.DeleteFunc(c.Terms(arm), func(t sim.Term) bool { return t.Until == 0 })
	if len(led) == 0 {
		led = []sim.Term{{Lead: arm.Lead, From: arm.From, Until: c.Months}}
	}
	return led
}

// LeadStart is the month from which a lead leads, as far as it is there, and who leads after it.
func LeadStart(c *sim.Config, arm *sim.Arm) (text string) {
	month := func(round int) string { return words.Month(c.Start + sim.Month(round)) }
	led := terms(c, arm)
	for i, t := range led {
		m, next := &c.Mediators[t.Lead], c.Months
		if i+1 < len(led) {
			next = led[i+1].From
		}
		if i > 0 {
			text += ", then " + words.Mediator(c, t.Lead) + " from "
		}
		if text += month(t.From); i == 0 && t.From > 0 && t.From == m.Enter {
			text += " (the month of entry)"
		}
		if t.Until < next {
			text += " to " + month(t.Until-1) + words.If(t.Until == m.Exit, " (the month of departure)", "")
		}
	}
	return text
}

// Leads are who leads in an arm, with their verb: "the United Nations leads".
func Leads(c *sim.Config, arm *sim.Arm) string {
	return LeadCalled(c, arm) + " " + words.Plural(c.Mediators[terms(c, arm)[0].Lead].Grammar, "leads", "lead")
}

// LeadsInTurn are all who lead in an arm: "the United Nations and Russia lead in turn".
func LeadsInTurn(c *sim.Config, arm *sim.Arm) string {
	names := []string{LeadCalled(c, arm)}
	for _, t := range terms(c, arm)[1:] {
		names = append(names, words.Mediator(c, t.Lead))
	}
	if len(names) == 1 {
		return Leads(c, arm)
	}
	return words.List(names) + " lead in turn"
}

// LeadCalled is who leads first in an arm, with co-chairs, as a sentence has it.
func LeadCalled(c *sim.Config, arm *sim.Arm) string {
	first := terms(c, arm)[0].Lead
	var chairs []string
	for i := range c.Mediators {
		if first == arm.Lead && arm.CoChairs.Has(i) {
			chairs = append(chairs, words.Mediator(c, i))
		}
	}
	if chairs == nil {
		return words.Mediator(c, first)
	}
	return words.Mediator(c, first) + " (with " + words.List(chairs) + ")"
}

const nobodyElse = "nobody else is there"

// Idle says why a lead never planned anything.
func Idle(c *sim.Config, arm *sim.Arm) string {
	return cmp.Or(c.Idle(arm), "it wants no settlement, or nobody goes along")
}

// Result of an experiment: as data in JSON, and as a document.
type Result interface {
	Document(e *Experiment) *document.Document
}

// view is what the templates of run and compare see.
type view struct {
	*Summary
	About
}

// Document of a summary, as its command wants it.
func (s *Summary) Document(e *Experiment) *document.Document {
	v := view{s, e.About()}
	if s.Command == "compare" {
		return Execute(sources, "compare", newComparison(v))
	}
	return Execute(sources, "run", v)
}

// EndingTable has about a dozen months; the bar is the share of histories that are
// settled (#), won (x) and at war (.).
func (v view) EndingTable(a *Arm) *document.Table {
	const bar = 30
	stride := 1
	for _, n := range []int{1, 2, 3, 6, 12, 24, 60} {
		if stride = n; v.Months/n <= 12 {
			break
		}
	}
	t := &document.Table{Words: 3, Header: []string{"month", "", "# settled  x victory  . war", "settled", "interval", "victory", "at war"}}
	divided := a.Endings.Divided > 0
	if divided {
		t.Header[2], t.Header = "# settled  x decided  . war", append(t.Header, "divided")
	}
	for _, r := range a.Incidence {
		if r.Month%stride != 0 && r.Month != v.Months {
			continue
		}
		settled := int(float64(r.Settled)*bar + 0.5)
		ended := max(settled, int(float64(1-r.AtWar)*bar+0.5))
		row := []string{fmt.Sprint(r.Month), words.Month(v.First + sim.Month(r.Month-1)),
			strings.Repeat("#", settled) + strings.Repeat("x", ended-settled) + strings.Repeat(".", bar-ended),
			words.Percent(r.Settled), fmt.Sprintf("%.1f to %.1f", 100*r.SettledLow, 100*r.SettledHigh),
			words.Percent(r.Victory), words.Percent(r.AtWar)}
		if divided {
			row = append(row, words.Percent(r.Divided))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Words of a part with its interval, or what it is less than.
func (part *Part) Words() string {
	switch {
	case part == nil:
		return "too few to tell"
	case part.High == 0:
		return "0"
	case part.Low == 0:
		return "under " + deviation(part.High)
	}
	return fmt.Sprintf("%s (%s to %s)", deviation(part.SD), deviation(part.Low), deviation(part.High))
}

// deviation in points.
func deviation(x stats.Number) string {
	if x < 0.01 {
		return fmt.Sprintf("%.2f", 100*float64(x))
	}
	return fmt.Sprintf("%.1f", 100*float64(x))
}

// comparison is what the template of compare sees.
type comparison struct {
	view
	// Rungs of the ladder that were played, the whole of it first.
	Rungs []*Contrast
	// Lead that the whole of it is about, or nil.
	Lead *sim.Arm
	// Same are rungs by why their arms are identical.
	Same []words.Group
}

func newComparison(v view) *comparison {
	c := &comparison{view: v}
	for i := range v.Contrasts {
		r := &v.Contrasts[i]
		if r.rung == nil {
			continue
		}
		if c.Rungs = append(c.Rungs, r); r.Compared.Identical {
			c.Same = words.Grouped(c.Same, r.Idle, r.rung.Adds)
		}
	}
	if len(c.Rungs) > 0 && c.Rungs[0].rung.A == sim.RegimeLead {
		c.Lead = &v.Played.Arms[ArmOf(v.Played, sim.RegimeLead)]
	}
	return c
}

// LeadAdds is "nothing" or "undecided" where coordination makes a difference and the lead
// itself is not shown to; else, and where the lead is all that is asked about, "".
func (c *comparison) LeadAdds() string {
	whole, lead := c.Rungs[0], c.Rungs[len(c.Rungs)-1]
	open := func(v stats.Verdict) bool { return v == stats.Nothing || v == stats.Unclear }
	switch {
	case len(c.Rungs) < 2 || whole.Compared.Identical || lead.Rung != RungLead || whole.Verdict == stats.Unclear && whole.KeptVerdict == stats.Unclear:
		return ""
	case !open(lead.Verdict) || !open(lead.KeptVerdict):
		return ""
	case lead.Verdict == stats.Nothing && lead.KeptVerdict == stats.Nothing:
		return "nothing"
	}
	return "undecided"
}

// WholeLadder says whether all of its rungs were played.
func (c *comparison) WholeLadder() bool { return len(c.Rungs) == len(Ladder) }

// Adds says in a few words what the first arm of a rung has and the second has not.
func (c *Contrast) Adds() string {
	if c.Rung == RungCoordination {
		return c.rung.Adds
	}
	return "- " + c.rung.Adds
}

// Sentence of the finding, with "barely" where the interval of settled ends within a
// tenth of a point of none.
func (c *Contrast) Sentence() string {
	const barely = stats.Point / 10
	said := c.Judged.Sentence()
	if c.Verdict == stats.Helps && c.Settled.Low < barely || c.Verdict == stats.Hurts && c.Settled.High > -barely {
		said += ", barely"
	}
	return said
}

// Differing levels of all switches, by switch and level.
func (c *Contrast) Differing() (list []string) {
	for _, x := range c.Apart {
		if x.Differ {
			list = append(list, fmt.Sprintf("%s, %s less %s %s", strings.TrimPrefix(x.Switch, "structure."), x.A, x.B, words.Interval(x.Settled)))
		}
	}
	return list
}

// ArmNamed is there for every contrast.
func (c *comparison) ArmNamed(name string) *Arm {
	return &c.Arms[slices.IndexFunc(c.Arms, func(a Arm) bool { return a.Name == name })]
}

// WithLevels are the rungs that are given by structure too; none where it is fixed.
func (c *comparison) WithLevels() []*Contrast {
	return slices.DeleteFunc(slices.Clone(c.Rungs), func(r *Contrast) bool { return len(r.Levels) == 0 })
}
