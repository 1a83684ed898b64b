package study

import (
	"context"

	"parley/sim"
	"parley/sim/stats"
)

// Coding is the war as somebody else codes it.
type Coding struct {
	Name   string
	Config *sim.Config
	Arm    sim.Arm
}

// CodedHeadline is the lead's effect under a coding, parameters drawn by replication.
type CodedHeadline struct {
	Coding  string        `json:"coding"`
	Settled []CodedArm    `json:"settled"`
	Effects []CodedEffect `json:"effects"`
}

// CodedArm is the share settled of an arm.
type CodedArm struct {
	Arm     string   `json:"arm"`
	Settled Interval `json:"settled"`
}

// CodedEffect is a difference of shares settled, in matched pairs.
type CodedEffect struct {
	A      string   `json:"a"`
	B      string   `json:"b"`
	Points Interval `json:"points"`
}

func (s *Study) playCodings(ctx context.Context, p *progress) (list []CodedHeadline, err error) {
	for _, coding := range s.Codings {
		b := regimeBlock(coding.Arm, s.Reps.Codings)
		one, err := playBlock(ctx, coding.Config, b.arms, b.reps, sim.NewSeed(s.Seed), s.Workers)
		if err != nil {
			return nil, err
		}
		p.add(len(b.arms) * b.reps)
		list = append(list, codedHeadline(coding.Name, &b, &one))
	}
	return list, nil
}

func codedHeadline(name string, b *block, one *played) CodedHeadline {
	h := CodedHeadline{Coding: name}
	for a, n := range one.arms {
		e := stats.Share(n.settled, n.n, level)
		h.Settled = append(h.Settled, CodedArm{b.arms[a].Name, Interval{Number(e.Mean), Number(e.Low), Number(e.High)}})
	}
	for _, c := range headlineContrasts() {
		d := stats.ShareDifference(one.pair(b.arm(c[0]), b.arm(c[1]), false), level)
		h.Effects = append(h.Effects, CodedEffect{c[0], c[1], Interval{Number(d.Difference), Number(d.Low), Number(d.High)}})
	}
	return h
}

// headlineContrasts are the lead against each other regime.
func headlineContrasts() (list [][2]string) {
	for _, r := range headlineRegimes[1:] {
		list = append(list, [2]string{sim.RegimeLead.String(), r.String()})
	}
	return list
}
