package agents

import "parley/sim"

var facilitativeInfo = styleInfo("facilitative",
	"keeps to communication: sounds out, convenes, chairs, carries messages, runs dialogues and reconciles as needed, and neither writes texts nor presses",
	"communication-facilitation; mediator as communicator; facilitation",
	"Bercovitch; Wilkenfeld et al. 2003, 2005; Touval & Zartman 1985 on the communicator",
	sim.Explorer, sim.Convener, sim.Facilitator, sim.Messenger, sim.Reconciler, sim.Enskiller, sim.Unofficial)

var formulativeInfo = styleInfo("formulative",
	"works on process and substance: finds facts, brings ideas and texts, chairs, sets up meetings and lends them authority as needed, and neither pays nor presses",
	"procedural-formulative; mediator as formulator; formulation",
	"Bercovitch; Wilkenfeld et al. 2003, 2005; Touval & Zartman 1985 on the formulator",
	sim.Envisioner, sim.Facilitator, sim.Convener, sim.Legitimiser)

var manipulativeInfo = styleInfo("manipulative",
	"uses its weight: presses, rewards, cuts off support, guarantees and enforces as needed, and leaves words to others",
	"directive strategy; mediator as manipulator; power or heavy mediation; mediation with muscle",
	"Touval & Zartman 1985; Bercovitch; Wilkenfeld et al. 2003, 2005",
	sim.Inducer, sim.Enhancer, sim.Decoupler, sim.Guarantor, sim.Enforcer)

// styleInfo describes a style: Interest within a repertoire of roles.
func styleInfo(name, rule, known, source string, roles ...sim.Role) MediatorInfo {
	return MediatorInfo{Name: name, Rule: rule, Known: known, Source: source, Settings: []Setting{beyondSetting},
		New: func(s Settings) sim.MediatorStrategy {
			return &style{emphasis: newRepertoire(s.Of("beyond"), roles...)}
		}}
}

// beyondSetting declares the share of the styles.
var beyondSetting = Setting{"beyond", 0, 0, 1, "share", "of its weight that an act beyond the repertoire keeps; at 1 it acts as interest does", modelling}

type style struct {
	choice   sim.Choice
	emphasis repertoire
}

func (s *style) Propose(v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	return proposeWithin(&s.choice, &s.emphasis, v, stream, acts)
}

// repertoire is the share of its weight that each role keeps.
type repertoire [sim.NumRoles]float64

func newRepertoire(beyond float64, roles ...sim.Role) (e repertoire) {
	for r := range e {
		e[r] = beyond
	}
	for _, r := range roles {
		e[r] = 1
	}
	return e
}

// Beyond says whether a role lies beyond the repertoire of a strategy, always or in some phase.
func Beyond(strategy string, r sim.Role) bool {
	how, _ := Named(Mediators(), strategy)
	s, ok := how.New(how.With(nil)).(*style)
	return !ok || s.emphasis[r] < 1
}

// proposeWithin draws as Interest does, from weights multiplied role by role.
func proposeWithin(c *sim.Choice, e *repertoire, v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	c.Weigh(v)
	total := 0.0
	for i := range c.Weight {
		c.Weight[i] = float64(c.Weight[i] * e[v.Candidates[i].Role])
		total += c.Weight[i]
	}
	return c.Draw(v, stream, total, v.Idle, acts)
}
