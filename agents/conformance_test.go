package agents

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"parley/sim"
)

// Every strategy passes this suite, under any settings and on any views.

const seen = 6 // months

// settingsOf draws settings in their ranges, the ends included.
func settingsOf(t *rapid.T, list []Setting) map[string]float64 {
	m := map[string]float64{}
	for _, s := range list {
		m[s.Name] = rapid.OneOf(rapid.SampledFrom([]float64{s.Default, s.Low, s.High}), rapid.Float64Range(s.Low, s.High)).Draw(t, s.Name)
	}
	return m
}

// actor is what stays the same about a mediator.
type actor struct {
	parties, capacity int
	candidates        []sim.Candidate
	script            []ScriptedAct
}

func randomActor(t *rapid.T) actor {
	unit := rapid.Float64Range(0.01, 1)
	a := actor{parties: rapid.IntRange(2, 4).Draw(t, "parties"), capacity: rapid.IntRange(1, sim.MaxCapacity).Draw(t, "capacity")}
	for r := range sim.NumRoles {
		if !rapid.Bool().Draw(t, r.String()) {
			continue
		}
		targets := []int{sim.Everyone}
		if sim.Roles[r].Targeted {
			targets = targets[:0]
			for p := range a.parties {
				targets = append(targets, p)
			}
		}
		for _, p := range targets {
			a.candidates = append(a.candidates, sim.Candidate{Role: r, Party: p,
				Reach: unit.Draw(t, "reach"), Capability: unit.Draw(t, "capability"), Consent: unit.Draw(t, "consent"), Leverage: unit.Draw(t, "leverage")})
		}
	}
	for i := range min(len(a.candidates), a.capacity) {
		start := rapid.IntRange(0, seen).Draw(t, "start")
		a.script = append(a.script, ScriptedAct{Role: a.candidates[i].Role, Party: a.candidates[i].Party, Issue: sim.NoIssue,
			Start: start, End: start + rapid.IntRange(0, seen).Draw(t, "length"), Effort: unit.Draw(t, "effort")})
	}
	return a
}

// randomView is any month of an actor that an engine could show it.
func randomView(t *rapid.T, a actor, round int) sim.MediatorView {
	unit := rapid.Float64Range(0, 1)
	n := int(sim.NumRoles) * (a.parties + 1)
	m := &sim.MonthView{
		Round: round, Settled: rapid.Bool().Draw(t, "settled"), Noise: rapid.Float64Range(0.04, 0.2).Draw(t, "noise"),
		Need: make([]float64, n), Back: make([]float64, a.parties),
		Public: sim.Public{
			Open: rapid.Bool().Draw(t, "open"), Suspended: rapid.Bool().Draw(t, "suspended"), Truce: rapid.Bool().Draw(t, "truce"),
			Intensity: unit.Draw(t, "intensity"), Agreed: unit.Draw(t, "agreed"),
			News: sim.News{
				Meetings: rapid.IntRange(0, 1).Draw(t, "meetings"), Protocols: rapid.IntRange(-1, 3).Draw(t, "protocols"),
				Truces: rapid.IntRange(0, 1).Draw(t, "truces"), Violations: rapid.IntRange(0, 3).Draw(t, "violations"),
				Suspensions: rapid.IntRange(0, 1).Draw(t, "suspensions"),
			},
		},
	}
	for k := range rapid.IntRange(1, 4).Draw(t, "issues") {
		m.Issues = append(m.Issues, sim.IssueView{Index: k, Open: rapid.Bool().Draw(t, "open"), Gap: unit.Draw(t, "gap"), Salience: unit.Draw(t, "salience")})
	}
	for p := range m.Back {
		m.Back[p] = sim.Exp(unit.Draw(t, "ready") / m.Noise)
	}
	if rapid.Bool().Draw(t, "others are seen") {
		m.Others = make([]uint8, n)
	}
	interest := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(-1, 1)).Draw(t, "interest")
	v := sim.MediatorView{
		MonthView: m, Pull: new(sim.Pulls), Interest: interest, Stock: rapid.OneOf(rapid.Just(1.0), unit).Draw(t, "stock"),
		Capacity:   a.capacity,
		Candidates: a.candidates, Own: &[sim.MaxCapacity]int{-1, -1, -1},
	}
	v.ActCost = rapid.Float64Range(0.001, 1).Draw(t, "act cost")
	v.Idle = v.IdleWeight(max(interest, -interest))
	for i, c := range a.candidates {
		at := sim.NeedIndex(c.Role, c.Party, a.parties)
		m.Need[at] = unit.Draw(t, "need")
		v.Pull[at] = sim.Exp(m.Need[at] / m.Noise)
		if m.Others != nil {
			m.Others[at] = uint8(rapid.IntRange(0, 5).Draw(t, "others"))
			v.Pull[at] *= left(c.Role, int(m.Others[at]))
		}
		v.At, v.Reach = append(v.At, uint8(at)), append(v.Reach, c.Reach)
		if c.Role == sim.Inducer {
			if v.Inducers[1] == 0 {
				v.Inducers[0] = i
			}
			v.Inducers[1] = i + 1
		}
	}
	for slot := range min(len(v.At), rapid.IntRange(0, sim.MaxCapacity).Draw(t, "acts of last month")) {
		v.Own[slot] = int(v.At[slot])
	}
	return v
}

