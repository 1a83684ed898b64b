package agents

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"parley/sim"
)

// One situation for each strategy in which it acts unlike every other. All
// strategies are played in all situations.

type partySituation struct {
	strategy, claim string
	months          []sim.PartyView // of which the last counts
	// shows checks the claim against the stances of all.
	shows func(own sim.Stance, all map[string]sim.Stance) bool
}

// most says whether nobody else has as much of something.
func most(all map[string]sim.Stance, name string, of func(sim.Stance) float64) bool {
	for other, x := range all {
		if other != name && of(x) >= of(all[name]) {
			return false
		}
	}
	return true
}

func attend(x sim.Stance) float64 { return x.Attend }
func ready(x sim.Stance) float64  { return x.Ready }
func yield(x sim.Stance) float64  { return x.Yield }
func breach(x sim.Stance) float64 { return x.Breach }

func less(of func(sim.Stance) float64) func(sim.Stance) float64 {
	return func(x sim.Stance) float64 { return -of(x) }
}

var partySituations = []partySituation{
	{"rational", "shows what its values say, no more and no less",
		[]sim.PartyView{{Attendance: 0.6, Readiness: 0.3, TruceChance: 0.4, War: 0.5, Trust: 0.3, Agreed: 0.5}},
		func(own sim.Stance, _ map[string]sim.Stance) bool {
			return own == sim.Stance{Attend: 0.6, Ready: 0.3, Yield: 1, Truce: 0.4, Sign: 1, Breach: 1}
		}},
	{"dual_track", "comes to buy time though it is not ready, and fights on",
		[]sim.PartyView{{Attendance: 0.1, Readiness: 0.05, TruceChance: 0.4, War: 0.7, Trust: 0.3}},
		func(own sim.Stance, all map[string]sim.Stance) bool {
			return most(all, "dual_track", attend) && own.Ready == 0.05 && own.Breach > 1 && own.Yield < 1 && own.Truce == 0.4
		}},
	{"hardliner", "comes and gives little, however kind the others are",
		[]sim.PartyView{{Attendance: 0.8, Readiness: 0.8, TruceChance: 0.4, War: 0.1, Trust: 0.8, OthersYielded: 0.5}},
		func(own sim.Stance, all map[string]sim.Stance) bool {
			return own.Attend == 0.8 && most(all, "hardliner", less(ready)) && own.Yield < 1 && own.Sign < 1
		}},
	{"conciliatory", "concedes most although the others broke a truce",
		[]sim.PartyView{{Round: 3, Attendance: 0.6, Readiness: 0.6, TruceChance: 0.5, War: 0.4, Trust: 0.1, OthersBreached: true}},
		func(own sim.Stance, all map[string]sim.Stance) bool {
			return most(all, "conciliatory", yield) && most(all, "conciliatory", less(breach))
		}},
	{"reciprocator", "turns from concessions to breaches once the others broke a truce",
		[]sim.PartyView{
			{Round: 1, Attendance: 0.6, Readiness: 0.6, TruceChance: 0.5, War: 0.4, Trust: 0.5, OthersYielded: 0.2},
			{Round: 2, Attendance: 0.6, Readiness: 0.6, TruceChance: 0.5, War: 0.4, Trust: 0.5, OthersBreached: true},
			{Round: 3, Attendance: 0.6, Readiness: 0.6, TruceChance: 0.5, War: 0.4, Trust: 0.5, OthersBreached: true},
		},
		func(own sim.Stance, _ map[string]sim.Stance) bool { return own.Yield < 1 && own.Breach > 1.5 }},
	{"readiness", "stays away without trust, however much the war hurts",
		[]sim.PartyView{{Attendance: 0.8, Readiness: 0.6, TruceChance: 0.5, War: -0.5, Trust: 0}},
		func(own sim.Stance, all map[string]sim.Stance) bool {
			return own.Ready == 0 && most(all, "readiness", less(attend)) && most(all, "readiness", less(ready))
		}},
	{"spoiler", "breaks truces most when all is agreed, and does not sign",
		[]sim.PartyView{{Attendance: 0.9, Readiness: 0.9, TruceChance: 0.5, War: 0.2, Trust: 0.7, Agreed: 1}},
		func(own sim.Stance, all map[string]sim.Stance) bool {
			return most(all, "spoiler", breach) && most(all, "spoiler", func(x sim.Stance) float64 { return -x.Sign })
		}},
}

