package scenarios

import "parley/sim"

// profiles are the capabilities of a mediator for whom no role is given, by
// track. Modelling choice: able to do, with limits (0.5), what such third
// parties commonly do; unofficial ones plainly equipped (1) for their own role.
var profiles = map[string]map[sim.Role]float64{
	"official": {
		sim.Explorer: 0.5, sim.Convener: 0.5, sim.Facilitator: 0.5, sim.Envisioner: 0.5, sim.Legitimiser: 0.5,
		sim.Monitor: 0.5, sim.Guarantor: 0.5, sim.Inducer: 0.5, sim.Messenger: 0.5,
	},
	"unofficial": {
		sim.Explorer: 0.5, sim.Enskiller: 0.5, sim.Envisioner: 0.5, sim.Reconciler: 0.5, sim.Unofficial: 1,
		sim.Messenger: 0.5,
	},
}

// intensityScale is the length of the scale of intensity, 0 to 4, by which the
// general margin is stretched.
const intensityScale = 4

// complete fills in what depends on other keys and widens the coders' ranges.
// The document has no faults by then.
func complete(d *document, w *window, name string) {
	completeFronts(d)
	completeShares(d)
	widen(d)
	if !d.Title.set {
		d.Title.fill(name)
	}
	completeFrom(d, w)
	completeParties(d)
	for i := range d.Issue {
		completeIssue(d, &d.Issue[i])
	}
	for i := range d.Mediator {
		completeMediator(d, &d.Mediator[i])
	}
	recode(d)
	for i := range d.Shock {
		d.Shock[i].Name.orID(&d.Shock[i].item)
	}
	completeSettings(d)
	completeParameters(d)
}

// completeFrom lets the lead begin at the start, or when it enters.
func completeFrom(d *document, w *window) {
	c := &d.Coordination
	if c.From.set {
		return
	}
	c.From.note = d.Start.V.String()
	i := d.mediator(c.Lead.V)
	if !c.Lead.set || i < 0 || d.Mediator[i].from0 == 0 {
		return
	}
	c.From.note = w.month(d.Mediator[i].from0).String()
	c.From.why = "default: when " + c.Lead.V + " enters"
}

func (t *text) fill(s string) { t.V, t.set = s, true }

func (t *text) orID(i *item) {
	if !t.set {
		t.fill(i.ID)
	}
}

// widen spreads every coders' range by the margin of its scale, within the
// range of its key.
func widen(d *document) {
	margins := map[string]float64{}
	for _, s := range scales {
		margins[s] = d.Coding.Margin.V
	}
	margins["intensity"] *= intensityScale
	for i := range d.Coding.Margins {
		m := &d.Coding.Margins[i]
		margins[m.ID] = m.Value.V
	}
	judged := func(f *field) bool { return f.scale != "" }
	visitor{only: judged, leaf: func(v leafValue) {
		c, ok := v.(*coded)
		if !ok || len(c.Coder) == 0 {
			return
		}
		if c.field.scale == "capability" && c.V == sim.Exact(0) {
			return // no mandate, means or access: a category, not a small number
		}
		m := margins[c.field.scale]
		c.V.Low, c.V.High = c.field.span.clip(c.V.Low-m), c.field.span.clip(c.V.High+m)
	}}.document(d)
}

// completeFronts makes the one front between two parties, and names its sides.
func completeFronts(d *document) {
	s := format().byName["front"].table
	if len(d.Front) == 0 {
		f := front{item: item{ID: "main", path: "front.main"}}
		defaults(s, &f, f.path)
		d.Front = []front{f}
	}
	if len(d.Party) != 2 {
		return
	}
	for i := range d.Front {
		f := &d.Front[i]
		a, b := d.Party[0].ID, d.Party[1].ID
		if f.First.set && f.First.V == b || f.Second.set && f.Second.V == a {
			a, b = b, a
		}
		if !f.First.set {
			f.First.fill(a)
		}
		if !f.Second.set {
			f.Second.fill(b)
		}
	}
}

func completeParties(d *document) {
	sides := []int{1, -1}
	for i := range d.Party {
		p := &d.Party[i]
		p.Name.orID(&p.item)
		if !p.Side.set {
			p.Side.set = true
			if i < len(sides) {
				p.Side.V = sides[i]
			}
		}
		for j := range p.Faction {
			p.Faction[j].Name.orID(&p.Faction[j].item)
		}
	}
}

func completeIssue(d *document, k *issue) {
	s := format().byName["issue"].table
	k.Name.orID(&k.item)
	if !k.From.set {
		k.From.note = d.Start.V.String()
	}
	k.Position = d.perParty(k.Position, s.byName["position"], k.path, func(i int) sim.Coded {
		return sim.Exact(0.5 - float64(float64(d.Party[i].Side.V)/2))
	})
	k.Ideal = d.perParty(k.Ideal, s.byName["ideal"], k.path, func(i int) sim.Coded { return k.Position[i].Value.V })
	k.Salience = d.perParty(k.Salience, s.byName["salience"], k.path, func(int) sim.Coded { return sim.Exact(1) })
}

func completeMediator(d *document, m *mediator) {
	s := format().byName["mediator"].table
	m.Name.orID(&m.item)
	if !m.Enter.set {
		m.Enter.note = d.Start.V.String()
	}
	for _, list := range []struct {
		key    string
		values *[]codedOf
	}{{"leverage", &m.Leverage}, {"consent", &m.Consent}} {
		f := s.byName[list.key]
		def, _ := defaultValue(f).(float64)
		*list.values = d.perParty(*list.values, f, m.path, func(int) sim.Coded { return sim.Exact(def) })
	}
	if len(m.Roles) > 0 {
		return
	}
	profile := profiles[m.Track.V]
	for r := range sim.NumRoles {
		if v := profile[r]; v > 0 {
			m.Roles = append(m.Roles, newCoded(s.byName["roles"], m.path, r.String(), sim.Exact(v)))
		}
	}
}

// perParty returns a value for every party in order, the absent ones by default.
func (d *document) perParty(given []codedOf, f *field, path string, def func(i int) sim.Coded) []codedOf {
	inOrder := len(given) == len(d.Party)
	for i := range given {
		inOrder = inOrder && given[i].ID == d.Party[i].ID
	}
	if inOrder {
		return given
	}
	all := make([]codedOf, len(d.Party))
	for i := range d.Party {
		id := d.Party[i].ID
		if j := find(given, id); j >= 0 {
			all[i] = given[j]
		} else {
			all[i] = newCoded(f, path, id, def(i))
		}
	}
	return all
}

func newCoded(f *field, path, id string, v sim.Coded) codedOf {
	path = joinPath(joinPath(path, f.name), id)
	return codedOf{item{ID: id, path: path}, coded{leaf: leaf{field: f, path: path, set: true}, V: v}}
}
