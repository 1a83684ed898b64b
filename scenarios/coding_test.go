package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"parley/scenarios/notes"
	"parley/sim"
)

// judged is a war with numbers of two coders, of one, and ranges.
const judged = `format = 1
start = "2001-01"
months = 24
coordination.lead = "un"
coordination.consensus_coded = [0.2, 0.6]
[party.government]
strength_share = [0.7, 0.6]
[party.rebels]
strength_share = [0.3, 0.4]
[front.main]
intensity = [3, 2]
[issue.power]
salience.rebels = [2, 4]
[mediator.un]
interest = [0.5, 0.8]
bias = 0.05
consent.rebels = [0.6]
outline = {low = 0.1, high = 0.2}
acceptance_as_lead = [0.6, 0.7]
roles.convener = [1, 1]
roles.monitor = [0, 0.5]
[mediator.north]
interest = [0.1, 0.3]
bias = [0.7, 0.6]
capacity = [2, 3]
leverage.government = [0.7, 0.9]
patron_of = ["government"]
roles.inducer = [1, 0.5]
roles.convener = [0.5, 0.5]
[mediator.ngo]
track = "unofficial"
enter = "2001-04"
[link.un]
north = [0.5, 0.1]
[shock.coup]
start = "2001-06"
interest.north = -0.5
`

func under(t *testing.T, text string, set ...string) *Scenario {
	t.Helper()
	return mustParse(t, text, Options{Set: set})
}

func TestOneCodersNumbersKeepTheirMargins(t *testing.T) {
	for _, c := range []struct {
		what       string
		get        func(*Scenario) sim.Coded
		both, a, b sim.Coded
	}{
		{"interest", func(s *Scenario) sim.Coded { return mediatorBy(t, s, "un").Interest },
			sim.Coded{Low: 0.4, High: 0.9}, sim.Coded{Low: 0.4, High: 0.6}, sim.Coded{Low: 0.7, High: 0.9}},
		{"intensity, within its scale", func(s *Scenario) sim.Coded { return s.Config.Fronts[0].Intensity },
			sim.Coded{Low: 1.6, High: 3.4}, sim.Coded{Low: 2.6, High: 3.4}, sim.Coded{Low: 1.6, High: 2.4}},
		{"share", func(s *Scenario) sim.Coded { return s.Config.Parties[1].StrengthShare },
			sim.Coded{Low: 0.2, High: 0.5}, sim.Coded{Low: 0.2, High: 0.4}, sim.Coded{Low: 0.3, High: 0.5}},
		{"salience", func(s *Scenario) sim.Coded { return s.Config.Issues[0].Salience[1] },
			sim.Coded{Low: 1.9, High: 4.1}, sim.Coded{Low: 1.9, High: 2.1}, sim.Coded{Low: 3.9, High: 4.1}},
		{"link", func(s *Scenario) sim.Coded { return s.Config.Links[0].Strength },
			sim.Coded{Low: 0, High: 0.6}, sim.Coded{Low: 0.4, High: 0.6}, sim.Coded{Low: 0, High: 0.2}},
		{"consensus", func(s *Scenario) sim.Coded { return s.Config.ConsensusCoded },
			sim.Coded{Low: 0.1, High: 0.7}, sim.Coded{Low: 0.1, High: 0.3}, sim.Coded{Low: 0.5, High: 0.7}},
		{"a role that one coder denies", func(s *Scenario) sim.Coded { return mediatorBy(t, s, "un").Capability[sim.Monitor] },
			sim.Coded{Low: 0, High: 0.6}, sim.Exact(0), sim.Coded{Low: 0.4, High: 0.6}},
		{"a number that is exact", func(s *Scenario) sim.Coded { return mediatorBy(t, s, "un").Bias },
			sim.Exact(0.05), sim.Exact(0.05), sim.Exact(0.05)},
		{"a number of one coder", func(s *Scenario) sim.Coded { return mediatorBy(t, s, "un").Consent[1] },
			sim.Coded{Low: 0.5, High: 0.7}, sim.Coded{Low: 0.5, High: 0.7}, sim.Coded{Low: 0.5, High: 0.7}},
		{"a range", func(s *Scenario) sim.Coded { return mediatorBy(t, s, "un").Outline },
			sim.Coded{Low: 0.1, High: 0.2}, sim.Coded{Low: 0.1, High: 0.2}, sim.Coded{Low: 0.1, High: 0.2}},
	} {
		for coder, want := range map[string]sim.Coded{"both": c.both, "a": c.a, "b": c.b} {
			if got := c.get(under(t, judged, "coding.coder="+coder)); !near(got, want) {
				t.Errorf("%s, coder %s: %v, want %v", c.what, coder, got, want)
			}
		}
	}
}

