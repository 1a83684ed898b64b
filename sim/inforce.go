package sim

import (
	"math/bits"
	"slices"
)

// byParty is a number for each party of a war.
type byParty [MaxParties]float64

// inForce holds a round's acts by role with the effort that reaches each party.
type inForce struct {
	byRole  [NumRoles][]int // indices into acts
	played  uint32          // the roles with any, a bit each
	acts    []Act
	effort  []byParty // of each act, after consent, stock, attention
	contact []float64 // [party] how many acts reach it
	order   []int
	queue   []contact // of a party
}

// contact is an act in the queue of a party.
type contact struct {
	act  int
	wait float64
}

// act lets the month's acts take effect: within the parties' attention, role
// by role, each through its own operator.
func (w *World) act(acts []Act) {
	f := &w.force
	f.gather(w, acts)
	if !w.settled {
		w.out.Acts += len(acts)
		for i := range acts {
			w.out.Coordinated += asInt(acts[i].Planned)
		}
	}
	w.divideAttention()
	if w.par[SwitchAttention] == AttentionQueue {
		w.leaveOut() // whom the queue left unheard
	}
	w.hear()
	w.process.clearMonth()
	for set := f.played; set != 0; set &= set - 1 {
		r := bits.TrailingZeros32(set)
		Roles[r].act(w, f.byRole[r])
	}
	w.passOnIdeas()
	for _, i := range f.byRole[Inducer] { // whose stock is empty then
		m := acts[i].Mediator
		if w.mediators[m].stock >= 1 {
			w.spent = append(w.spent, m)
		}
		w.mediators[m].stock = 0
	}
	for i := range acts {
		w.tell(EventAct, func(e *Event) {
			e.Act = acts[i]
			e.Mediator, e.Party, e.Issue = e.Act.Mediator, e.Act.Party, e.Act.Issue
			e.Value = w.mediators[e.Mediator].interest
		})
	}
}

// gather sorts acts that reach anybody by role, computes the effort that each would bring
// to each party it is for, and counts the contacts.
func (f *inForce) gather(w *World, acts []Act) {
	np := len(w.parties)
	f.acts, f.effort = acts, slices.Grow(f.effort[:0], len(acts))[:len(acts)]
	for set := f.played; set != 0; set &= set - 1 {
		r := bits.TrailingZeros32(set)
		f.byRole[r] = f.byRole[r][:0]
	}
	f.played = 0
	clear(f.contact)
	for i := range acts {
		a := &acts[i]
		scale, reached := a.Effort, 0
		if a.Role == Inducer {
			scale *= w.mediators[a.Mediator].stock
		}
		reach, effort := &w.reach[a.Mediator][a.Role], &f.effort[i]
		for p := range np {
			e := 0.0
			if a.Party == Everyone || a.Party == p {
				e = scale * reach[p]
			}
			if a.Text != a.Mediator {
				e *= w.admission(a, p)
			}
			if effort[p] = e; e > 0 {
				f.contact[p]++
				reached++
			}
		}
		if reached == np || reached > 0 && w.reaches(a.Role, i) {
			f.byRole[a.Role] = append(f.byRole[a.Role], i)
			f.played |= 1 << a.Role
		}
	}
}

// admission is the share of its consent that a party leaves to words that are
// another's: the side that the text's preferred settlement disfavours consents less. What
// rests on leverage instead of consent is not touched.
func (w *World) admission(a *Act, p int) float64 {
	if a.Role == Inducer {
		return 1
	}
	outline := w.mediators[a.Text].outline
	if outline*w.c.Parties[p].Side >= 0 {
		return 1
	}
	consent := w.consent[a.Mediator][p]
	if consent <= 0 {
		return 0
	}
	return max(0, consent-abs(outline)) / consent
}

// leaveOut drops acts that reach nobody, so that they neither count nor contradict.
func (w *World) leaveOut() {
	f := &w.force
	for set := f.played; set != 0; set &= set - 1 {
		r := bits.TrailingZeros32(set)
		f.byRole[r] = slices.DeleteFunc(f.byRole[r], func(i int) bool { return !w.reaches(Role(r), i) })
		if len(f.byRole[r]) == 0 {
			f.played &^= 1 << r
		}
	}
}

// reaches says whether an act reaches somebody; a chair, an idea, a line or a
// dialogue must reach all sides.
func (w *World) reaches(r Role, act int) bool {
	if Roles[r].AllSides {
		return w.leastEffort(act) > 0
	}
	for p := range w.parties {
		if w.effortOn(act, p) > 0 {
			return true
		}
	}
	return false
}

