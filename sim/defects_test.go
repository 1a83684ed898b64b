package sim_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"parley/sim"
)

// Kinds of defect: limits at 0, orders of tables with ties, last months, several fronts.

const tiny = 1e-12

// sameHistories plays two wars under all regimes; turn brings an outcome of the second
// into the terms of the first.
func sameHistories(t *testing.T, claim string, a, b *sim.Config, lead, leadOfB int, turn func(*sim.Outcome)) {
	t.Helper()
	w, v := newWorld(t, a), newWorld(t, b)
	for i, arm := range arms(lead) {
		other := arms(leadOfB)[i]
		for k := range 25 {
			x, y := kept(w.Run(&arm, sim.NewSeed(17), k)), kept(v.Run(&other, sim.NewSeed(17), k))
			if turn != nil {
				turn(&y)
			}
			if d := difference(x, y); d != "" {
				t.Errorf("%s: %s, replication %d:\n%s", claim, arm.Name, k, d)
				return
			}
		}
	}
}

// changed copies what a test may write to.
func changed(c *sim.Config, change func(c *sim.Config)) *sim.Config {
	d := *c
	d.Parties, d.Fronts, d.Issues = slices.Clone(c.Parties), slices.Clone(c.Fronts), slices.Clone(c.Issues)
	d.Mediators, d.Links, d.Shocks = slices.Clone(c.Mediators), slices.Clone(c.Links), slices.Clone(c.Shocks)
	for i := range d.Mediators {
		d.Mediators[i].Leverage, d.Mediators[i].Consent = slices.Clone(d.Mediators[i].Leverage), slices.Clone(d.Mediators[i].Consent)
	}
	for k := range d.Issues {
		d.Issues[k].Ideal, d.Issues[k].Position, d.Issues[k].Salience = slices.Clone(d.Issues[k].Ideal), slices.Clone(d.Issues[k].Position), slices.Clone(d.Issues[k].Salience)
	}
	change(&d)
	return &d
}

// What goes to 0 from above ends where 0 stands: histories at 1e-12 are those at 0.
func TestEveryLimitToZeroIsZero(t *testing.T) {
	// The strategy readiness asks whether the others moved at all.
	base := fixed(testWar(), sim.SwitchParties, sim.PartiesRational)
	for what, set := range map[string]func(c *sim.Config, x float64){
		"capability of all third parties": func(c *sim.Config, x float64) {
			for i := range c.Mediators {
				for r := range c.Mediators[i].Capability {
					c.Mediators[i].Capability[r] = sim.Exact(x)
				}
			}
		},
		"capability of one": func(c *sim.Config, x float64) {
			for r := range c.Mediators[0].Capability {
				c.Mediators[0].Capability[r] = sim.Exact(x)
			}
		},
		"interest of one": func(c *sim.Config, x float64) { c.Mediators[0].Interest = sim.Exact(x) },
		"leverage": func(c *sim.Config, x float64) {
			for i := range c.Mediators {
				c.Mediators[i].Leverage = []sim.Coded{sim.Exact(x), sim.Exact(x)}
			}
		},
		"consent of one": func(c *sim.Config, x float64) {
			c.Mediators[2].Consent = []sim.Coded{sim.Exact(x), sim.Exact(x)}
		},
		"link strength": func(c *sim.Config, x float64) { c.Links[0].Strength = sim.Exact(x) },
		"intensity":     func(c *sim.Config, x float64) { c.Fronts[0].Intensity = sim.Exact(x) },
		"salience of an issue": func(c *sim.Config, x float64) {
			c.Issues[0].Salience = []sim.Coded{sim.Exact(x), sim.Exact(x)}
			c.Issues[0].Essential = false
		},
		"salience of all issues": func(c *sim.Config, x float64) {
			for k := range c.Issues {
				c.Issues[k].Salience = []sim.Coded{sim.Exact(x), sim.Exact(x)}
			}
		},
		"bias":     func(c *sim.Config, x float64) { c.Mediators[3].Bias = sim.Exact(x) },
		"fatigue":  func(c *sim.Config, x float64) { c.Parameters.Fix(sim.ParamFatigue, x) },
		"cohesion": func(c *sim.Config, x float64) { c.Parties[0].Cohesion = sim.Exact(x) },
		"skill":    func(c *sim.Config, x float64) { c.Parties[0].Skill = sim.Exact(x) },
		"support":  func(c *sim.Config, x float64) { c.Parties[0].WarSupport = sim.Exact(x) },
	} {
		t.Run(what, func(t *testing.T) {
			zero := changed(base, func(c *sim.Config) { set(c, 0) })
			above := changed(base, func(c *sim.Config) { set(c, tiny) })
			settled, all := endings(t, zero)
			settledAbove, _ := endings(t, above)
			// Rounding of 1e-12 may turn a draw in a history or two.
			if d := math.Abs(settled - settledAbove); d > 0.01*all {
				t.Errorf("%g of %g histories settle at 0, %g at %g", settled, all, settledAbove, tiny)
			}
			differ := 0
			w, v := newWorld(t, zero), newWorld(t, above)
			for _, arm := range arms(1) {
				for k := range 20 {
					x, y := kept(w.Run(&arm, sim.NewSeed(23), k)), kept(v.Run(&arm, sim.NewSeed(23), k))
					differ += count(x.End != y.End || x.Month != y.Month || x.Meetings != y.Meetings || x.Battles != y.Battles || x.Acts != y.Acts)
				}
			}
			if differ > 2 {
				t.Errorf("%d of 140 histories differ between 0 and %g", differ, tiny)
			}
		})
	}
}