func TestACoderAloneDecidesWhatTheRestOfTheSharesIs(t *testing.T) {
	text := strings.Replace(judged, "strength_share = [0.3, 0.4]\n", "", 1)
	for coder, want := range map[string]float64{"both": 0.35, "a": 0.3, "b": 0.4} {
		if got := under(t, text, "coding.coder="+coder).Config.Parties[1].StrengthShare; got != sim.Exact(want) {
			t.Errorf("coder %s: %v, want %g", coder, got, want)
		}
	}
}

func TestTheOtherCodingIsTheFileWithThoseNumbers(t *testing.T) {
	onlyA := strings.NewReplacer("[0.5, 0.8]", "[0.5]", "[0.2, 0.6]", "[0.2]", "[0.7, 0.6]", "[0.7]", "[0.3, 0.4]", "[0.3]", "[3, 2]", "[3]",
		"[2, 4]", "[2]", "[0.6, 0.7]", "[0.6]", "[1, 1]", "[1]", "[0, 0.5]", "[0]", "[0.1, 0.3]", "[0.1]", "[2, 3]", "[2]",
		"[0.7, 0.9]", "[0.7]", "[1, 0.5]", "[1]", "[0.5, 0.5]", "[0.5]", "[0.5, 0.1]", "[0.5]").Replace(judged)
	if strings.Contains(onlyA, ", 0.") {
		t.Fatal("some pair is left")
	}
	sameScenario(t, "coder a", under(t, judged, "coding.coder=a"), under(t, onlyA))
	if a, b := hashOfText(t, "a.toml", judged, Options{Set: []string{"coding.coder=a"}}), hashOfText(t, "a.toml", onlyA, Options{}); a != b {
		t.Error("the same war has two hashes")
	}
}