// effortOn is the effort of an act that reaches a party.
func (w *World) effortOn(act, party int) float64 { return w.force.effort[act][party] }

// leastEffort of an act over the essential parties it is for.
func (w *World) leastEffort(act int) float64 {
	return w.least(func(p int) float64 { return w.effortOn(act, p) })
}

// meanEffort of an act over the essential parties.
func (w *World) meanEffort(act int) float64 {
	return w.mean(func(p int) float64 { return w.effortOn(act, p) })
}

// texts counts the distinct texts of some acts.
func (w *World) texts(acts []int) int { return w.distinct(acts, func(a *Act) int { return a.Text }) }

func (w *World) distinct(acts []int, of func(*Act) int) int {
	var seen [(MaxMediators + 63) / 64]uint64
	n := 0
	for _, i := range acts {
		s := of(&w.force.acts[i])
		if bit := uint64(1) << (s & 63); seen[s>>6]&bit == 0 {
			seen[s>>6] |= bit
			n++
		}
	}
	return n
}

// effective is n_eff, what the n distinct judgements behind some acts are worth, one at
// least, as they overlap by rho.
func (w *World) effective(acts []int) float64 {
	n := float64(w.distinct(acts, func(a *Act) int { return a.Source }))
	return n / (1 + float64((n-1)*w.par[ParamRho]))
}

// agreement of the preferred settlements that some acts carry.
func (w *World) agreement(acts []int) float64 {
	var h heard
	for _, i := range acts {
		h.add(w.force.acts[i].Outline)
	}
	return h.agreement(w.par[ParamEta])
}

// hear computes the clarity of all messages that reach each party this month.
func (w *World) hear() {
	f, np := &w.force, len(w.parties)
	var by [MaxParties]heard
	for set := f.played & speaking; set != 0; set &= set - 1 {
		for _, i := range f.byRole[bits.TrailingZeros32(set)] {
			for p := range np {
				if f.effort[i][p] > 0 {
					by[p].add(f.acts[i].Outline)
				}
			}
		}
	}
	for p := range w.parties {
		w.parties[p].clarity = by[p].agreement(w.par[ParamEta])
	}
}

// heard sums up the preferred settlements of messages.
type heard struct{ n, sum, square float64 }

func (h *heard) add(x float64) {
	h.n++
	h.sum += x
	h.square += float64(x * x)
}

// agreement is exp(-eta x population variance), 1 for fewer than two; rounding cannot make
// the variance negative.
func (h *heard) agreement(eta float64) float64 {
	if h.n < 2 {
		return 1
	}
	mean := h.sum / h.n
	return exp(-(eta * max(0, h.square/h.n-float64(mean*mean))))
}

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
				if !w.c.Parties[p].there(w.round) {
					reach[p] = 0
				}
			}
			w.addCandidates(i, r)
		}
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
	m.scope += c.Reach
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

// divideAttention lets each party take in K contacts and no more. Nobody is
// exempt, coordinated or not.
func (w *World) divideAttention() {
	f, rule := &w.force, w.par[SwitchAttention]
	for p := range f.contact {
		if rule == AttentionUnlimited || f.contact[p] <= w.par[ParamK] {
			continue
		}
		if rule == AttentionQueue {
			w.queue(p)
			continue
		}
		share := w.par[ParamK] / f.contact[p]
		for i := range f.effort {
			f.effort[i][p] *= share
		}
	}
}

// queue lets the first K contacts count, the last of them by the fraction of K
// that is left. The order is drawn with weight consent: each contact's key is
// an exponential waiting time of that rate, from the stream of party and mediator, so that
// a further mediator moves nobody else's place but by standing before it. The acts of one
// mediator in a month, which follow one another, have a slot each.
func (w *World) queue(p int) {
	f := &w.force
	f.queue = f.queue[:0]
	for i := range f.acts {
		if f.effort[i][p] <= 0 {
			continue
		}
		m, slot := f.acts[i].Mediator, 0
		for i > slot && f.acts[i-slot-1].Mediator == m {
			slot++
		}
		w.stream.reset(w.key, w.contactKeys[m][p], w.round)
		x := contact{i, -ln(w.stream.open(slot)) / max(w.consent[m][p], 1e-3)}
		f.queue = append(f.queue, x)
		for at := len(f.queue) - 1; at > 0 && x.wait < f.queue[at-1].wait; at-- {
			f.queue[at], f.queue[at-1] = f.queue[at-1], x
		}
	}
	left := w.par[ParamK]
	for _, x := range f.queue {
		f.effort[x.act][p] *= clamp(left, 0, 1)
		left--
	}
}
