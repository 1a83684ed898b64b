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
	asCoded    = "coded"
	equal      = "equal"
	overThirds = "mean over third parties"
)

// chooseCoder keeps one coder's number of each list that has one of that coder.
// It comes before anything is made of the numbers.
func chooseCoder(d *form.Document) {
	c := &d.Coding.Coder
	i := slices.Index(form.Coders, c.V) - 1
	if c.Bad || i < 0 {
		return
	}
	form.Visitor{Leaf: func(v form.Value) {
		x, ok := v.(*form.Coded)
		if !ok || x.Bad || len(x.Coder) < 2 || i >= len(x.Coder) {
			return
		}
		x.Coder = x.Coder[i : i+1 : i+1]
		x.V = sim.Exact(x.Coder[0])
		x.Read = append(x.Read, "coder "+c.V)
	}}.Document(d)
}

// byCoder says, after a sum of numbers, whose they are.
func byCoder(c *form.Coding) string {
	if i := slices.Index(form.Coders, c.Coder.V); c.Coder.Bad || i <= 0 {
		return ""
	}
	return " by coder " + c.Coder.V
}

// equalise gives everybody the mean capability range for each role, where who
// lacks a role counts as 0. A role that nobody has stays at 0.
func equalise(thirds []*form.Mediator) {
	var mean [sim.NumRoles]sim.Coded
	n := float64(len(thirds))
	for _, m := range thirds {
		for _, c := range m.Roles {
			if r, ok := sim.RoleByID(c.ID); ok {
				mean[r].Low += c.Value.V.Low
				mean[r].High += c.Value.V.High
			}
		}
	}
	f := form.Format().ByName["mediator"].Table.ByName["roles"]
	for _, m := range thirds {
		m.Roles = nil
		for r := range sim.NumRoles {
			if mean[r].High == 0 {
				continue
			}
			c := form.NewCoded(f, m.Path, r.String(), sim.Coded{Low: decimal(mean[r].Low / n), High: decimal(mean[r].High / n)})
			c.Value.Why = overThirds
			m.Roles = append(m.Roles, c)
		}
	}
}

// decimal takes off what summing adds in the last digits: the mean of 0.1, 0.1
// and 0.1 is 0.1.
func decimal(x float64) float64 { return math.Round(x*1e12) / 1e12 }

// shuffle lets third parties exchange all that coders judged of each by the permutation of
// a number, in the order of ids.
func shuffle(thirds []*form.Mediator, k int) {
	before := make([]form.Mediator, len(thirds))
	for i, m := range thirds {
		before[i] = *m
	}
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
	for _, l := range []*form.Leaf{
		&m.Interest.Leaf, &m.Bias.Leaf, &m.Outline.Leaf, &m.Resolve.Leaf, &m.AcceptanceAsLead.Leaf,
		&m.Autonomy.Leaf, &m.Capacity.Leaf, &m.PatronOf.Leaf,
	} {
		moved(l, from, m)
	}
	for _, c := range slices.Concat(m.Leverage, m.Consent, m.Roles) {
		moved(&c.Value.Leaf, from, m)
		c.Path = c.Value.Path
	}
}

// moved says that a value stands with another mediator than it was given for.
func moved(l *form.Leaf, from, to *form.Mediator) {
	l.Path = to.Path + strings.TrimPrefix(l.Path, from.Path)
	if l.Why != overThirds { // everybody's
		l.Read = append(slices.Clip(l.Read), "coding of "+from.ID)
	}
}

// codingWords say how coded numbers are read, or nothing where it is as given.
func codingWords(d *form.Document) string {
	c := &d.Coding
	var parts []string
	if c.Coder.V != form.Coders[0] {
		parts = append(parts, "coder "+c.Coder.V+" alone where coders give a number each")
	}
	if c.Capability.V != asCoded {
		parts = append(parts, "for each role the same capability for every third party, the mean over them")
	}
	if k := c.Shuffle.V; k > 0 {
		moved := 0
		for i, from := range permutation(k, len(d.Mediator)) {
			if from != i {
				moved++
			}
		}
		parts = append(parts, fmt.Sprintf("codings exchanged between third parties by shuffle %d, %d of %d with another's", k, moved, len(d.Mediator)))
	}
	return strings.Join(parts, "; ")
}