func TestEachPartyHasASituationOfItsOwn(t *testing.T) {
	checkCovered(t, Parties(), partySituations, func(s partySituation) string { return s.strategy })
	for _, s := range partySituations {
		t.Run(sentence(s.strategy, s.claim), func(t *testing.T) {
			all := map[string]sim.Stance{}
			for _, how := range Parties() {
				list := stances(how.New(how.With(nil)), slices.Clone(s.months))
				all[how.Name] = list[len(list)-1]
			}
			for _, other := range slices.Sorted(maps.Keys(all)) {
				if d := apart(all[s.strategy], all[other]); other != s.strategy && d < 0.05 {
					t.Errorf("%s stands at %+v, %s at %+v: %.3f apart", s.strategy, all[s.strategy], other, all[other], d)
				}
			}
			if !s.shows(all[s.strategy], all) {
				t.Errorf("not so: %+v", all)
			}
		})
	}
}

// apart is the largest difference between two stances.
func apart(a, b sim.Stance) float64 {
	far := 0.0
	for _, d := range []float64{a.Attend - b.Attend, a.Ready - b.Ready, a.Yield - b.Yield, a.Truce - b.Truce, a.Sign - b.Sign, a.Breach - b.Breach} {
		far = max(far, d, -d)
	}
	return far
}

func sentence(strategy, claim string) string {
	return strategy + " " + strings.ReplaceAll(claim, ",", "")
}

func checkCovered[S, C any](t *testing.T, list []Info[S], situations []C, of func(C) string) {
	for _, how := range list {
		if !slices.ContainsFunc(situations, func(c C) bool { return of(c) == how.Name }) {
			t.Errorf("no situation for %s", how.Name)
		}
	}
}

// scene is a month of a mediator that can do everything, to two parties.
type scene struct {
	*sim.MediatorView
}

const sides = 2

func newScene(interest float64) scene {
	n := int(sim.NumRoles) * (sides + 1)
	v := &sim.MediatorView{
		MonthView: &sim.MonthView{
			Round: 5, ActCost: 0.1, Need: make([]float64, n), Back: []float64{1, 1}, Noise: 0.2, Others: make([]uint8, n),
			Issues: []sim.IssueView{{Open: true, Gap: 0.5, Salience: 1}}, Public: sim.Public{Intensity: 0.4},
		},
		Pull: new(sim.Pulls), Interest: interest, Stock: 1, Capacity: 1, Own: &[sim.MaxCapacity]int{-1, -1, -1},
	}
	v.Idle = v.IdleWeight(max(interest, -interest))
	for r := range sim.NumRoles {
		targets := []int{sim.Everyone}
		if sim.Roles[r].Targeted {
			targets = []int{0, 1}
		}
		for _, p := range targets {
			if r == sim.Inducer && p == 0 {
				v.Inducers[0] = len(v.Candidates)
			}
			v.Candidates = append(v.Candidates, sim.Candidate{Role: r, Party: p, Reach: 0.5, Capability: 0.5, Consent: 0.5, Leverage: 0.5})
			v.Reach, v.At = append(v.Reach, 0.5), append(v.At, uint8(sim.NeedIndex(r, p, sides)))
		}
		if r == sim.Inducer {
			v.Inducers[1] = len(v.Candidates)
		}
	}
	return scene{v}.need(0)
}

