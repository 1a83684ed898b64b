package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/scenarios/form"
	"parley/sim"
)

const (
	// intensityScale is the length of the scale of intensity, 0 to 4, by which the
	// general margin is stretched.
	intensityScale = 4

	equal      = "equal"
	overThirds = "mean over third parties"
)

// complete fills in what depends on other keys and widens the coders' ranges.
// The document has no faults by then.
func complete(d *form.Document, w *window, name string) {
	completeFronts(d)
	completeShares(d)
	widen(d)
	d.Title.Fill(name)
	if c, lead := &d.Coordination, d.Lead(); !c.From.Set { // it leads from the start, or when it enters
		c.From.Note = d.Start.V.String()
		if c.Lead.Set && lead != nil && lead.From0 > 0 {
			c.From.Note, c.From.Why = w.month(lead.From0).String(), "default: when "+c.Lead.V+" enters"
		}
	}
	for i, p := range d.Party {
		p.Side.Fill([sim.MaxParties]int{1, -1}[i])
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

// widen spreads every coders' range by the margin of its scale, within the
// range of its key.
func widen(d *form.Document) {
	for c := range form.Each[*form.Coded](d) {
		if len(c.Coder) == 0 || c.Field.Scale == "capability" && c.V == sim.Exact(0) {
			continue // no mandate, means or access is a category, not a small number
		}
		m := d.Coding.Margin.V
		if own := form.Find(d.Coding.Margins, c.Field.Scale); own != nil {
			m = own.V
		} else if c.Field.Scale == "intensity" {
			m *= intensityScale
		}
		c.V.Low, c.V.High = c.Field.Span.Clip(c.V.Low-m), c.Field.Span.Clip(c.V.High+m)
	}
}

// completeFronts makes the one front between two parties, and names its sides.
func completeFronts(d *form.Document) {
	if len(d.Front) == 0 {
		form.Complete(&d.Front, "front", []string{"main"}, func(int, *form.Front) {})
	}
	for _, f := range d.Front {
		if len(d.Party) == 2 {
			a, b := d.Party[0].ID, d.Party[1].ID
			if f.First.Set && f.First.V == b || f.Second.Set && f.Second.V == a {
				a, b = b, a
			}
			f.First.Fill(a)
			f.Second.Fill(b)
		}
	}
}

func completeIssue(d *form.Document, k *form.Issue) {
	if !k.From.Set {
		k.From.Note = d.Start.V.String()
	}
	parties := form.IDs(d.Party)
	form.Complete(&k.Position, k.Path+".position", parties, func(i int, c *form.Coded) {
		c.Fill(sim.Exact(0.5 - float64(float64(d.Party[i].Side.V)/2)))
	})
	form.Complete(&k.Ideal, k.Path+".ideal", parties, func(i int, c *form.Coded) { c.Fill(k.Position[i].V) })
	form.Complete(&k.Salience, k.Path+".salience", parties, func(_ int, c *form.Coded) { c.Fill(sim.Exact(1)) })
}

func completeMediator(d *form.Document, m *form.Mediator) {
	if !m.Enter.Set {
		m.Enter.Note = d.Start.V.String()
	}
	byDefault := func(int, *form.Coded) {}
	form.Complete(&m.Leverage, m.Path+".leverage", form.IDs(d.Party), byDefault)
	form.Complete(&m.Consent, m.Path+".consent", form.IDs(d.Party), byDefault)
	if len(m.Roles) == 0 {
		track := slices.Index(sim.TrackNames, m.Track.V)
		setRoles(m, func(r sim.Role) sim.Coded { return sim.Exact(sim.Roles[r].Profile[track]) }, "")
	}
}

// setRoles gives a mediator the capabilities above 0 of what is said of each role.
func setRoles(m *form.Mediator, capability func(r sim.Role) sim.Coded, why string) {
	m.Roles = nil
	form.Complete(&m.Roles, m.Path+".roles", form.Enums["role"], func(i int, c *form.Coded) {
		c.Fill(capability(sim.Role(i)))
		c.Why = why
	})
	m.Roles = slices.DeleteFunc(m.Roles, func(c *form.Coded) bool { return c.V.High <= 0 })
}

// chooseCoder keeps one coder's number of each list that has one of that coder.
// It comes before anything is made of the numbers.
func chooseCoder(d *form.Document) {
	i := slices.Index(form.Coders, d.Coding.Coder.V) - 1
	if d.Coding.Coder.Bad || i < 0 {
		return
	}
	for x := range form.Each[*form.Coded](d) {
		if !x.Bad && len(x.Coder) > max(1, i) {
			x.Coder = x.Coder[i : i+1 : i+1]
			x.V = sim.Exact(x.Coder[0])
			x.Read = append(x.Read, "coder "+d.Coding.Coder.V)
		}
	}
}

// equalise gives everybody the mean capability range for each role, where who
// lacks a role counts as 0. A role that nobody has stays at 0.
func equalise(thirds []*form.Mediator) {
	var mean [sim.NumRoles]sim.Coded
	n := float64(len(thirds))
	for _, m := range thirds {
		for _, c := range m.Roles {
			if r, ok := sim.RoleByID(c.ID); ok {
				mean[r].Low += c.V.Low
				mean[r].High += c.V.High
			}
		}
	}
	for _, m := range thirds {
		setRoles(m, func(r sim.Role) sim.Coded {
			return sim.Coded{Low: decimal(mean[r].Low / n), High: decimal(mean[r].High / n)}
		}, overThirds)
	}
}

// decimal takes off what summing adds in the last digits: the mean of 0.1, 0.1
// and 0.1 is 0.1.
func decimal(x float64) float64 { return math.Round(x*1e12) / 1e12 }

// shuffle lets third parties exchange all that coders judged of each by the permutation of
// a number, in the order of ids.
func shuffle(thirds []*form.Mediator, k int) {
	before := form.Collect(thirds, func(m *form.Mediator) form.Mediator { return *m })
	for i, from := range permutation(k, len(thirds)) {
		if from != i {
			takeCoding(thirds[i], &before[from])
		}
	}
}

// permutation of n things that k chooses: the shuffle of Fisher and Yates
// (Knuth, The Art of Computer Programming 2, 3.4.2 P) on a stream of its own.
func permutation(k, n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	stream := sim.NewStream(sim.NewSeed(int64(k)), 0, "", 0) // no mediator has an empty id
	for i := n - 1; i > 0; i-- {
		j := int(stream.Uniform(n-1-i) * float64(i+1))
		p[i], p[j] = p[j], p[i]
	}
	return p
}

// takeCoding makes another's coding m's own: all that was judged of it, given or
// not. Id, name, track, presence and behaviour stay, and so do links, shocks and
// acts, which name their owner.
func takeCoding(m, from *form.Mediator) {
	m.Interest, m.Bias, m.Outline, m.Resolve = from.Interest, from.Bias, from.Outline, from.Resolve
	m.Leverage, m.Consent, m.Roles = from.Leverage, from.Consent, from.Roles
	m.AcceptanceAsLead, m.Autonomy, m.Capacity = from.AcceptanceAsLead, from.Autonomy, from.Capacity
	m.PatronOf = from.PatronOf
	for v := range form.EachIn[form.Value](m) {
		l := v.Base()
		own, moved := strings.CutPrefix(l.Path, from.Path+".")
		if moved {
			l.Path = m.Path + "." + own
		}
		if moved && l.Why != overThirds { // everybody's
			l.Read = append(slices.Clip(l.Read), "coding of "+from.ID)
		}
	}
}

// codingWords say how coded numbers are read, or nothing where it is as given.
func codingWords(c *form.Coding, thirds int) string {
	var parts []string
	if c.Coder.V != form.Coders[0] {
		parts = append(parts, "coder "+c.Coder.V+" alone where coders give a number each")
	}
	if c.Capability.V == equal {
		parts = append(parts, "for each role the same capability for every third party, the mean over them")
	}
	if k := c.Shuffle.V; k > 0 {
		moved := 0
		for i, from := range permutation(k, thirds) {
			if from != i {
				moved++
			}
		}
		parts = append(parts, fmt.Sprintf("codings exchanged between third parties by shuffle %d, %d of %d with another's", k, moved, thirds))
	}
	return strings.Join(parts, "; ")
}