// copied shares nothing with a view.
func copied(v sim.MediatorView) sim.MediatorView {
	month := *v.MonthView
	month.Need, month.Back = append([]float64(nil), month.Need...), append([]float64(nil), month.Back...)
	month.Issues = append([]sim.IssueView(nil), month.Issues...)
	if month.Others != nil {
		month.Others = append([]uint8(nil), month.Others...)
	}
	own := *v.Own
	pull := *v.Pull
	v.MonthView, v.Own, v.Pull = &month, &own, &pull
	v.Candidates, v.Reach, v.At = append([]sim.Candidate(nil), v.Candidates...), append([]float64(nil), v.Reach...), append([]uint8(nil), v.At...)
	return v
}

// months are a mediator's acts in a stretch of views, each with its own stream.
func months(s sim.MediatorStrategy, views []sim.MediatorView, id string) [][]sim.Act {
	begin(s)
	var all [][]sim.Act
	for i := range views {
		all = append(all, s.Propose(&views[i], sim.NewStream(sim.NewSeed(3), 0, id, i), nil))
	}
	return all
}

func begin(s any) {
	if s, ok := s.(sim.Starter); ok {
		s.Start()
	}
}

func TestEveryMediatorsActsAreLegalAndItsOwn(t *testing.T) {
	for _, how := range Mediators() {
		t.Run(how.Name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				a := randomActor(t)
				settings := how.With(settingsOf(t, how.Settings))
				settings.Script = a.script
				var one, two []sim.MediatorView
				for round := range seen {
					one, two = append(one, randomView(t, a, round)), append(two, randomView(t, a, round))
				}
				var before []sim.MediatorView
				for i := range one {
					before = append(before, copied(one[i]))
				}
				s := how.New(settings)
				got := months(s, one, "un")
				for i := range got {
					checkLegal(t, &before[i], got[i])
				}
				if !reflect.DeepEqual(before, one) {
					t.Fatal("it writes to its view")
				}
				if again := months(s, one, "un"); !reflect.DeepEqual(got, again) {
					t.Fatalf("in another history the same stream gives %v, not %v", again, got)
				}
				interleave(t, how, settings, one, two, got)
			})
		})
	}
}

// interleave lets two instances act in turn: each must act as it does alone.
func interleave(t *rapid.T, how MediatorInfo, settings Settings, one, two []sim.MediatorView, alone [][]sim.Act) {
	a, b := how.New(settings), how.New(settings)
	begin(a)
	begin(b)
	for i := range one {
		got := a.Propose(&one[i], sim.NewStream(sim.NewSeed(3), 0, "un", i), nil)
		b.Propose(&two[i], sim.NewStream(sim.NewSeed(4), 0, "other", i), nil)
		if !reflect.DeepEqual(got, alone[i]) {
			t.Fatalf("month %d: beside another it does %v, alone %v", i, got, alone[i])
		}
	}
}

func checkLegal(t *rapid.T, v *sim.MediatorView, acts []sim.Act) {
	if len(acts) > v.Capacity {
		t.Fatalf("%d acts with a capacity of %d", len(acts), v.Capacity)
	}
	type target struct {
		r sim.Role
		p int
	}
	able, done, open := map[target]bool{}, map[target]bool{}, map[int]bool{sim.NoIssue: true}
	for _, c := range v.Candidates {
		able[target{c.Role, c.Party}] = true
	}
	for _, k := range v.Issues {
		open[k.Index] = k.Open
	}
	for _, a := range acts {
		at := target{a.Role, a.Party}
		if !able[at] || done[at] || !open[a.Issue] || !(a.Effort >= 0 && a.Effort <= 1) {
			t.Fatalf("act %+v: able %v, done already %v, issue open %v", a, able[at], done[at], open[a.Issue])
		}
		done[at] = true
	}
}