// need sets the need of some roles, or of all.
func (s scene) need(x float64, roles ...sim.Role) scene {
	for i, at := range s.At {
		if len(roles) == 0 || slices.Contains(roles, s.Candidates[i].Role) {
			s.Need[at] = x
			s.Pull[at] = sim.Exp(x / s.Noise)
		}
	}
	return s
}

// others lets so many others have played a role last month; crowding follows.
func (s scene) others(n int, r sim.Role) scene {
	for i, at := range s.At {
		if s.Candidates[i].Role == r {
			s.Others[at] = uint8(n)
			s.Pull[at] *= left(r, n)
		}
	}
	return s
}

// did says what it did itself last month, and what the news was.
func (s scene) did(r sim.Role, news sim.Public) scene {
	news.Intensity = s.Public.Intensity
	s.Own[0], s.Public = sim.NeedIndex(r, sim.Everyone, sides), news
	return s
}

func (s scene) public(p sim.Public) scene {
	s.Public = p
	return s
}

// weak divides what it can bring to a role by four.
func (s scene) weak(r sim.Role) scene {
	for i := range s.Candidates {
		if s.Candidates[i].Role == r {
			s.Candidates[i].Reach /= 4
			s.Reach[i] /= 4
		}
	}
	return s
}

type mediatorSituation struct {
	strategy, claim string
	months          []scene // of which the last counts
	settings        map[string]float64
	shows           func(share map[string]float64) bool
}

func only(share map[string]float64, roles ...sim.Role) bool {
	for what := range share {
		if !slices.ContainsFunc(roles, func(r sim.Role) bool { return strings.HasPrefix(what, r.String()) }) && what != "nothing" {
			return false
		}
	}
	return share["nothing"] < 0.9
}

var repeated = func() (list []scene) {
	for range 8 {
		list = append(list, newScene(0.7).did(sim.Envisioner, sim.Public{News: sim.News{Protocols: 1}}))
	}
	return append(list, newScene(0.7).need(0.5).did(sim.Envisioner, sim.Public{News: sim.News{Protocols: 1}}))
}()

