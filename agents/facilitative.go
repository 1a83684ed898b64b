package agents

import "parley/sim"

func facilitativeInfo() MediatorInfo {
	return MediatorInfo{
		Name:     "facilitative",
		Rule:     "keeps to communication: sounds out, convenes, chairs, carries messages, runs dialogues and reconciles as needed, and neither writes texts nor presses",
		Known:    "communication-facilitation; mediator as communicator; facilitation",
		Source:   "Bercovitch; Wilkenfeld et al. 2003, 2005; Touval & Zartman 1985 on the communicator",
		Settings: []Setting{beyondSetting},
		New: func(s Settings) sim.MediatorStrategy {
			return &style{emphasis: newRepertoire(s.Of("beyond"),
				sim.Explorer, sim.Convener, sim.Facilitator, sim.Messenger, sim.Reconciler, sim.Enskiller, sim.Unofficial)}
		},
	}
}
