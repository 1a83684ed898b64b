// Package report makes the page that people read: results in, a document out, without
// IO or clock.
//
//  1. Answers to the questions of a page, each played by itself, go into an Input.
//  2. What was found elsewhere joins them: the record (ReadRecord), and the fit and the
//     validation that come with a shipped scenario (Shipped).
//  3. Page executes page.tmpl, which has all sentences and asks the Input for numbers,
//     tables and pictures. What the Input does not have, its section says so.
//
// Sweep does the same for the folder of a result set, from two walks over its rows and
// sweep.tmpl.
package report

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"text/template"
	"time"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/question"
	"parley/results/sensitivity"
	"parley/results/words"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
	"parley/sim/infer/validate"
	"parley/sim/stats"
)

// Input is what a report of a scenario is made of. What is nil was not given, and
// its section says so.
type Input struct {
	Scenario *scenarios.Scenario
	// Argument is the scenario as it was named, and Overrides the words of the command line
	// that change it, "" if there are none.
	Argument, Overrides string
	// Changed: they make another war of it. Borrowed: the posterior in force was fitted to
	// the war before that.
	Changed, Borrowed bool
	// Quick: few histories were played, to see what a page looks like.
	Quick bool

	Summary    *experiment.Summary
	Mechanisms *question.Mechanisms
	Leads      *question.Leads
	Roles      *question.Roles
	// Record of the war, if there is one; RecordNotes say what of it is left out, NoRecord why
	// there is none to show, where the scenario has one.
	Record      *observe.Chronicle
	RecordNotes []string
	NoRecord    string
	// Sensitivity is the report of parley sensitivity.
	Sensitivity *sensitivity.Result
	// Calibration and Validation are those that come with the scenario.
	Calibration *calibrate.Report
	Validation  *validate.Report
	// Again is the command that makes the page.
	Again string
	// Live is what the page plays itself, nil for one that does not.
	Live *Live
}

//go:embed page.tmpl
var pageSource string

//go:embed shared.tmpl
var sharedSource string

var pageTemplate = newTemplate("page", pageSource)

const (
	kicker  = "A report of parley, a simulation of the mediation of civil wars"
	warning = "Not for advice to parties or mediators of a live process."
	// draft is said of a page that was played with --quick.
	draft = " A draft: few histories were played."
)

// newTemplate has what all pages share, and the functions of this package.
func newTemplate(name, source string) func() *template.Template {
	return document.Template(name, sharedSource+source, template.FuncMap{"of100": func(share any) string { return of100(words.Float(share)) },
		"decimal": func(x any) string { return fmt.Sprintf("%.1f", words.Float(x)) }, "whole": func(x any) string { return fmt.Sprintf("%.0f", 100*words.Float(x)) },
		"adds": adds, "verdict": verdict, "wide": wideWords, "window": windowWords, "points": words.Points, "either": func(names []string) string { return strings.Join(names, " or ") },
		"split": func(items []string) string { return strings.Join(items, "; ") }, "likely": likelyWords, "eitherway": eitherWay, "shortname": words.ShortName, "warning": func() string { return warning }})
}

// hangs is the section that has what a sensitivity analysis says.
const hangs = "what-does-the-answer-hang-on"

// Page makes the page of a scenario; Scenario and Summary must be there.
func Page(in *Input) *document.Document {
	c := in.Scenario.Config
	d := document.Execute(pageTemplate, page{in})
	d.Title, d.Warning, d.Open, d.Script = words.Name(c.Title, c.Name), warning, 3, page{in}.script()
	if r := in.Sensitivity; r != nil {
		s := &d.Sections[slices.IndexFunc(d.Sections, func(s document.Section) bool { return s.ID == hangs })]
		for _, of := range r.Document().Sections {
			s.Add(document.Block{Sub: of.Heading})
			for _, b := range of.Blocks {
				b.Answer, b.Text = "", b.Answer+b.Text // the section has its own
				for k, item := range b.List {
					b.List[k] = strings.ReplaceAll(item, "`", "")
				}
				s.Add(b)
			}
		}
	}
	if in.Quick {
		d.Warning += draft
	}
	return d
}

// page is an input as its template asks for it: what is nil or "" is not there.
type page struct{ *Input }

// Config of the war.
func (in page) Config() *sim.Config { return in.Scenario.Config }

// Model is the version of the model.
func (in page) Model() int { return sim.ModelVersion }

// LeadName in a sentence.
func (in page) LeadName() string {
	if in.Scenario.Arm.Lead < 0 {
		return ""
	}
	return in.called(in.Scenario.Arm.Lead)
}

func (in page) called(i int) string {
	m := &in.Config().Mediators[i]
	return words.Called(m.Name, m.ID, m.Grammar)
}

// Whole of coordination.
func (in page) Whole() *experiment.Contrast { return in.rung(experiment.RungCoordination) }

// rung of the ladder, nil if it was not played.
func (in page) rung(id string) *experiment.Contrast {
	i := slices.IndexFunc(in.Summary.Contrasts, func(c experiment.Contrast) bool { return c.Rung == id })
	if i < 0 {
		return nil
	}
	return &in.Summary.Contrasts[i]
}

