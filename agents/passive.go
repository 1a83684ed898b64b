package agents

import "parley/sim"

var passiveInfo = MediatorInfo{
	Name:   "passive",
	Rule:   "does nothing of its own accord; it still does what a lead gives it to do, and pushes when its partner in a link asks",
	Known:  "passive mediator; third party in name",
	Source: "Bercovitch, Anagnoson & Wille 1991, Journal of Peace Research 28(1), on how active mediators are",
	New:    func(Settings) sim.MediatorStrategy { return passive{} },
}

// passive is the yardstick of what a third party adds by acting on its own.
type passive struct{}

func (passive) Propose(_ *sim.MediatorView, _ *sim.Stream, acts []sim.Act) []sim.Act { return acts }
