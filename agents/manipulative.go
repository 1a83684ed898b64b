package agents

import "parley/sim"

func manipulativeInfo() MediatorInfo {
	return MediatorInfo{
		Name:     "manipulative",
		Rule:     "uses its weight: presses, rewards, cuts off support, guarantees and enforces as needed, and leaves words to others",
		Known:    "directive strategy; mediator as manipulator; power or heavy mediation; mediation with muscle",
		Source:   "Touval & Zartman 1985; Bercovitch; Wilkenfeld et al. 2003, 2005",
		Settings: []Setting{beyondSetting},
		New: func(s Settings) sim.MediatorStrategy {
			return &style{emphasis: newRepertoire(s.Of("beyond"), sim.Inducer, sim.Enhancer, sim.Decoupler, sim.Guarantor, sim.Enforcer)}
		},
	}
}