// Arm by its name.
func (in page) Arm(name string) *experiment.Arm {
	i := slices.IndexFunc(in.Summary.Arms, func(a experiment.Arm) bool { return a.Name == name })
	return &in.Summary.Arms[i]
}

// Kept is how long an agreement is followed.
func (in page) Kept() string {
	if in.Summary.Implementation == 0 {
		return ""
	}
	return words.Count(in.Summary.Implementation, "month", "months")
}

// Posterior says whether parameters come from one, Window from what record.
func (in page) Posterior() bool {
	return in.Summary.Parameters.Mode == sim.ParameterModeNames[sim.ParametersPosterior]
}

func (in page) Window() string {
	w := windowWords(in.Summary.Parameters.Window)
	if w != "" && in.Borrowed {
		w += ", of the war before " + in.Overrides + " changed it"
	}
	return w
}

// KnowsEnd says whether the record that the posterior was fitted to has the end of the
// war, as far as that is known.
func (in page) KnowsEnd() bool {
	s := in.Scenario
	if s.Until == 0 || in.Record == nil {
		return s.Until != 0
	}
	ended := s.Config.Months
	if settled := in.Record.Settled; settled != observe.Never {
		ended = settled
	}
	return s.Until >= in.At(ended)
}

// At is a month of the war.
func (in page) At(month int) sim.Month { return in.Config().Start + sim.Month(month) }

// BetterRegimes are contrasts of the lead with a regime off the ladder that settles more.
func (in page) BetterRegimes() (list []experiment.Contrast) {
	for _, c := range in.Summary.Contrasts {
		if c.Rung == "" && in.Arm(c.A).Regime == sim.RegimeLead.String() && stats.Judge(c.Settled) == stats.Hurts {
			list = append(list, c)
		}
	}
	return list
}

// Named is a regime in words, from its ID.
func (page) Named(id string) string { return rungName(id) }

// wide is the interval of a rung over all parts of doubt; that by chance, and not ok, where
// they were not decomposed or add nothing to it.
func wide(c *experiment.Contrast) (d stats.Difference, ok bool) {
	if c.Overall == nil || c.Overall.HalfWidth() <= c.Settled.HalfWidth() {
		return c.Settled, false
	}
	return *c.Overall, true
}

// wideWords are its ends, "" if it is that by chance; likelyWords are its ends anyhow.
func wideWords(c *experiment.Contrast) string {
	if _, ok := wide(c); !ok {
		return ""
	}
	return likelyWords(c)
}

// eitherWay says that luck leaves a verdict on the effect in all such wars, and that it may be another in one of them.
func eitherWay(c *experiment.Contrast) bool {
	d, _ := wide(c)
	average := stats.Judge(c.Settled)
	return d.Low < 0 && d.High > 0 && (average == stats.Helps || average == stats.Hurts)
}

func likelyWords(c *experiment.Contrast) string {
	d, _ := wide(c)
	return words.Points(d.Low) + " to " + words.Points(d.High)
}

// Doubt says where it comes from, nil where it was not set apart.
func (in page) Doubt() *document.Table {
	d := in.Whole().Uncertainty
	if d == nil {
		return nil
	}
	t := &document.Table{Caption: "How far " + words.Points(in.Whole().Settled.Difference) + " could move, two times in three, in wars of 100", Header: []string{"with other", "by at most"}}
	most := func(p *experiment.Part) string {
		if p == nil {
			return "too few wars to tell"
		}
		return "at most " + of100(float64(p.High))
	}
	t.Rows = [][]string{{"luck in the wars played", "about " + of100(float64(d.MonteCarlo))}, {"numbers in the model", most(d.Parameters)},
		{"codings by experts", most(d.Coding)}, {"ways in which such wars work", most(d.Structure)}}
	return t
}

// Levels is what coordination adds under each level of each switch of structure, nil where
// the structure is fixed.
func (in page) Levels() *document.Table {
	t := &document.Table{Caption: "What coordination adds, in settled wars of 100", Header: []string{"what nobody knows", "if so", "adds"}}
	for _, l := range in.Whole().Levels {
		what, level := plain(l.Switch), plain(l.Switch+"="+l.Level)
		if n := len(t.Rows); n > 0 && slices.ContainsFunc(t.Rows, func(row []string) bool { return row[0] == what }) {
			what = ""
		}
		t.Rows = append(t.Rows, []string{what, level, fmt.Sprintf("%s (%s to %s)", words.Points(l.Settled.Difference), words.Points(l.Settled.Low), words.Points(l.Settled.High))})
	}
	return t.OrNil()
}

// Regimes side by side.
func (in page) Regimes() *document.Table {
	header := []string{"third parties", "settled", "95 % interval", "kept", "a side won", "talks opened"}
	return &document.Table{Caption: "Ways to mediate, in wars of 100", Header: header, Rows: document.Rows(in.Summary.Arms, func(a *experiment.Arm) []string {
		return []string{rungName(a.Regime), of100(a.Settled.Mean), of100(a.Settled.Low) + " to " + of100(a.Settled.High),
			of100(a.Kept.Mean), of100(float64(a.Endings.Victory)), of100(a.Talks.Any.Mean)}
	})}
}

