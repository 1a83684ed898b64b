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
		for _, r := range m.roles {
			reach, grip := &w.reach[i][r], Roles[r].grip
			if m.capability[r] <= 0 || w.c.RolesOff[r] {
				*reach = byParty{}
				continue
			}
			for p := range np {
				take := w.consent[i][p]
				if grip != nil {
					take = grip(m, take, w.leverage[i][p])
				}
				reach[p] = m.capability[r] * take
			}
			w.addCandidates(i, r)
		}
		m.merit *= max(0, m.interest)
	}
}

// addCandidates lists what the mediator can do in a role, by target.
func (w *World) addCandidates(i int, r Role) {
	m, reach := &w.mediators[i], &w.reach[i][r]
	if !Roles[r].Targeted {
		sum, consent, leverage := 0.0, 0.0, 0.0
		for _, p := range w.essential {
			sum += reach[p]
			consent += w.consent[i][p]
			leverage += w.leverage[i][p]
		}
		n := float64(len(w.essential))
		m.add(w, &Candidate{r, Everyone, sum / n, m.capability[r], consent / n, leverage / n})
		return
	}
	for _, p := range w.byID {
		m.add(w, &Candidate{r, p, reach[p], m.capability[r], w.consent[i][p], w.leverage[i][p]})
	}
}

func (m *mediatorState) add(w *World, c *Candidate) {
	if c.Reach <= 0 {
		return
	}
	if c.Role == Inducer {
		if m.inducers[1] == 0 {
			m.inducers[0] = len(m.candidates)
		}
		m.inducers[1] = len(m.candidates) + 1
	}
	m.at = append(m.at, uint8(NeedIndex(c.Role, c.Party, len(w.parties))))
	m.candidates, m.reach = append(m.candidates, *c), append(m.reach, c.Reach)
	m.merit += c.Reach
	m.best = max(m.best, c.Reach)
}

// patronReach is the least reach with which a mediator counts as somebody's patron
// when pushes are timed, or as able when a plan looks for somebody; modelling choice.
const patronReach = 0.05

// client is the party that a mediator can press most, -1 where it has no
// leverage to speak of.
func (w *World) client(i int) int {
	best, client, m := patronReach, -1, &w.mediators[i]
	for k := m.inducers[0]; k < m.inducers[1]; k++ {
		if c := &m.candidates[k]; c.Reach >= best {
			best, client = c.Reach, c.Party
		}
	}
	return client
}
