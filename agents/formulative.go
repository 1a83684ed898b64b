package agents

import "parley/sim"

func formulativeInfo() MediatorInfo {
	return MediatorInfo{
		Name:     "formulative",
		Rule:     "works on process and substance: finds facts, brings ideas and texts, chairs, sets up meetings and lends them authority as needed, and neither pays nor presses",
		Known:    "procedural-formulative; mediator as formulator; formulation",
		Source:   "Bercovitch; Wilkenfeld et al. 2003, 2005; Touval & Zartman 1985 on the formulator",
		Settings: []Setting{beyondSetting},
		New: func(s Settings) sim.MediatorStrategy {
			return &style{emphasis: newRepertoire(s.Of("beyond"), sim.Envisioner, sim.Facilitator, sim.Convener, sim.Legitimiser)}
		},
	}
}