var mediatorSituations = []mediatorSituation{
	{strategy: "interest", claim: "goes by need and by what it can bring, whatever came of it last time",
		months: []scene{newScene(0.7).did(sim.Monitor, sim.Public{News: sim.News{Suspensions: 1}}), newScene(0.7).did(sim.Monitor, sim.Public{News: sim.News{Suspensions: 1}}),
			newScene(0.7).did(sim.Monitor, sim.Public{News: sim.News{Suspensions: 1}}), newScene(0.7).need(0.6, sim.Monitor, sim.Unifier).weak(sim.Unifier)},
		shows: func(share map[string]float64) bool {
			return share["monitor/-1"] > 2*share["unifier/0"] && share["unifier/0"] > 0.02
		}},
	{strategy: "scripted", claim: "plays its date though nothing is needed",
		months: []scene{newScene(0.05)},
		shows:  func(share map[string]float64) bool { return share["explorer_reassurer/-1"] == 1 }},
	{strategy: "facilitative", claim: "keeps to communication though pressure is needed most",
		months: []scene{newScene(0.7).need(0.9, sim.Inducer).need(0.6, sim.Reconciler, sim.Messenger, sim.Envisioner)},
		shows: func(share map[string]float64) bool {
			return only(share, sim.Explorer, sim.Convener, sim.Facilitator, sim.Messenger, sim.Reconciler, sim.Enskiller, sim.Unofficial)
		}},
	{strategy: "formulative", claim: "brings ideas and texts though exploring and pressure are needed more",
		months: []scene{newScene(0.7).need(0.9, sim.Inducer, sim.Explorer).need(0.5, sim.Envisioner)},
		shows: func(share map[string]float64) bool {
			return only(share, sim.Envisioner, sim.Facilitator, sim.Convener, sim.Legitimiser) && share["envisioner_fact_finder/-1"] > 0.3
		}},
	{strategy: "manipulative", claim: "presses and rewards though a meeting is needed more",
		months: []scene{newScene(0.7).need(0.9, sim.Convener, sim.Facilitator).need(0.5, sim.Inducer, sim.Enhancer)},
		shows: func(share map[string]float64) bool {
			return only(share, sim.Inducer, sim.Enhancer, sim.Decoupler, sim.Guarantor, sim.Enforcer)
		}},
	{strategy: "contingent", claim: "turns to repair after a suspension, though everything is needed alike",
		months: []scene{newScene(0.7).need(0.5).public(sim.Public{Suspended: true})},
		shows:  func(share map[string]float64) bool { return only(share, sim.Messenger, sim.Explorer, sim.Convener) }},
	{strategy: "adaptive", claim: "returns to what was followed by protocols, though everything is needed alike",
		months: repeated,
		shows:  func(share map[string]float64) bool { return share["envisioner_fact_finder/-1"] > 0.15 }},
	{strategy: "passive", claim: "does nothing though everything is needed",
		months: []scene{newScene(1).need(1).others(2, sim.Convener)},
		shows:  func(share map[string]float64) bool { return share["nothing"] == 1 }},
	{strategy: "spoiler", claim: "convenes where others convene, though nothing is needed",
		months: []scene{newScene(0.7).others(2, sim.Convener)},
		shows:  func(share map[string]float64) bool { return share["convener/-1"] > 0.5 }},
	{strategy: "weighted", claim: "plays the role that its table prefers, whatever is needed",
		months: []scene{newScene(0.7).need(0.8, sim.Inducer)}, settings: map[string]float64{"legitimiser": 3},
		shows: func(share map[string]float64) bool { return share["legitimiser/-1"] > 0.95 }},
}

func TestEachMediatorHasASituationOfItsOwn(t *testing.T) {
	checkCovered(t, Mediators(), mediatorSituations, func(s mediatorSituation) string { return s.strategy })
	for _, s := range mediatorSituations {
		t.Run(sentence(s.strategy, s.claim), func(t *testing.T) {
			all := map[string]map[string]float64{}
			for _, how := range Mediators() {
				var given map[string]float64
				if how.Name == s.strategy {
					given = s.settings
				}
				all[how.Name] = shares(how, given, s.months)
			}
			own := all[s.strategy]
			for _, other := range slices.Sorted(maps.Keys(all)) {
				if d := distance(own, all[other]); other != s.strategy && d < 0.1 {
					t.Errorf("%s does %v, %s %v: %.3f apart", s.strategy, own, other, all[other], d)
				}
			}
			if !s.shows(own) {
				t.Errorf("not so: %v", own)
			}
		})
	}
}

// shares is how often a mediator does what in the last of some months, over
// many histories that share the months before.
func shares(how MediatorInfo, given map[string]float64, months []scene) map[string]float64 {
	const histories = 1000
	settings := how.With(given)
	settings.Script = []ScriptedAct{{Role: sim.Explorer, Party: sim.Everyone, Issue: sim.NoIssue, End: 10, Effort: 1}}
	s := how.New(settings)
	share := map[string]float64{}
	for k := range histories {
		begin(s)
		var acts []sim.Act
		for i := range months {
			acts = s.Propose(months[i].MediatorView, sim.NewStream(sim.NewSeed(1), k, "un", i), nil)
		}
		what := "nothing"
		if len(acts) > 0 {
			what = fmt.Sprintf("%s/%d", acts[0].Role, acts[0].Party)
		}
		share[what]++
	}
	for what := range share {
		share[what] /= histories
	}
	return share
}

// distance is the share of months in which two mediators do something else.
func distance(a, b map[string]float64) float64 {
	sum := 0.0
	for what, x := range a {
		sum += max(0, x-b[what])
	}
	return sum
}