// endings counts settlements over all regimes.
func endings(t *testing.T, c *sim.Config) (settled, all float64) {
	w := newWorld(t, c)
	for _, arm := range arms(1) {
		for k := range 40 {
			out := w.Run(&arm, sim.NewSeed(29), k)
			settled += float64(count(out.Settled()))
			all++
		}
	}
	return settled, all
}

func TestAnIssueNobodyCaresForChangesNothing(t *testing.T) {
	c := testWar()
	more := changed(c, func(c *sim.Config) {
		for _, id := range []string{"zeal", "adieu"} {
			k := testIssue(id, "power", true, 0)
			k.Ceasefire = true
			c.Issues = append(c.Issues, k)
		}
	})
	sameHistories(t, "two issues more", c, more, 1, 1, func(o *sim.Outcome) {
		if o.Protocols[3] != sim.Never || o.Protocols[4] != sim.Never {
			t.Error("an issue nobody cares for is agreed")
		}
		o.Protocols, o.Agreed = o.Protocols[:3], o.Agreed[:3]
	})
}

// Issues without a cluster are no cluster: no framework comes of them.
func TestIssuesWithoutAClusterAreNoCluster(t *testing.T) {
	frameworks := func(cluster string) (n int) {
		c := changed(testWar(), func(c *sim.Config) {
			for k := range c.Issues {
				c.Issues[k].Cluster = cluster
			}
		})
		w, arm := newWorld(t, c), testArm(sim.RegimeNetworked, 1)
		for k := range 200 {
			out := w.Run(&arm, sim.NewSeed(3), k)
			n += out.Frameworks
		}
		return n
	}
	if none, some := frameworks(""), frameworks("power"); none != 0 || some == 0 {
		t.Errorf("%d frameworks without clusters, %d with one: want 0, and some", none, some)
	}
}

// bigWar has ties in every table: three parties, two of them at one position; links,
// shocks of one month, fronts, factions.
func bigWar() *sim.Config {
	c := testWar()
	c.Parties = append(c.Parties, testParty("west", 0))
	c.Fronts = append(c.Fronts, sim.Front{ID: "west", First: 0, Second: 2, Forts: 8, Held: sim.Exact(0.5), Odds: sim.Exact(0.5), OddsCoded: true, Intensity: sim.Exact(2)})
	for k := range c.Issues {
		i := &c.Issues[k]
		i.Ideal, i.Position, i.Salience = append(i.Ideal, sim.Exact(1)), append(i.Position, sim.Exact(1)), append(i.Salience, sim.Exact(1))
	}
	for i := range c.Mediators {
		m := &c.Mediators[i]
		m.Leverage, m.Consent = append(m.Leverage, sim.Exact(0.2)), append(m.Consent, sim.Exact(0.7))
	}
	for p := range c.Parties {
		for _, id := range []string{"young", "old", "west"} {
			c.Parties[p].Factions = append(c.Parties[p].Factions, sim.Faction{ID: id, Name: id, Share: 0.3})
		}
	}
	c.Mediators[2].Leverage[2] = sim.Exact(0.8)
	c.Links = []sim.Link{{A: 3, B: 4, Strength: sim.Exact(0.6)}, {A: 2, B: 4, Strength: sim.Exact(0.6)}, {A: 2, B: 3, Strength: sim.Exact(0.6)}}
	for i, id := range []string{"coup", "aid", "flood"} {
		x := float64(i) - 0.8
		c.Shocks = append(c.Shocks, sim.Shock{ID: id, Name: id, Start: 4, End: 6, Pressure: []float64{2 * x, -x, x}, Violence: 1.7 * x,
			Changes: []sim.Change{{Number: sim.NumberInterest, Mediator: 0, By: x}, {Number: sim.NumberInterest, Mediator: 2, By: -x},
				{Number: sim.NumberInterest, Mediator: 3, By: x}, {Number: sim.NumberInterest, Mediator: 4, By: 2},
				{Number: sim.NumberCohesion, Party: 0, By: x}, {Number: sim.NumberCohesion, Party: 1, By: -x}, {Number: sim.NumberCohesion, Party: 2, By: 0.3}}})
	}
	return c
}

