package scenarios

import (
	"fmt"
	"hash/maphash"
	"os"
	"slices"
	"strings"
	"testing"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

// numbersOf a scenario that a file gives: the path of each, with two values far apart.
func numbersOf(tree *Template) (list [][3]string) {
	for v := range form.Each[form.Value](form.Bind(tree.tree, tree.root, &fault.Collector{})) {
		l := v.Base()
		if l.From == nil || l.Field == nil || l.Field.Span == (form.Field{}).Span {
			continue
		}
		x := 0.0
		switch v := v.(type) {
		case *form.Coded:
			x = (v.V.Low + v.V.High) / 2
		case *form.Number:
			x = v.V
		default:
			continue
		}
		table, _, _ := strings.Cut(l.Path, ".")
		if table == "parameters" || table == "structure" || table == "coding" {
			continue
		}
		low, high := l.Field.Span.Clip(-5), l.Field.Span.Clip(5)
		if l.Field.Name == "strength_share" && table == "party" {
			low, high = x-0.04, x+0.04
		}
		if l.Field.Scale == "optimism" || l.Field.Scale == "held" || l.Field.Scale == "odds" {
			low, high = 0.2, 0.8
		}
		list = append(list, [3]string{l.Path, fmt.Sprint(low), fmt.Sprint(high)})
	}
	return list
}

var ofHistories = maphash.MakeSeed()

// played are histories of a war, as a hash: its own way of mediating, networked, and with a lead: its own, and others.
func played(t *testing.T, s *Scenario, leads []int, n int) uint64 {
	t.Helper()
	w, err := sim.NewWorld(s.Config)
	if err != nil {
		t.Fatal(err)
	}
	var h maphash.Hash
	h.SetSeed(ofHistories)
	arms := []sim.Arm{s.Arm}
	arms[0].Regime = sim.RegimeNetworked
	for _, lead := range append([]int{s.Arm.Lead}, leads...) {
		if lead >= 0 {
			arm := s.Arm
			if arm.Regime = sim.RegimeLead; lead != arm.Lead {
				arm.Lead, arm.CoChairs, arm.Successors = lead, sim.MediatorSet{}, [sim.MaxSuccessors]sim.Succession{}
			}
			arms = append(arms, arm)
		}
	}
	for i := range arms {
		for k := range n {
			events, out := w.Trace(&arms[i], sim.NewSeed(1), k)
			for _, e := range events {
				if e.Kind == sim.EventViolation {
					e.Faction = 0 // a name, and no more
				}
				maphash.WriteComparable(&h, e)
			}
			fmt.Fprint(&h, out)
		}
	}
	return h.Sum64()
}

// silent are the numbers of a scenario that change no history, tried at two values far apart.
// Those that no note names are tried in more histories.
func silent(t *testing.T, tmpl *Template, named []string, every int) (tried, list []string) {
	t.Helper()
	c := tmpl.built.Config
	for at, x := range numbersOf(tmpl) {
		if at%every != 0 {
			continue
		}
		var leads []int // in whose plans the number may count
		part := strings.Split(x[0], ".")
		if !slices.Contains([]string{"acceptance_as_lead", "autonomy", "interest", "outline"}, part[len(part)-1]) {
			part[1] = "" // only of who leads in the scenario
		}
		if i := slices.IndexFunc(c.Mediators, func(m sim.Mediator) bool { return m.ID == part[1] }); part[0] == "mediator" && i >= 0 {
			leads = append(leads, i, (i+1)%len(c.Mediators))
		}
		a, err1 := tmpl.Build([]string{x[0] + "=" + x[1]})
		b, err2 := tmpl.Build([]string{x[0] + "=" + x[2]})
		if err1 != nil || err2 != nil {
			continue // a share among shares
		}
		tried = append(tried, x[0])
		differ := func(n int) bool { return played(t, a, leads, n) != played(t, b, leads, n) }
		if said := slices.Contains(named, x[0]); !differ(3) && !differ(40) && (said || !differ(200)) {
			list = append(list, x[0])
		}
	}
	return tried, list
}

// rare says whether a number may act in few histories only.
func rare(c *sim.Config, path string) bool {
	return strings.HasPrefix(path, "link.") || slices.ContainsFunc(c.Shocks, func(s sim.Shock) bool {
		return s.Start >= c.Months && strings.HasPrefix(path, "shock."+s.ID+".")
	})
}

// A note says of a number that it has no effect if, and only if, histories are the same
// whatever it is. What acts in few of all draws, a link of patrons who hardly press or a shock
// that only a settlement meets, may change none of those played.
func TestNotesNameTheNumbersThatChangeNoHistory(t *testing.T) {
	wars := os.Getenv("WARS")
	if wars == "" {
		wars = "testdata/silent.toml,testdata/aceh.toml,minimal,sri_lanka"
	}
	for _, name := range strings.Split(wars, ",") {
		tmpl, err := Prepare(name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		every := 1
		if n := len(numbersOf(tmpl)); n > 150 && os.Getenv("WARS") == "" {
			every = 9
		}
		var named []string
		for _, n := range tmpl.built.Notes {
			named = append(named, n.Paths...)
		}
		tried, without := silent(t, tmpl, named, every)
		for _, path := range tried {
			said, is := slices.Contains(named, path), slices.Contains(without, path)
			if said && !is || is && !said && !rare(tmpl.built.Config, path) {
				t.Errorf("%s: %s changes no history: %v; a note says so: %v", name, path, is, said)
			}
		}
		t.Log(name, len(tried), "tried,", len(without), "without effect")
	}
}
