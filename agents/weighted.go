package agents

import "parley/sim"

var weightedInfo = MediatorInfo{
	Name:     "weighted",
	Rule:     "adds up the weights that the scenario gives to need, capability, consent, leverage, what others did and each role, and draws the act by that sum, or does nothing",
	Known:    "linear utility; multinomial logit; a rule to write without programming",
	Source:   "McFadden 1974 on the logit of linear utilities",
	Settings: weightedSettings(),
	New: func(s Settings) sim.MediatorStrategy {
		w := &weighted{
			need: s.Of("need"), capability: s.Of("capability"), consent: s.Of("consent"), leverage: s.Of("leverage"),
			others: s.Of("others"), idle: s.Of("idle"), noise: s.Of("noise"),
		}
		for r := range sim.NumRoles {
			w.role[r] = s.Of(r.String())
		}
		return w
	},
}

// mostWeight bounds the weights of a table on both sides.
const mostWeight = 10

func weightedSettings() []Setting {
	weight := func(name string, value float64, meaning string) Setting {
		return Setting{name, value, -mostWeight, mostWeight, "utility", meaning, modelling}
	}
	list := []Setting{
		weight("need", 1, "of a need of 1, as diagnosed"),
		weight("capability", 0.25, "of a capability of 1 for the role"),
		weight("consent", 0.25, "of full consent of the target, or of the mean of the essential parties"),
		weight("leverage", 0, "of full leverage over the target, or of the mean over the essential parties"),
		weight("others", -0.1, "of each act of others on the same need last month, where they are seen"),
		weight("idle", 0.5, "of doing nothing"),
		{"noise", 0.2, 0.01, mostWeight, "utility", "scale of the Gumbel noise on each sum; at least the weight of need times the noise of the diagnosis, since nobody sees needs better", modelling},
	}
	for r := range sim.NumRoles {
		list = append(list, weight(r.String(), 0, "of playing the "+sim.Roles[r].Name))
	}
	return list
}

// weighted is a table of weights in the place of a program.
type weighted struct {
	sim.Choice
	need, capability, consent, leverage, others, idle, noise float64
	role                                                     [sim.NumRoles]float64
}

func (s *weighted) Propose(v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	if v.Interest == 0 {
		return acts
	}
	s.Fit(v)
	best := s.idle
	for i := range v.Candidates {
		s.Weight[i] = s.utility(v, i)
		best = max(best, s.Weight[i])
	}
	scale := max(s.noise, max(s.need, -s.need)*v.Noise)
	idle, total := sim.Exp((s.idle-best)/scale), 0.0
	for i, u := range s.Weight {
		s.Weight[i] = sim.Exp((u - best) / scale)
		total += s.Weight[i]
	}
	return s.Draw(v, stream, total, idle, acts)
}

// utility of a candidate: linear in what the mediator knows of it.
func (s *weighted) utility(v *sim.MediatorView, i int) float64 {
	c := &v.Candidates[i]
	u := s.role[c.Role] + float64(s.need*v.Need[v.At[i]]) + float64(s.capability*c.Capability) + float64(s.consent*c.Consent) +
		float64(s.leverage*c.Leverage)
	if s.others != 0 {
		u += float64(s.others * float64(v.OthersAt(v.At[i])))
	}
	return u
}
