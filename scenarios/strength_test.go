package scenarios

import (
	"strings"
	"testing"

	"parley/scenarios/syntax"
	"parley/sim"
)

func TestSharesOfWhoGivesNone(t *testing.T) {
	third := strings.Replace(small, "[party.rebels]", "[party.rebels]\n[party.east]\n[party.elders]\n[front.a]\nfirst = \"government\"\nsecond = \"rebels\"\n"+
		"[front.b]\nfirst = \"government\"\nsecond = \"east\"", 1)
	for _, c := range []struct {
		text   string
		set    []string
		id     int
		want   sim.Coded
		origin string
	}{
		{small, nil, 1, sim.Exact(0.5), "default"},
		{small, []string{"party.government.strength_share=0.7"}, 1, sim.Exact(0.3), "default: the rest of 1"},
		{small, []string{"party.government.strength_share=[0.6, 0.8]"}, 1, sim.Exact(0.3), "default: the rest of 1"},
		{small, []string{"party.government.strength_share={low=0.1, high=0.5}"}, 1, sim.Exact(0.7), "default: the rest of 1"},
		{small, []string{"party.government.strength_share=0.7", "party.rebels.strength_share=0.4"}, 1, sim.Exact(0.4), "--set"},
		{third, nil, 2, sim.Exact(1.0 / 3), "default"},
		{third, []string{"party.government.strength_share=0.4"}, 2, sim.Exact(0.3), "default: the rest of 1"},
		{third, []string{"party.government.strength_share=0.4", "party.elders.strength_share=0.5"}, 1, sim.Exact(0.3), "default: the rest of 1"},
	} {
		s := mustParse(t, c.text, Options{Set: c.set})
		p := s.Config.Parties[c.id]
		e := entryOf(t, s, "party."+p.ID+".strength_share")
		if p.StrengthShare != c.want || e.Origin != c.origin {
			t.Errorf("%s: %s has %v from %s, want %v from %s", c.set, p.ID, p.StrengthShare, e.Origin, c.want, c.origin)
		}
		if e.Value != syntax.FormatNumber(c.want.Low) {
			t.Errorf("%s: shown as %s", c.set, e.Value)
		}
	}
	if e := entryOf(t, mustParse(t, third, Options{}), "party.elders.strength_share"); e.Value != "not used: on no front" {
		t.Errorf("%+v", e)
	}
}

func TestSharesThatDoNotAddUp(t *testing.T) {
	both := strings.NewReplacer("[party.government]", "[party.government]\nstrength_share = 0.75",
		"[party.rebels]", "[party.rebels]\nstrength_share = 0.7").Replace(small)
	three := strings.NewReplacer("[issue.power]", "[party.east]\n[front.a]\nfirst = \"government\"\nsecond = \"rebels\"\n"+
		"[front.b]\nfirst = \"government\"\nsecond = \"east\"\n[issue.power]").Replace(both)
	young := strings.Replace(small, "[issue.power]", "[party.rebels.faction.a]\nshare = 0.6\n[party.rebels.faction.b]\nshare = 0.6\n[issue.power]", 1)
	for _, c := range []struct{ text, want string }{
		{both, "test.toml:10: party.rebels.strength_share = 0.7: the shares of the sides on fronts sum to 1.45: want 1, within 0.1"},
		{strings.Replace(both, "0.7\n", "0.1\n", 1), "sum to 0.85: want 1"},
		{three, "party.rebels.strength_share = 0.7: the shares of the sides on fronts sum to 1.45 already: want less than 1, as east has the rest"},
		{young, "test.toml:12: party.rebels.faction.b.share = 0.6: the shares of the factions of rebels sum to 1.2: want at most 1"},
	} {
		_, err := Parse("test.toml", []byte(c.text), Options{})
		wantFault(t, err, c.want)
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("more than one fault: %v", err)
		}
	}
	mustParse(t, strings.Replace(both, "0.7\n", "0.3\n", 1), Options{})
	mustParse(t, strings.ReplaceAll(young, "0.6", "0.5"), Options{})
}

// Whoever sets one coded share of two learns that there is another.
func TestSettingOneShareOfTwo(t *testing.T) {
	_, err := Load("tajikistan", Options{Set: []string{"party.gov.strength_share=0.6"}})
	wantFault(t, err, "--set: party.gov.strength_share = 0.6: the shares of the sides on fronts sum to 0.85: want 1, within 0.1; "+
		"set also party.uto.strength_share ([0.25, 0.25])")
	if _, err := Load("tajikistan", Options{Set: []string{"party.gov.strength_share=0.6", "party.uto.strength_share=0.4"}}); err != nil {
		t.Error(err)
	}
}