func TestNoMediatorAllocates(t *testing.T) {
	const runs = 100
	for _, how := range Mediators() {
		settings := how.With(nil)
		settings.Script = []ScriptedAct{{Role: sim.Explorer, Party: sim.Everyone, Issue: sim.NoIssue, End: 3, Effort: 1}}
		s, v := how.New(settings), view(-0.5)
		for at := range v.Pull {
			v.Pull[at] = 2
		}
		begin(s)
		acts := make([]sim.Act, 0, sim.MaxCapacity)
		var streams []*sim.Stream
		for i := range runs + 2 {
			streams = append(streams, sim.NewStream(sim.NewSeed(1), i, "un", 0))
		}
		s.Propose(v, streams[runs+1], acts) // buffers grow to their size
		i := 0
		if n := testing.AllocsPerRun(runs, func() { acts = s.Propose(v, streams[i], acts[:0]); i++ }); n != 0 {
			t.Errorf("%s: %g allocations a month, want 0", how.Name, n)
		}
	}
}

func randomPartyView(t *rapid.T, round int) sim.PartyView {
	unit := rapid.Float64Range(0, 1)
	return sim.PartyView{
		Round: round, Attendance: unit.Draw(t, "attendance"), Readiness: unit.Draw(t, "readiness"), Sincere: unit.Draw(t, "sincere"), TruceChance: unit.Draw(t, "truce chance"),
		Odds: unit.Draw(t, "odds"), Held: unit.Draw(t, "held"), War: rapid.Float64Range(-5, 2).Draw(t, "war"),
		Cost: rapid.Float64Range(0, 0.1).Draw(t, "cost"), Fear: unit.Draw(t, "fear"), Trust: unit.Draw(t, "trust"),
		Pressure: rapid.Float64Range(-0.5, 0.5).Draw(t, "pressure"), Fighting: rapid.Bool().Draw(t, "fighting"), Agreed: unit.Draw(t, "agreed"),
		OthersYielded: rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(0, 3)).Draw(t, "others yielded"), OthersBreached: rapid.Bool().Draw(t, "others breached"),
	}
}

func stances(s sim.PartyStrategy, views []sim.PartyView) []sim.Stance {
	begin(s)
	var all []sim.Stance
	for i := range views {
		all = append(all, s.Stance(&views[i]))
	}
	return all
}

func TestEveryPartysStanceIsInItsRangesAndItsOwn(t *testing.T) {
	for _, how := range Parties() {
		t.Run(how.Name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				settings := how.With(settingsOf(t, how.Settings))
				var one, two []sim.PartyView
				for round := range seen {
					one, two = append(one, randomPartyView(t, round)), append(two, randomPartyView(t, round))
				}
				before := append([]sim.PartyView(nil), one...)
				s, other := how.New(settings), how.New(settings)
				got := stances(s, one)
				for _, x := range got {
					checkStance(t, x)
				}
				if !reflect.DeepEqual(before, one) {
					t.Fatal("it writes to its view")
				}
				begin(s)
				begin(other)
				for i := range one {
					x := s.Stance(&one[i])
					other.Stance(&two[i])
					if x != got[i] {
						t.Fatalf("month %d: beside another it stands at %+v, alone at %+v", i, x, got[i])
					}
				}
			})
		})
	}
}

func checkStance(t *rapid.T, x sim.Stance) {
	for _, p := range []float64{x.Attend, x.Ready, x.Truce, x.Sign} {
		if !(p >= 0 && p <= 1) {
			t.Fatalf("%+v: want attend, ready, truce and sign in [0,1]", x)
		}
	}
	for _, m := range []float64{x.Yield, x.Breach} {
		if !(m >= 0) || math.IsInf(m, 1) {
			t.Fatalf("%+v: want yield and breach of 0 or more", x)
		}
	}
}

func TestNoPartyAllocates(t *testing.T) {
	for _, how := range Parties() {
		s, v := how.New(how.With(nil)), &sim.PartyView{Round: 2, Readiness: 0.4, Trust: 0.3}
		var x sim.Stance
		if n := testing.AllocsPerRun(100, func() { x = s.Stance(v) }); n != 0 {
			t.Errorf("%s: %g allocations a month, want 0 (%+v)", how.Name, n, x)
		}
	}
}

// left is the share of an act's worth that is left when n others do the same.
func left(r sim.Role, n int) float64 {
	share := 1 / float64(1+n)
	return map[sim.Duplication]float64{sim.DuplicationHurts: share * share, sim.DuplicationHelps: 1,
		sim.DuplicationNeutral: share, sim.DuplicationReplaces: share}[sim.Roles[r].Duplicate]
}
