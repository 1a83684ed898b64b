package agents

import "parley/sim"

var spoilerMediatorInfo = MediatorInfo{
	Name:   "spoiler",
	Rule:   "undermines: does again what it sees others doing where a second one hurts, presses against a settlement if its interest is negative, and complies with a lead in name only",
	Known:  "spoiler among third parties; rival track; forum shopping",
	Source: "Stedman 1997, International Security 22(2); Crocker, Hampson & Aall 1999, Herding Cats, on mediators at odds",
	Settings: []Setting{
		{"rivalry", 0.6, 0, 1, "need", "an act of one other, where a second one hurts, is to it like a need of this size", modelling},
		{"drive", 0.7, 0.01, 1, "scale", "what undermining is worth to it, as the size of an interest", modelling},
	},
	New: func(s Settings) sim.MediatorStrategy {
		return &spoilerMediator{rivalry: s.Of("rivalry"), drive: s.Of("drive")}
	},
}

// spoilerMediator chooses as Interest does, with needs of its own.
type spoilerMediator struct {
	choice         sim.Choice
	rivalry, drive float64
}

// Defies is true: what a lead asks of it costs the lead's time and changes nothing.
func (*spoilerMediator) Defies() bool { return true }

func (s *spoilerMediator) Propose(v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	s.choice.Fit(v)
	total := 0.0
	if v.Interest < 0 { // it presses against a settlement
		total = s.choice.WeighAgainst(v)
	} else {
		clear(s.choice.Weight)
	}
	return s.choice.Draw(v, stream, total+s.rival(v), v.IdleWeight(s.drive), acts)
}

// rival adds the weights of acts that get in others' way.
func (s *spoilerMediator) rival(v *sim.MediatorView) (total float64) {
	pull := sim.Exp(s.rivalry / v.Noise)
	for i, at := range v.At {
		if sim.Roles[v.Candidates[i].Role].Duplicate != sim.DuplicationHurts {
			continue
		}
		x := float64(v.Reach[i] * pull * float64(v.OthersAt(at)))
		s.choice.Weight[i] += x
		total += x
	}
	return total
}

var spoilerPartyInfo = PartyInfo{
	Name:   "spoiler",
	Rule:   "sits at the table but neither concedes nor signs to speak of, and breaks truces the more often, the nearer the talks are to a settlement",
	Known:  "total spoiler; inside spoiler",
	Source: "Stedman 1997, International Security 22(2)",
	Settings: []Setting{
		{"yield", 0.05, 0, 5, "multiple", "what it concedes, of what it would", modelling},
		{"truce", 0.5, 0, 1, "share", "of its chance to cease fire", modelling},
		{"sign", 0.05, 0, 1, "share", "of its chance to sign a settlement", modelling},
		{"breach", 2, 0, 10, "multiple", "how much likelier it breaks a truce while nothing is agreed", modelling},
		{"alarm", 2, 0, 10, "multiple", "what is added to that once all essential issues are agreed", modelling},
	},
	New: func(s Settings) sim.PartyStrategy {
		return spoilerParty{s.Of("yield"), s.Of("truce"), s.Of("sign"), s.Of("breach"), s.Of("alarm")}
	},
}

// spoilerParty sees a settlement as a threat.
type spoilerParty struct{ yield, truce, sign, breach, alarm float64 }

func (p spoilerParty) Stance(v *sim.PartyView) sim.Stance {
	return sim.Stance{Attend: v.Attendance, Ready: v.Readiness, Yield: p.yield, Truce: v.TruceChance * p.truce, Sign: p.sign,
		Breach: p.breach + float64(p.alarm*v.Agreed)}
}
