package scenarios

import (
	"slices"

	"parley/scenarios/form"
	"parley/sim"
)

// intensityScale is the length of the scale of intensity, 0 to 4, by which the
// general margin is stretched.
const intensityScale = 4

// complete fills in what depends on other keys and widens the coders' ranges.
// The document has no faults by then.
func complete(d *form.Document, w *window, name string) {
	completeFronts(d)
	completeShares(d)
	widen(d)
	if !d.Title.Set {
		d.Title.Fill(name)
	}
	completeFrom(d, w)
	for i, p := range d.Party {
		if !p.Side.Set {
			p.Side.Fill([sim.MaxParties]int{1, -1}[i])
		}
	}
	for _, k := range d.Issue {
		completeIssue(d, k)
	}
	for _, m := range d.Mediator {
		completeMediator(d, m)
	}
	// The means come first, so that they do not depend on who has which coding.
	if d.Coding.Capability.V == equal {
		equalise(d.ThirdsByID())
	}
	if k := d.Coding.Shuffle.V; k > 0 {
		shuffle(d.ThirdsByID(), k)
	}
	completeSettings(d)
	completeParameters(d)
}

// completeFrom lets the lead begin at the start, or when it enters.
func completeFrom(d *form.Document, w *window) {
	c := &d.Coordination
	if c.From.Set {
		return
	}
	c.From.Note = d.Start.V.String()
	lead := d.Lead()
	if !c.Lead.Set || lead == nil || lead.From0 == 0 {
		return
	}
	c.From.Note = w.month(lead.From0).String()
	c.From.Why = "default: when " + c.Lead.V + " enters"
}

// widen spreads every coders' range by the margin of its scale, within the
// range of its key.
func widen(d *form.Document) {
	margins := map[string]float64{}
	for _, s := range form.Scales {
		margins[s] = d.Coding.Margin.V
	}
	margins["intensity"] *= intensityScale
	for _, m := range d.Coding.Margins {
		margins[m.ID] = m.Value.V
	}
	form.Visitor{Leaf: func(v form.Value) {
		c, ok := v.(*form.Coded)
		if !ok || len(c.Coder) == 0 {
			return
		}
		if c.Field.Scale == "capability" && c.V == sim.Exact(0) {
			return // no mandate, means or access: a category, not a small number
		}
		m := margins[c.Field.Scale]
		c.V.Low, c.V.High = c.Field.Span.Clip(c.V.Low-m), c.Field.Span.Clip(c.V.High+m)
	}}.Document(d)
}

// completeFronts makes the one front between two parties, and names its sides.
func completeFronts(d *form.Document) {
	s := form.Format().ByName["front"].Table
	if len(d.Front) == 0 {
		f := &form.Front{Item: form.Item{ID: "main", Path: "front.main"}}
		form.Defaults(s, f, f.Path)
		d.Front = []*form.Front{f}
	}
	if len(d.Party) != 2 {
		return
	}
	for _, f := range d.Front {
		a, b := d.Party[0].ID, d.Party[1].ID
		if f.First.Set && f.First.V == b || f.Second.Set && f.Second.V == a {
			a, b = b, a
		}
		if !f.First.Set {
			f.First.Fill(a)
		}
		if !f.Second.Set {
			f.Second.Fill(b)
		}
	}
}

func completeIssue(d *form.Document, k *form.Issue) {
	s := form.Format().ByName["issue"].Table
	if !k.From.Set {
		k.From.Note = d.Start.V.String()
	}
	k.Position = d.PerParty(k.Position, s.ByName["position"], k.Path, func(i int) sim.Coded {
		return sim.Exact(0.5 - float64(float64(d.Party[i].Side.V)/2))
	})
	k.Ideal = d.PerParty(k.Ideal, s.ByName["ideal"], k.Path, func(i int) sim.Coded { return k.Position[i].Value.V })
	k.Salience = d.PerParty(k.Salience, s.ByName["salience"], k.Path, func(int) sim.Coded { return sim.Exact(1) })
}

func completeMediator(d *form.Document, m *form.Mediator) {
	s := form.Format().ByName["mediator"].Table
	if !m.Enter.Set {
		m.Enter.Note = d.Start.V.String()
	}
	for _, list := range []struct {
		key    string
		values *[]*form.CodedOf
	}{{"leverage", &m.Leverage}, {"consent", &m.Consent}} {
		f := s.ByName[list.key]
		def, _ := f.Default.(float64)
		*list.values = d.PerParty(*list.values, f, m.Path, func(int) sim.Coded { return sim.Exact(def) })
	}
	if len(m.Roles) > 0 {
		return
	}
	track := slices.Index(sim.TrackNames, m.Track.V)
	for r := range sim.NumRoles {
		if v := sim.Roles[r].Profile[track]; v > 0 {
			m.Roles = append(m.Roles, form.NewCoded(s.ByName["roles"], m.Path, r.String(), sim.Exact(v)))
		}
	}
}
