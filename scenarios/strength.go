package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/sim"
)

const (
	// leastShares and mostShares bound the sum of shares that all sides give:
	// coders round.
	leastShares, mostShares = 0.9, 1.1
	// mostFactions is 1 with room for rounding.
	mostFactions = 1.0001
	// leastRest is less than any share that somebody would give.
	leastRest = 1e-9
)

// onFronts lists the parties at war; with two parties that is both.
func (d *document) onFronts() []*party {
	var list []*party
	for i := range d.Party {
		if len(d.Party) == 2 || d.onFront(d.Party[i].ID) {
			list = append(list, &d.Party[i])
		}
	}
	return list
}

func (d *document) onFront(party string) bool {
	return slices.ContainsFunc(d.Front, func(f front) bool { return f.First.V == party || f.Second.V == party })
}

// shares returns the sum of the shares that are given, before they are widened,
// and who gives one or not.
func shares(sides []*party) (sum float64, with, without []*party) {
	for _, p := range sides {
		if s := &p.StrengthShare; s.set {
			sum += float64((s.V.Low + s.V.High) / 2)
			with = append(with, p)
		} else {
			without = append(without, p)
		}
	}
	return sum, with, without
}

// checkShares wants the shares of strength to sum to 1, or to leave something
// for the sides without one, and those of factions to be parts of their party.
func checkShares(d *document, faults *fault.Collector) {
	for i := range d.Party {
		checkFactions(&d.Party[i], faults)
	}
	sides := d.onFronts()
	sum, with, without := shares(sides)
	if d.partiesLost || len(sides) < 2 || len(with) == 0 {
		return
	}
	if slices.ContainsFunc(with, func(p *party) bool { return p.StrengthShare.bad }) {
		return
	}
	want := fmt.Sprintf("the shares of the sides on fronts sum to %.4g%s: want 1", sum, d.Coding.byCoder())
	switch {
	case len(without) > 0 && sum <= 1-leastRest, len(without) == 0 && sum >= leastShares && sum <= mostShares:
		return
	case len(without) > 0:
		want = fmt.Sprintf("the shares of the sides on fronts sum to %.4g already%s: want less than 1, as %s has the rest", sum, d.Coding.byCoder(), without[0].ID)
	}
	last := slices.MaxFunc(with, func(a, b *party) int { return later(&a.StrengthShare.leaf, &b.StrengthShare.leaf) })
	s := &last.StrengthShare
	faults.Add(s.from.at, s.path, s.from.render(), want+saidBefore(s, with, faults))
}

// later orders leaves by when they were said.
func later(a, b *leaf) int {
	if a.from.at.Layer != b.from.at.Layer {
		return a.from.at.Layer - b.from.at.Layer
	}
	return a.from.at.Line - b.from.at.Line
}

// saidBefore names the shares of an earlier layer, which whoever set a single
// one may not have in view.
func saidBefore(s *coded, with []*party, faults *fault.Collector) string {
	var others []string
	for _, p := range with {
		if o := &p.StrengthShare; o.layer() < s.layer() {
			others = append(others, fmt.Sprintf("%s (%s in %s)", o.path, o.from.render(), faults.Place(o.from.at)))
		}
	}
	if len(others) == 0 {
		return ""
	}
	return "; set also " + strings.Join(others, ", ")
}

func checkFactions(p *party, faults *fault.Collector) {
	sum, last := 0.0, (*number)(nil)
	for i := range p.Faction {
		s := &p.Faction[i].Share
		if !s.given() {
			continue
		}
		sum += s.V
		if last == nil || later(&s.leaf, &last.leaf) >= 0 {
			last = s
		}
	}
	if sum > mostFactions {
		faults.Add(last.from.at, last.path, last.from.render(),
			fmt.Sprintf("the shares of the factions of %s sum to %.4g: want at most 1", p.ID, sum))
	}
}

// completeShares gives the rest to the sides that name no share, in equal
// parts. It comes before coders' ranges are widened.
func completeShares(d *document) {
	sum, with, without := shares(d.onFronts())
	for _, p := range without {
		s := &p.StrengthShare
		share := (1 - sum) / float64(len(without))
		if len(with) > 0 {
			share = decimal(share) // 1 - 0.7 is 0.3 to people
			s.why = "default: the rest of 1"
		}
		s.set, s.V = true, sim.Exact(share)
	}
	for i := range d.Party {
		if s := &d.Party[i].StrengthShare; !s.set {
			s.set, s.V, s.note = true, sim.Exact(1/float64(len(d.onFronts()))), "not used: on no front"
		}
	}
}