// plainly is in few words what switches of structure and their levels are about, what a lead does,
// and what that costs.
var plainly = map[string]string{
	"structure.attention": "how much the sides can take in", "structure.attention=dilute": "many contacts weaken each other",
	"structure.attention=queue": "only the first few are heard", "structure.attention=unlimited": "all are heard",
	"structure.needs": "how third parties see what is needed", "structure.needs=marginal": "they see what would help most",
	"structure.needs=coarse": "by rules of thumb", "structure.needs=blind": "not at all: they do what they can",
	"structure.hurt": "what a month of war costs", "structure.hurt=relative": "by how fierce it is beside its beginning",
	"structure.hurt=absolute": "the fiercer the war, the more", "structure.table": "whether fear keeps sides from talks",
	"structure.table=free": "no: to come is not to concede", "structure.table=fearful": "yes, as from signing",
	"structure.parties": "how the sides decide", "structure.parties=rational": "by what they gain",
	"pool": "pools what all see", "allocate": "shares out the work", "sequence": "puts the steps in order", "synchronise": "lets patrons push together",
	"single-text": "has all carry one text", "forum": "sees to one convener a month", "inclusion": "brings others in as observers",
	"restrain": "asks no more than the sides can take in", "effort": "it takes effort from its own acts", "delay": "plans answer last month's needs",
	"corroboration":                "one text counts as one voice",
	"structure.parties=dual_track": "the stronger talks to buy time", "structure.parties=readiness": "by motivation and optimism",
}

// plain is a switch or a level in words.
func plain(id string) string {
	name, level, _ := strings.Cut(id, "=")
	if p, ok := sim.ParameterByID(name); ok && plainly[id] == "" {
		for _, l := range sim.ParameterTable[p].Levels {
			if l.ID == level {
				return l.Meaning
			}
		}
	}
	return cmp.Or(plainly[id], parameterMeans(name))
}

// hinge is the uncertain structure of the model on which the answer hangs most: what
// coordination adds under the level where it adds least, and most.
type hinge struct {
	Meaning   string
	Low, High float64
}

// Hinge is nil where the structure is fixed, or something else moves the effect more.
func (in page) Hinge() (most *hinge) {
	if in.Whole() == nil {
		return nil
	}
	if f := in.Mover(); f != nil {
		if len(f.Levels) == 0 {
			return nil
		}
		effect := func(a, b sensitivity.LevelOf) int { return cmp.Compare(a.Effect.Mean, b.Effect.Mean) }
		low, high := slices.MinFunc(f.Levels, effect), slices.MaxFunc(f.Levels, effect)
		return &hinge{cmp.Or(plainly[f.Name], f.Means), low.Effect.Mean, high.Effect.Mean}
	}
	by := map[string]*hinge{}
	for _, l := range in.Whole().Levels {
		d := l.Settled.Difference
		h := by[l.Switch]
		if h == nil {
			h = &hinge{plain(l.Switch), d, d}
			by[l.Switch] = h
		}
		h.Low, h.High = min(h.Low, d), max(h.High, d)
		if most == nil || h.High-h.Low > most.High-most.Low {
			most = h
		}
	}
	if most != nil && most.High-most.Low < 0.0005 { // as good as nothing to show
		return nil
	}
	return most
}

// Mover is what moves the effect of coordination most, of what can be said how: a switch by its
// levels, a number by where a verdict ends; nil if none is known.
func (in page) Mover() *sensitivity.Factor {
	if in.Sensitivity == nil {
		return nil
	}
	all := in.Sensitivity.Outputs
	if i := slices.IndexFunc(all, func(o sensitivity.Of) bool { return o.ID == sensitivity.Outputs[0].ID }); i >= 0 {
		for k := range all[i].Factors {
			if f := &all[i].Factors[k]; f.Turns() || len(f.Levels) > 0 {
				return f
			}
		}
	}
	return nil
}

// Moved is the output that the analysis is about, and Movers what moves it most.
func (in page) Moved() *sensitivity.Of {
	i := slices.IndexFunc(in.Sensitivity.Outputs, func(o sensitivity.Of) bool { return o.ID == in.Sensitivity.Ranked })
	return &in.Sensitivity.Outputs[i]
}

func (in page) Movers() (list []string) {
	for _, f := range in.Moved().Mattering() {
		list = append(list, cmp.Or(plainly[f.Name], f.Means, f.Name))
	}
	return list[:min(3, len(list))]
}

// windowWords writes months of a record, 1993-01 to 1997-06, as a sentence has them.
func windowWords(window string) string {
	parts := strings.Fields(window)
	for i, w := range parts {
		if at, err := time.Parse("2006-01", w); err == nil {
			parts[i] = at.Format("January 2006")
		}
	}
	return strings.Join(parts, " ")
}