// permuted is the same war with its tables in another order; p of the parties, i of the
// issues, and random ones of fronts, links, shocks and factions.
func permuted(c *sim.Config, r *rand.Rand, p, i []int) *sim.Config {
	d := *c
	at := make([]int, len(p))
	d.Parties, d.Issues = nil, nil
	for n, old := range p {
		at[old] = n
		party := c.Parties[old]
		party.Factions = slices.Clone(party.Factions)
		r.Shuffle(len(party.Factions), func(a, b int) { party.Factions[a], party.Factions[b] = party.Factions[b], party.Factions[a] })
		d.Parties = append(d.Parties, party)
	}
	take := func(list []sim.Coded) (out []sim.Coded) {
		for _, old := range p {
			out = append(out, list[old])
		}
		return out
	}
	numbers := func(list []float64) (out []float64) {
		for _, old := range p {
			out = append(out, list[old])
		}
		return out
	}
	for _, old := range i {
		k := c.Issues[old]
		k.Ideal, k.Position, k.Salience = take(k.Ideal), take(k.Position), take(k.Salience)
		d.Issues = append(d.Issues, k)
	}
	d.Fronts, d.Links, d.Shocks, d.Mediators = slices.Clone(c.Fronts), slices.Clone(c.Links), slices.Clone(c.Shocks), slices.Clone(c.Mediators)
	for j := range d.Fronts {
		d.Fronts[j].First, d.Fronts[j].Second = at[d.Fronts[j].First], at[d.Fronts[j].Second]
	}
	for j := range d.Mediators {
		m := &d.Mediators[j]
		m.Leverage, m.Consent, m.PatronOf = take(m.Leverage), take(m.Consent), slices.Clone(m.PatronOf)
		for n := range m.PatronOf {
			m.PatronOf[n] = at[m.PatronOf[n]]
		}
	}
	for j := range d.Shocks {
		s := &d.Shocks[j]
		s.Pressure, s.Changes = numbers(s.Pressure), slices.Clone(s.Changes)
		for n := range s.Changes {
			if s.Changes[n].Number == sim.NumberCohesion {
				s.Changes[n].Party = at[s.Changes[n].Party]
			}
		}
		r.Shuffle(len(s.Changes), func(a, b int) { s.Changes[a], s.Changes[b] = s.Changes[b], s.Changes[a] })
	}
	r.Shuffle(len(d.Fronts), func(a, b int) { d.Fronts[a], d.Fronts[b] = d.Fronts[b], d.Fronts[a] })
	r.Shuffle(len(d.Links), func(a, b int) { d.Links[a], d.Links[b] = d.Links[b], d.Links[a] })
	for j := range d.Links {
		if r.IntN(2) == 0 {
			d.Links[j].A, d.Links[j].B = d.Links[j].B, d.Links[j].A
		}
	}
	r.Shuffle(len(d.Shocks), func(a, b int) { d.Shocks[a], d.Shocks[b] = d.Shocks[b], d.Shocks[a] })
	return &d
}

func TestTheOrderOfNoTableMatters(t *testing.T) {
	c := bigWar()
	r := rand.New(rand.NewPCG(1, 1))
	for _, p := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}} {
		i := r.Perm(3)
		sameHistories(t, "parties and issues in another order", c, permuted(c, r, p, i), 1, 1, func(o *sim.Outcome) {
			if o.Winner >= 0 {
				o.Winner = p[o.Winner]
			}
			protocols, agreed := slices.Clone(o.Protocols), slices.Clone(o.Agreed)
			for n, old := range i {
				o.Protocols[old], o.Agreed[old] = protocols[n], agreed[n]
			}
		})
		if t.Failed() {
			t.Fatalf("parties %v, issues %v", p, i)
		}
	}
}

func TestAShockOfViolenceWorksInItsOwnMonth(t *testing.T) {
	for _, month := range []int{0, 5, 47} {
		c := changed(testWar(), func(c *sim.Config) {
			c.Mediators, c.Links, c.Implementation = nil, nil, 0
			c.Shocks = []sim.Shock{{ID: "x", Start: month, End: month, Pressure: make([]float64, 2), Violence: 1}}
			c.Parameters.Fix(sim.ParamV0, 0)
		})
		w, arm := newWorld(t, c), testArm(sim.RegimeIndependent, -1)
		seen, before := false, 0.0
		for k := 0; k < 20 && !seen; k++ {
			w.Observe(&arm, sim.NewSeed(1), k, func(s *sim.Seen) {
				if s.Round == month && !s.TruceHeld {
					seen = true
					if math.Abs(s.Intensity-2.5) > 1e-9 { // 2, and half a step of the ordinal
						t.Errorf("month %d: intensity %g, want 2.5", month, s.Intensity)
					}
				}
				if s.Round == month-1 && !s.TruceHeld {
					if before = s.Intensity; before != 2 {
						t.Errorf("month %d: intensity %g before the shock, want 2", month-1, before)
					}
				}
			})
		}
		if !seen {
			t.Errorf("no history without a truce reaches month %d", month)
		}
	}
}

