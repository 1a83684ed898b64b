// Package whatif answers questions about one war for a page that plays it itself: in goes
// the war as text and what is changed, out come the counts that parley compare prints, and
// histories as parley trace tells them.
//
//  1. The program writes a War and the outcomes of its histories (Codes) into the page.
//  2. The page opens the War changed by a Change, in several workers that share its histories
//     out (Play): history K has the same random streams wherever it is played, and with and
//     without the change.
//  3. Answer sets the counts of both beside each other.
//
// An Engine is asked for each in JSON; cmd/whatif makes WebAssembly of it.
package whatif

import (
	"errors"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/narrative"
	"parley/scenarios"
	"parley/scenarios/posterior"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// War is all that decides its histories.
type War struct {
	Name string `json:"name"`
	// Text is the scenario as one file, Posterior the one given with it, "" for none.
	Text      string   `json:"text"`
	Posterior string   `json:"posterior"`
	Without   []string `json:"without"`
	Seed      int64    `json:"seed"`
}

// Change of a war, as --set and --without of the command line.
type Change struct {
	Set     []string `json:"set"`
	Without []string `json:"without"`
}

// Code is a history of an arm: 0 if no settlement was signed, else twice the month from 1,
// and 1 more if it was kept.
type Code uint16

func (c Code) settled() int { return stats.Bit(c > 0) }
func (c Code) kept() int    { return int(c % 2) }

// Codes of histories in turn, by the name of the arm.
type Codes map[string][]Code

// Add the next history.
func (x Codes) Add(arms []sim.Arm, outcomes []sim.Outcome) {
	for a := range outcomes {
		var code Code
		if o := &outcomes[a]; o.Settled() {
			code = Code(2*(o.Month+1) + stats.Bit(o.Kept()))
		}
		x[arms[a].Name] = append(x[arms[a].Name], code)
	}
}

// Played is a war, changed, whose histories can be played.
type Played struct {
	name   string
	seed   int64
	config *sim.Config
	world  *sim.World
	arms   []sim.Arm // the rungs of the ladder
}

// ladder is the regimes from nobody seeing the others to a lead.
var ladder = []sim.Regime{sim.RegimeIndependent, sim.RegimeInformed, sim.RegimeNetworked, sim.RegimeLead}

// Open a war as it is changed.
func Open(w *War, c Change) (*Played, error) {
	o := scenarios.Options{Set: c.Set, Without: slices.Concat(w.Without, c.Without)}
	if w.Posterior != "" {
		p, err := posterior.Read("posterior.csv", []byte(w.Posterior))
		if err != nil {
			return nil, err
		}
		o.Posterior = p
	}
	s, err := scenarios.Parse(w.Name+".toml", []byte(w.Text), o)
	if err != nil {
		return nil, err
	}
	s.Config.Notes = nil // they are of a file
	world, err := sim.NewWorld(s.Config)
	if err != nil {
		return nil, err
	}
	p := &Played{name: s.Name, seed: w.Seed, world: world, config: s.Config}
	for _, r := range ladder {
		if sim.Regimes[r].NeedsLead && s.Arm.Lead < 0 {
			continue
		}
		arm := s.Arm
		arm.Regime, arm.Name = r, r.String()
		p.arms = append(p.arms, arm)
	}
	return p, nil
}

// Play so many histories, the first of this number, on each rung of the ladder. Any split of the
// same histories makes the same codes.
func (p *Played) Play(first, histories int) Codes {
	codes, outcomes := Codes{}, make([]sim.Outcome, len(p.arms))
	for k := range histories {
		for a := range p.arms {
			outcomes[a] = p.world.Run(&p.arms[a], sim.NewSeed(p.seed), first+k)
		}
		codes.Add(p.arms, outcomes)
	}
	return codes
}

// Answer is what came of the same histories with the change and without.
type Answer struct {
	Histories int   `json:"histories"`
	Arms      []Arm `json:"arms"`
}

// Arm under one regime; Was and Change are nil where the war had none of it.
type Arm struct {
	Name   string  `json:"name"`
	Now    Counts  `json:"now"`
	Was    *Counts `json:"was"`
	Change *Effect `json:"change"`
}

// Effect is what the change adds, on the same histories.
type Effect struct {
	Settled stats.Difference `json:"settled"`
	Kept    stats.Difference `json:"kept"`
}

// Counts of histories, with shares; By is how many were settled by the end of each month.
type Counts struct {
	Settled      int64          `json:"settled"`
	Kept         int64          `json:"kept"`
	SettledShare stats.Estimate `json:"settled_share"`
	KeptShare    stats.Estimate `json:"kept_share"`
	By           []int64        `json:"by"`
}

// Answer that the first histories of the war make, beside those without the change.
func (p *Played) Answer(codes, base Codes) *Answer {
	n := len(codes[p.arms[0].Name])
	out := &Answer{Histories: n}
	for _, a := range p.arms {
		now, was := codes[a.Name], base[a.Name]
		x := Arm{Name: a.Name, Now: counted(now, p.config.Months)}
		if len(was) >= n && n > 0 {
			before := counted(was[:n], p.config.Months)
			var settled, kept stats.Table
			for k, w := range was[:n] {
				settled[now[k].settled()][w.settled()]++
				kept[now[k].kept()][w.kept()]++
			}
			x.Was, x.Change = &before, &Effect{stats.ShareDifference(settled, stats.Level), stats.ShareDifference(kept, stats.Level)}
		}
		out.Arms = append(out.Arms, x)
	}
	return out
}

func counted(codes []Code, months int) Counts {
	c := Counts{By: make([]int64, months)}
	for _, code := range codes {
		c.Kept += int64(code.kept())
		if code > 0 && int(code/2) <= months {
			c.By[code/2-1]++
		}
	}
	for m := range c.By {
		c.Settled += c.By[m]
		c.By[m] = c.Settled
	}
	if n := int64(len(codes)); n > 0 {
		c.SettledShare, c.KeptShare = stats.Share(c.Settled, n, stats.Level), stats.Share(c.Kept, n, stats.Level)
	}
	return c
}

// Verify that the first histories come out as a page has them: its numbers may come from another
// version of the model.
func (p *Played) Verify(base Codes, histories int) error {
	for name, now := range p.Play(0, histories) {
		if was := base[name]; len(was) < len(now) || !slices.Equal(was[:len(now)], now) {
			return errors.New("the engine in this page is of another model than its numbers; make both anew with one program")
		}
	}
	return nil
}

// Told is a history.
type Told struct {
	// Told month by month, as parley trace does.
	Told []document.Section `json:"told"`
	// Parted says at which month and act it and that beside it part, and when that first comes to
	// something; "" without one.
	Parted string `json:"parted"`
	// Lines are the timelines of both.
	Lines []*observe.Chronicle `json:"lines"`
}

// Tell a history under a regime, and where it parts from that under the regime beside, "" for none.
func (p *Played) Tell(regime, beside string, replication int) (*Told, error) {
	h, line, err := p.history(regime, replication)
	if err != nil {
		return nil, err
	}
	x := &Told{Told: narrative.Chronicle(h).Sections, Lines: []*observe.Chronicle{line}}
	if beside == "" {
		return x, nil
	}
	other, line, err := p.history(beside, replication)
	if err != nil {
		return nil, err
	}
	parting := narrative.Part(h, other)
	x.Parted, x.Lines = strings.TrimSpace(parting.Act+" "+parting.Turn), append(x.Lines, line)
	return x, nil
}

// history under a regime: its events, and by month.
func (p *Played) history(regime string, replication int) (*narrative.History, *observe.Chronicle, error) {
	i := slices.IndexFunc(p.arms, func(a sim.Arm) bool { return a.Name == regime })
	if i < 0 {
		return nil, nil, errors.New("nobody leads in this war")
	}
	arm, seed := &p.arms[i], sim.NewSeed(p.seed)
	o, err := observe.New(p.config, &record.Record{}, p.config.Months)
	if err != nil {
		return nil, nil, err
	}
	o.Play(p.world, arm, seed, replication)
	w, err := sim.NewWorld(p.config) // of its own, as the outcome's slices are the world's
	if err != nil {
		return nil, nil, err
	}
	events, outcome := w.Trace(arm, seed, replication)
	h := &narrative.History{Scenario: p.name, Config: p.config, Arm: arm, Seed: p.seed, Replication: replication, Events: events, Outcome: &outcome}
	return h, Line(o.Played()), nil
}

// Line is what a timeline shows of a chronicle.
func Line(x *observe.Chronicle) *observe.Chronicle {
	line := *x
	line.Positions, line.Years, line.Seen = nil, nil, nil // which may be no numbers
	return &line
}