func TestDefaultsReadTheScenarioAsItIsGiven(t *testing.T) {
	for _, name := range shippedNames() {
		want, err := Load(name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Load(name, Options{Set: []string{"coding.coder=both", "coding.capability=coded", "coding.shuffle=0"}})
		if err != nil {
			t.Fatal(err)
		}
		sameScenario(t, name, got, want)
		if want.Coding != "" || !reflect.DeepEqual(got.Notes, want.Notes) {
			t.Errorf("%s says %q", name, want.Coding)
		}
	}
}

func TestEqualCapabilitiesAreTheMeansOverThirdParties(t *testing.T) {
	s := under(t, judged, "coding.capability=equal")
	coded := under(t, judged)
	for r := range sim.NumRoles {
		var mean sim.Coded
		for i := range coded.Config.Mediators {
			mean.Low += coded.Config.Mediators[i].Capability[r].Low / 3
			mean.High += coded.Config.Mediators[i].Capability[r].High / 3
		}
		for i := range s.Config.Mediators {
			m := &s.Config.Mediators[i]
			if got := m.Capability[r]; !near(got, mean) || got != s.Config.Mediators[0].Capability[r] {
				t.Errorf("%s as %s: %v, want %v", m.ID, r, got, mean)
			}
		}
	}
	if got := mediatorBy(t, s, "un").Capability[sim.Convener]; !near(got, sim.Coded{Low: (0.9 + 0.4) / 3, High: (1 + 0.6) / 3}) {
		t.Errorf("convener %v", got)
	}
	if got := mediatorBy(t, s, "un").Capability[sim.Enforcer]; got != sim.Exact(0) {
		t.Errorf("nobody can enforce, everybody gets %v", got)
	}
	for i := range s.Config.Mediators {
		s.Config.Mediators[i].Capability = coded.Config.Mediators[i].Capability
	}
	sameScenario(t, "all but capabilities", s, coded)
}

func TestEqualCapabilitiesOfEqualsChangeNothing(t *testing.T) {
	text := small + "[mediator.un.roles]\nmonitor = 0.1\n[mediator.north.roles]\nmonitor = 0.1\n[mediator.ngo.roles]\nmonitor = 0.1\n"
	sameScenario(t, "equals", under(t, text, "coding.capability=equal"), under(t, text))
}

// The regime single lets the most capable act; with equal capabilities who that
// is turns on interest and consent.
func TestWithEqualCapabilitiesTheSingleMediatorIsTheOneWhoWantsAndMay(t *testing.T) {
	text := small + `[mediator.un.roles]
monitor = 1
convener = 1
[mediator.north.roles]
monitor = 0.5
[mediator.ngo.roles]
monitor = 0.5
`
	set := []string{"coordination.regime=single", "mediator.un.interest=0.3", "mediator.north.interest=0.8", "mediator.ngo.interest=0.6",
		"mediator.north.consent.rebels=0.9", "shock.coup.interest.north=0"}
	for capability, want := range map[string]string{"coded": "un", "equal": "north"} {
		s := under(t, text, append(set, "coding.capability="+capability)...)
		if got := acting(t, s); !slices.Equal(got, []string{want}) {
			t.Errorf("capabilities %s: %s act, want %s", capability, got, want)
		}
	}
}

// acting lists who acts in some histories.
func acting(t *testing.T, s *Scenario) []string {
	t.Helper()
	w, err := sim.NewWorld(s.Config)
	if err != nil {
		t.Fatal(err)
	}
	var who []string
	for k := range 20 {
		events, _ := w.Trace(&s.Arm, sim.NewSeed(1), k)
		for _, e := range events {
			if e.Kind == sim.EventAct {
				who = append(who, s.Config.Mediators[e.Act.Mediator].ID)
			}
		}
	}
	slices.Sort(who)
	return slices.Compact(who)
}

// codingOf is what shuffling moves.
func codingOf(m sim.Mediator) sim.Mediator {
	m.ID, m.Name, m.Grammar, m.Track, m.Enter, m.Exit, m.StrategyName, m.Strategy = "", "", sim.Grammar{}, 0, 0, 0, "", nil
	return m
}

// identityOf is what stays.
func identityOf(m sim.Mediator) sim.Mediator {
	return sim.Mediator{ID: m.ID, Name: m.Name, Grammar: m.Grammar, Track: m.Track, Enter: m.Enter, Exit: m.Exit, StrategyName: m.StrategyName}
}

func TestShufflingKeepsTheCodingsAndTheIdentities(t *testing.T) {
	text := func(list []sim.Mediator) []string {
		var codings []string
		for _, m := range list {
			codings = append(codings, fmt.Sprintf("%+v", codingOf(m)))
		}
		slices.Sort(codings)
		return codings
	}
	for _, name := range shippedNames() {
		coded, err := Load(name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		moved := 0
		for k := 1; k <= 3; k++ {
			s, err := Load(name, Options{Set: []string{fmt.Sprintf("coding.shuffle=%d", k)}})
			if err != nil {
				t.Fatal(err)
			}
			if d := difference(text(s.Config.Mediators), text(coded.Config.Mediators)); d != "" {
				t.Fatalf("%s, shuffle %d: codings are lost or made:\n%s", name, k, d)
			}
			for i := range s.Config.Mediators {
				if d := difference(identityOf(s.Config.Mediators[i]), identityOf(coded.Config.Mediators[i])); d != "" {
					t.Errorf("%s, shuffle %d:\n%s", name, k, d)
				}
				if !reflect.DeepEqual(codingOf(s.Config.Mediators[i]), codingOf(coded.Config.Mediators[i])) {
					moved++
				}
			}
			s.Config.Mediators = coded.Config.Mediators
			sameScenario(t, "all but third parties", s, coded)
		}
		if moved == 0 {
			t.Errorf("%s: nothing moved", name)
		}
	}
}

func difference(got, want any) string {
	if reflect.DeepEqual(got, want) { // cmp is slow
		return ""
	}
	return cmp.Diff(want, got, cmpopts.EquateEmpty())
}

func TestShufflesOfOtherNumbersAreOtherPermutations(t *testing.T) {
	const n, draws = 4, 2400
	counts := map[string]int{}
	for k := 1; k <= draws; k++ {
		p := permutation(k, n)
		if !slices.Equal(p, permutation(k, n)) {
			t.Fatalf("shuffle %d is not the same twice", k)
		}
		counts[fmt.Sprint(p)]++
	}
	// 100 of each of the 24 are expected, with a standard deviation of 9.8.
	if len(counts) != 24 {
		t.Errorf("%d of 24 permutations", len(counts))
	}
	for p, c := range counts {
		if c < 60 || c > 140 {
			t.Errorf("%s came %d times of %d", p, c, draws)
		}
	}
}

func TestShufflingOneThirdPartyChangesNothing(t *testing.T) {
	for _, without := range [][]string{{"north", "ngo"}, {"north", "ngo", "un"}} {
		coded := mustParse(t, judged, Options{Without: without})
		s := mustParse(t, judged, Options{Without: without, Set: []string{"coding.shuffle=5"}})
		sameScenario(t, "alone", s, coded)
	}
}

func TestWhoIsAddedFirstDoesNotMatterToAShuffle(t *testing.T) {
	a := judged + "[mediator.iran]\ninterest = 0.4\n[mediator.zaire]\ninterest = 0.3\n"
	b := judged + "[mediator.zaire]\ninterest = 0.3\n[mediator.iran]\ninterest = 0.4\n"
	for k := range 5 {
		set := []string{fmt.Sprintf("coding.shuffle=%d", k+1), "coding.capability=equal"}
		sameScenario(t, "order", under(t, a, set...), under(t, b, set...))
	}
}

func TestEqualAndShuffleTogetherExchangeTheRest(t *testing.T) {
	equal := under(t, judged, "coding.capability=equal")
	s := under(t, judged, "coding.capability=equal", "coding.shuffle=3")
	for i := range s.Config.Mediators {
		if s.Config.Mediators[i].Capability != equal.Config.Mediators[0].Capability {
			t.Errorf("%s: %v", s.Config.Mediators[i].ID, s.Config.Mediators[i].Capability)
		}
	}
}

func TestShowSaysHowANumberIsRead(t *testing.T) {
	k := shuffleThatGives(t, "un", "north")
	for _, c := range []struct{ set, path, value, origin string }{
		{"coding.coder=b", "mediator.un.interest", "0.8 by one coder: drawn from 0.70 to 0.90", "test.toml:15, coder b"},
		{"coding.coder=b", "mediator.un.bias", "0.05", "test.toml:16"},
		{"coding.capability=equal", "mediator.ngo.roles.inducer", "drawn from 0.1333 to 0.3333", "mean over third parties"},
		{k, "mediator.un.interest", "0.1, 0.3 by two coders: drawn from 0.00 to 0.40", "test.toml:23, coding of north"},
		{k, "mediator.un.leverage.government", "0.7, 0.9 by two coders: drawn from 0.60 to 1.00", "test.toml:26, coding of north"},
		{k, "mediator.un.leverage.rebels", "0.25", "default, coding of north"},
		{k, "mediator.un.roles.inducer", "1, 0.5 by two coders: drawn from 0.40 to 1.00", "test.toml:28, coding of north"},
		{k, "mediator.un.patron_of", "government", "test.toml:27, coding of north"},
		{k, "mediator.ngo.track", "unofficial", "test.toml:31"},
		{k, "link.un.north", "0.5, 0.1 by two coders: drawn from 0.00 to 0.60", "test.toml:34"},
	} {
		e := entryOf(t, under(t, judged, c.set), c.path)
		if e.Value != c.value || e.Origin != c.origin {
			t.Errorf("%s: %s is %q from %q, want %q from %q", c.set, c.path, e.Value, e.Origin, c.value, c.origin)
		}
	}
	s := under(t, judged, "coding.coder=a", k)
	if e := entryOf(t, s, "mediator.un.interest"); e.Origin != "test.toml:23, coder a, coding of north" {
		t.Errorf("both at once: %+v", e)
	}
	seen := map[string]bool{}
	for _, e := range s.Entries {
		if seen[e.Path] {
			t.Errorf("%s stands there twice", e.Path)
		}
		seen[e.Path] = true
	}
}

// shuffleThatGives finds a shuffle of judged with one's coding for another.
func shuffleThatGives(t *testing.T, to, from string) string {
	t.Helper()
	order := []string{"ngo", "north", "un"}
	for k := 1; k < 1000; k++ {
		if permutation(k, len(order))[slices.Index(order, to)] == slices.Index(order, from) {
			return fmt.Sprintf("coding.shuffle=%d", k)
		}
	}
	t.Fatal("no shuffle does it")
	return ""
}

func TestNotesNameAnotherCoding(t *testing.T) {
	for set, want := range map[string]string{
		"coding.coder=a":          "coder a alone where coders give a number each",
		"coding.capability=equal": "for each role the same capability for every third party, the mean over them",
		"coding.shuffle=1":        "codings exchanged between third parties by shuffle 1",
	} {
		s := under(t, judged, set)
		if !strings.Contains(s.Coding, want) || !slices.Contains(notes.Texts(s.Notes, notes.Says), "under another coding: "+s.Coding) {
			t.Errorf("%s: %q, notes %q", set, s.Coding, s.Notes)
		}
	}
	const nobody = "nobody is capable enough to chair the talks, as a facilitator above 0.75: those who try are observers, of whom a quarter counts"
	for _, c := range []struct {
		set  string
		want bool
	}{{"coding.coder=both", false}, {"coding.coder=a", false}, {"coding.coder=b", true}, {"coding.capability=equal", true}, {"coding.shuffle=1", false}} {
		s, err := Load("tajikistan", Options{Set: []string{c.set}})
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(notes.Texts(s.Notes, notes.Says), nobody); got != c.want {
			t.Errorf("%s: nobody can chair: %v", c.set, got)
		}
	}
}

func TestCodingsHaveHashesOfTheirOwn(t *testing.T) {
	hash := func(set ...string) string { return hashOfText(t, "a.toml", judged, Options{Set: set}) }
	seen := map[string]string{hash(): "the file"}
	for _, set := range []string{"coding.coder=a", "coding.coder=b", "coding.capability=equal", "coding.shuffle=1", "coding.shuffle=4"} {
		h := hash(set)
		if seen[h] != "" {
			t.Errorf("%s has the hash of %s", set, seen[h])
		}
		seen[h] = set
	}
	if seen[hash("coding.coder=both", "coding.shuffle=0")] != "the file" {
		t.Error("a default that is written out changes the hash")
	}
}

func TestBuildIsLoadUnderOtherCodings(t *testing.T) {
	base := write(t, t.TempDir(), "judged.toml", judged)
	for _, c := range []struct {
		name string
		o    Options
		sets [][]string
	}{
		{base, Options{}, [][]string{
			{"coding.coder=a"}, {"coding.coder=b"}, nil, {"coding.capability=equal"}, {"coding.shuffle=1"}, {"coding.shuffle=2"}, {"coding.shuffle=0"},
			{"coding.coder=a", "coding.capability=equal", "coding.shuffle=3"}, {"coding.coder=a", "mediator.un.interest=[0.1, 0.9]"},
			{"coding.shuffle=3", "mediator.norway.name=Norway", "mediator.norway.roles.monitor=[0.5, 1]"}, {"coding.coder=c"}, {"coding.shuffle=-1"},
			{"coding.coder=b", "party.rebels.strength_share=[0.3, 0.9]"}, {"coding=3"}, {"coding.coder=a", "issue.power.salience.rebels=[0, 1]"},
		}},
		{base, Options{Set: []string{"coding.shuffle=2", "coding.coder=b"}, Without: []string{"north"}}, [][]string{
			nil, {"coding.shuffle=0"}, {"coding.coder=both"}, {"coding.capability=equal"}, {"mediator.un.bias=0.3"},
		}},
		{"tajikistan-bound", Options{Without: []string{"iran"}}, [][]string{{"coding.coder=a"}, {"coding.capability=equal"}, {"coding.shuffle=9"}, nil}},
		{"tajikistan-scripted", Options{}, [][]string{{"coding.coder=b"}, {"coding.capability=equal"}, {"coding.shuffle=9"}, nil}},
	} {
		tmpl, err := Prepare(c.name, c.o)
		if err != nil {
			t.Fatal(err)
		}
		checkBuild(t, tmpl, c.name, c.o, 2, c.sets...)
	}
}

func TestAVariantInheritsAndChangesTheCoding(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "base.toml", judged+"[coding]\ncoder = \"a\"\nmargin = 0\n")
	s, err := Load(write(t, dir, "child.toml", "format = 1\nextends = \"base.toml\"\nmediator.un.interest = [0.2, 0.4]\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if un := mediatorBy(t, s, "un"); un.Interest != sim.Exact(0.2) {
		t.Errorf("inherited: %v", un.Interest)
	}
	s, err = Load(write(t, dir, "other.toml", "format = 1\nextends = \"base.toml\"\n[coding]\ncoder = \"b\"\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if un := mediatorBy(t, s, "un"); un.Interest != sim.Exact(0.8) {
		t.Errorf("changed: %v", un.Interest)
	}
}
