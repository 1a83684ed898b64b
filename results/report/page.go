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
	"math"
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
	// Uncoded: the record says that not all rounds of talks are coded.
	Uncoded bool
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
	warning = "Not for advice to parties or mediators of a live process."
	// draft is said of a page that was played with --quick.
	draft = " A draft, from few histories."
)

// newTemplate has what all pages share, and the functions of this package.
func newTemplate(name, source string) func() *template.Template {
	return document.Template(name, sharedSource+source, template.FuncMap{
		"of100": func(share any) string { return of100(words.Float(share)) },
		"adds":  adds, "plainly": func(id string) string { return plainly[id] }, "verdict": verdict, "ends": ends, "doubtends": words.DoubtEnds,
		"window": windowWords, "regime": rungName, "shortname": words.ShortName, "joined": strings.Join,
		"warning": func() string { return warning }, "model": func() int { return sim.ModelVersion },
	})
}

// open are the sections that do not fold: the answer, and what the page plays.
const open = 3

// hangs is the section that has what a sensitivity analysis says.
const hangs = "what-does-the-answer-hang-on"

// Page makes the page of a scenario; Scenario and Summary must be there.
func Page(in *Input) *document.Document {
	c := in.Scenario.Config
	d := document.Execute(pageTemplate, page{in})
	d.Title, d.Warning, d.Script = words.Name(c.Title, c.Name), warning, page{in}.script()
	var foot strings.Builder
	if err := pageTemplate().ExecuteTemplate(&foot, "foot", page{in}); err != nil {
		panic("report: " + err.Error()) // the template comes with the program
	}
	d.Foot = document.Plain(foot.String())
	for i := range d.Sections {
		d.Sections[i].Folded = i >= open
	}
	if in.Quick {
		d.Warning += draft
	}
	if in.Sensitivity == nil {
		return d
	}
	s := first(d.Sections, func(s *document.Section) bool { return s.ID == hangs })
	for _, of := range in.Sensitivity.Document().Sections {
		s.Add(document.Block{Sub: of.Heading})
		for _, b := range of.Blocks {
			b.Answer, b.Text = "", b.Answer+b.Text // the section has its own
			for k, item := range b.List {
				b.List[k] = strings.ReplaceAll(item, "`", "")
			}
			s.Add(b)
		}
	}
	return d
}

// first of a list that is so, nil if none is.
func first[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

// page is an input as its template asks for it: what is nil or "" is not there.
type page struct{ *Input }

// Config of the war.
func (in page) Config() *sim.Config { return in.Scenario.Config }

// WhoLeads, with the verb; "" where nobody is named to.
func (in page) WhoLeads() string {
	if in.Scenario.Arm.Lead < 0 {
		return ""
	}
	return experiment.LeadsInTurn(in.Config(), &in.Scenario.Arm)
}

// Whole of coordination, nil if it was not played.
func (in page) Whole() *experiment.Contrast {
	return first(in.Summary.Contrasts, func(c *experiment.Contrast) bool { return c.Rung == experiment.RungCoordination })
}

// Arm by its name, nil if it was not played.
func (in page) Arm(name string) *experiment.Arm {
	return first(in.Summary.Arms, func(a *experiment.Arm) bool { return a.Name == name })
}

// Window of the record that the posterior was fitted to.
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

// Off is the standard deviation of all doubt about coordination, chance among it.
func (in page) Off() float64 {
	u := in.Whole().Uncertainty
	return math.Hypot(float64(u.MonteCarlo), float64(u.Together))
}

func ends(d *stats.Difference) string { return words.Points(d.Low) + " to " + words.Points(d.High) }

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
	"parameters.act_cost":          "how great a need must be before third parties act",
	"corroboration":                "one text counts as one voice",
	"structure.parties=dual_track": "the stronger talks to buy time", "structure.parties=readiness": "by motivation and optimism",
}

// hinge is the uncertain structure of the model on which the answer hangs most: what
// coordination adds under the level where it adds least, and most.
type hinge struct {
	Meaning   string
	Low, High float64
}

// Hinge is nil where the structure is fixed, no levels of it are shown to differ, or something else moves the effect more.
func (in page) Hinge() *hinge {
	if f := in.Mover(); f != nil {
		if len(f.Levels) == 0 {
			return nil
		}
		effect := func(a, b sensitivity.LevelOf) int { return cmp.Compare(a.Effect.Mean, b.Effect.Mean) }
		return &hinge{cmp.Or(plainly[f.Name], f.Means), slices.MinFunc(f.Levels, effect).Effect.Mean, slices.MaxFunc(f.Levels, effect).Effect.Mean}
	}
	return in.widest(true)
}

// Gap is the widest, whether it is shown to be one or not.
func (in page) Gap() *hinge { return in.widest(false) }

// widest apart lies what coordination adds under the levels of one switch; of those that are shown to differ, if so asked.
func (in page) widest(shown bool) (most *hinge) {
	if in.Whole() == nil {
		return nil
	}
	const nothing = 0.0005 // to show
	by := map[string]*hinge{}
	for _, l := range in.Whole().Levels {
		if shown && !slices.ContainsFunc(in.Whole().Apart, func(x experiment.LevelsApart) bool { return x.Switch == l.Switch && x.Differ }) {
			continue
		}
		d := l.Settled.Difference
		h := cmp.Or(by[l.Switch], &hinge{plainly[l.Switch], d, d})
		h.Low, h.High, by[l.Switch] = min(h.Low, d), max(h.High, d), h
		if width := h.High - h.Low; width >= nothing && (most == nil || width > most.High-most.Low) {
			most = h
		}
	}
	return most
}

// Varied says whether there is anything on which the answer can hang.
func (in page) Varied() bool {
	return in.Sensitivity != nil || in.Whole() != nil && len(in.Whole().Levels) > 0
}

// Mover is what the sensitivity analysis has of it, if there is one.
func (in page) Mover() *sensitivity.Factor {
	if in.Sensitivity == nil {
		return nil
	}
	return in.Sensitivity.Mover()
}

// Movers of the output that the analysis is about.
func (in page) Movers() (list []string) {
	for _, f := range in.Sensitivity.Output(in.Sensitivity.Ranked).Mattering() {
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