func TestAShockInTheLastMonthIsTold(t *testing.T) {
	c := changed(testWar(), func(c *sim.Config) {
		c.Shocks = []sim.Shock{{ID: "x", Start: 47, End: 47, Pressure: []float64{1, 1}}}
	})
	w, arm := newWorld(t, c), testArm(sim.RegimeSingle, 1)
	for k := range 50 {
		events, out := w.Trace(&arm, sim.NewSeed(1), k)
		told := slices.ContainsFunc(events, func(e sim.Event) bool { return e.Kind == sim.EventShock && e.Round == 47 })
		if reached := out.Month >= 47 || out.Settled() && out.Month+c.Implementation >= 47 && (out.Collapsed == sim.Never || out.Month+out.Collapsed >= 47); told != reached {
			t.Errorf("replication %d: the shock is told %t, the last month reached %t", k, told, reached)
		}
	}
}

// twoFronts is a war of one side against two, where each front has a sure winner.
func twoFronts(first, second float64) *sim.Config {
	c := bigWar()
	c.Links, c.Mediators, c.Shocks = nil, nil, nil
	c.Months, c.Implementation = 600, 0
	for i, odds := range []float64{first, second} {
		f := &c.Fronts[i]
		f.Forts, f.Odds, f.Intensity, f.Held = 2, sim.Exact(odds), sim.Exact(4), sim.Exact(0.5)
	}
	c.Parameters.Fix(sim.ParamF0, 2)
	c.Parameters.Fix(sim.ParamLambda, 1e6)
	return c
}

func TestTwoFrontsMayHaveDifferentWinners(t *testing.T) {
	for _, c := range []struct {
		first, second float64
		end           sim.EndReason
		winner        int
	}{
		{0.999999, 0.999999, sim.EndVictory, 0}, // north wins both
		{1e-6, 0.999999, sim.EndDivided, -1},    // south and north
		{1e-6, 1e-6, sim.EndDivided, -1},        // south and west
	} {
		w, arm := newWorld(t, twoFronts(c.first, c.second)), testArm(sim.RegimeIndependent, -1)
		for k := range 20 {
			events, out := w.Trace(&arm, sim.NewSeed(1), k)
			if out.End != c.end || out.Winner != c.winner {
				t.Errorf("odds %g and %g: %s won by %d, want %s by %d", c.first, c.second, sim.EndReasonNames[out.End], out.Winner, sim.EndReasonNames[c.end], c.winner)
			}
			kind := sim.EventVictory
			if c.end == sim.EndDivided {
				kind = sim.EventDivided
			}
			if last := events[len(events)-1]; last.Kind != kind || last.Party != c.winner {
				t.Errorf("the chronicle ends with %s of %d", sim.EventKindNames[last.Kind], last.Party)
			}
		}
	}
}

// Months after the horizon are those of implementation: whoever leaves in the last
// month of war, or after it, does so.
func TestExitsInTheLastMonthAndAfterIt(t *testing.T) {
	for _, exit := range []int{47, 48, 52} {
		c := changed(testWar(), func(c *sim.Config) {
			c.Mediators[1].Exit = exit
			c.Mediators[0].Enter = exit
		})
		w, arm := newWorld(t, c), testArm(sim.RegimeNetworked, -1)
		after, came := 0, 0
		for k := range 150 {
			w.Observe(&arm, sim.NewSeed(1), k, func(s *sim.Seen) {
				after += count(s.Round >= exit)
				for _, a := range s.Acts {
					if a.Mediator == 1 && s.Round >= exit || a.Mediator == 0 && s.Round < exit {
						t.Fatalf("exit and enter %d: mediator %d acts in round %d", exit, a.Mediator, s.Round)
					}
					came += count(a.Mediator == 0)
				}
			})
		}
		if after < 50 || came == 0 {
			t.Errorf("exit %d: %d months after it, %d acts of who then came: want many", exit, after, came)
		}
	}
}

func TestAnInterestOfZeroDoesNothing(t *testing.T) {
	c := changed(testWar(), func(c *sim.Config) { c.Mediators[0].Interest, c.Mediators[2].Interest = sim.Exact(0), sim.Exact(0) })
	w := newWorld(t, c)
	for _, arm := range arms(1) {
		for k := range 10 {
			if acted := present(t, w, arm, k); acted.Has(0) || acted.Has(2) {
				t.Errorf("%s: a mediator without any interest acts", arm.Name)
			}
		}
	}
}
