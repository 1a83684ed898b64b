package sim

// prepareReach computes, once a replication, what each act would bring to each
// party: capability x consent, or x leverage x resolve, as the role asks. Consent
// is dyadic and role-specific in effect: a partisan is a good inducer and
// unifier of its client and a poor explorer or chair (Kydd 2003, 2006).
func (w *World) prepareReach() {
	np := len(w.parties)
	for i := range w.mediators {
		m := &w.mediators[i]
		for p := range np {
			w.welcome[i][p] = exp(float64(4*w.consent[i][p]) - 1)
		}
		m.merit = 0
		for _, r := range m.roles {
			reach := &w.reach[i][r]
			if m.capability[r] <= 0 || w.c.RolesOff[r] {
				*reach = byParty{}
				continue
			}
			for p := range np {
				reach[p] = m.capability[r] * w.grip(i, r, p)
			}
			w.addCandidates(i, r)
		}
		m.compare()
		m.merit *= max(0, m.interest)
	}
}

// grip is what a role takes besides capability, [0,1].
func (w *World) grip(i int, r Role, p int) float64 {
	m := &w.mediators[i]
	switch r {
	case Explorer:
		return w.consent[i][p] * (1 - abs(m.bias))
	case Inducer, Decoupler, Enforcer:
		return w.leverage[i][p] * m.resolve
	case Guarantor:
		return w.consent[i][p] * m.resolve
	default:
		return w.consent[i][p]
	}
}

// addCandidates lists what the mediator can do in a role, by target.
func (w *World) addCandidates(i int, r Role) {
	m := &w.mediators[i]
	row := &w.reach[i][r]
	if !Roles[r].Targeted {
		sum, consent, leverage := 0.0, 0.0, 0.0
		for _, p := range w.essential {
			sum += row[p]
			consent += w.consent[i][p]
			leverage += w.leverage[i][p]
		}
		n := float64(len(w.essential))
		w.addCandidate(m, Candidate{Role: r, Party: Everyone, Reach: sum / n,
			Capability: m.capability[r], Consent: consent / n, Leverage: leverage / n})
		return
	}
	for _, p := range w.byID {
		w.addCandidate(m, Candidate{Role: r, Party: p, Reach: row[p],
			Capability: m.capability[r], Consent: w.consent[i][p], Leverage: w.leverage[i][p]})
	}
}

func (w *World) addCandidate(m *mediatorState, c Candidate) {
	if c.Reach <= 0 {
		return
	}
	m.at = append(m.at, uint8(NeedIndex(c.Role, c.Party, len(w.parties))))
	m.candidates, m.reach = append(m.candidates, c), append(m.reach, c.Reach)
	m.merit += c.Reach
}

// compare finds the largest reach and the inducers.
func (m *mediatorState) compare() {
	m.best, m.inducers = 0, [2]int{}
	for i := range m.candidates {
		m.best = max(m.best, m.candidates[i].Reach)
		if m.candidates[i].Role == Inducer {
			if m.inducers[1] == 0 {
				m.inducers[0] = i
			}
			m.inducers[1] = i + 1
		}
	}
}

// patronReach is the least reach with which a mediator counts as somebody's patron
// when pushes are timed, or as able when a plan looks for somebody; modelling choice.
const patronReach = 0.05

// client is the party that a mediator can press most, -1 where it has no
// leverage to speak of.
func (w *World) client(i int) int {
	best, client := patronReach, -1
	for _, c := range w.mediators[i].candidates {
		if c.Role == Inducer && c.Reach >= best {
			best, client = c.Reach, c.Party
		}
	}
	return client
}
