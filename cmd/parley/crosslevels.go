package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

// crossed is a factor whose levels have been read.
type crossed struct {
	name   string
	labels []string
	// set makes a level of an arm; first ones replace the arm, so that they come
	// before the others.
	set   func(arm *sim.Arm, level int)
	first bool
	// who says that it decides who takes part.
	who bool
	// override of the scenario by level, "" for none, where it is of the war.
	override []string
}

// Words that stand for a level.
const (
	levelCoded = "coded"
	levelAll   = "all"
	levelNone  = "none"
)

// presets of the levels that no flag gives.
func (x *crossFlags) presets(s *scenarios.Scenario) [numCrossFactors]string {
	var levels [numCrossFactors]string
	if x.mapped {
		levels[crossConsensus], levels[crossAcceptance] = "0:1:5", "0:1:5"
		levels[crossThirdParties] = below([]int{2, 5, 10}, len(s.Config.Mediators), levelAll)
	}
	if x.do {
		levels[crossLead], levels[crossMandate] = everyLead, "all,pool+allocate,forum"
		levels[crossFrom] = below([]int{0, 12, 24}, s.Config.Months)
	}
	return levels
}

// below lists the numbers that are less than n, then words.
func below(numbers []int, n int, words ...string) string {
	var list []string
	for _, x := range numbers {
		if x < n {
			list = append(list, strconv.Itoa(x))
		}
	}
	return strings.Join(append(list, words...), ",")
}

// factors reads what is crossed.
func (x *crossFlags) factors(t *scenarios.Template, given func(flag string) bool) ([]crossed, error) {
	read := [numCrossFactors]func(*scenarios.Template, string) (crossed, error){
		consensusLevels, acceptanceLevels, thirdPartyLevels, leadLevels, fromLevels, mandateLevels}
	presets := x.presets(t.Scenario())
	var list []crossed
	cells := 1
	for i, name := range crossFlagNames[:numCrossFactors] {
		levels := presets[i]
		if given(name) {
			levels = x.levels[i]
		} else if levels == "" {
			continue
		}
		d, err := read[i](t, levels)
		if err != nil {
			return nil, err
		}
		d.name = name
		if cells *= len(d.labels); cells > mostCells {
			return nil, badInputf("parley: --%s = %s: that makes more than %d cells; cross less, or use parley sweep", name, levels, mostCells)
		}
		list = append(list, d)
	}
	return list, nil
}

// levels reads a list, or low:high:count.
func levels(flag, value, want string) ([]string, error) {
	if strings.TrimSpace(value) == "" {
		return nil, badInputf("parley: --%s = %s: want %s", flag, given(value), want)
	}
	f, err := sweep.ParseFactor("--" + flag + "=" + value)
	switch {
	case err != nil:
		return nil, badInput{fmt.Errorf("parley: %w", err)}
	case f.Size() == 0:
		return nil, badInputf("parley: --%s = %s: want a count too, as %s:5", flag, value, value)
	case f.Size() > mostCells:
		return nil, badInputf("parley: --%s = %s: want at most %d levels", flag, value, mostCells)
	}
	var list []string
	for i := range f.Size() {
		list = append(list, f.Level(i))
	}
	return list, nil
}

// shares reads levels in [0,1], or coded.
func shares(flag, value string) (labels []string, at []float64, err error) {
	const want = "numbers from 0 to 1, low:high:count as 0:1:5, or " + levelCoded
	if labels, err = levels(flag, value, want); err != nil {
		return nil, nil, err
	}
	for _, label := range labels {
		x, err := strconv.ParseFloat(label, 64)
		if label != levelCoded && (err != nil || !(x >= 0 && x <= 1)) {
			return nil, nil, badInputf("parley: --%s = %s: want %s%s", flag, label, want, scenarios.DidYouMean(label, []string{levelCoded}))
		}
		at = append(at, x)
	}
	return labels, at, nil
}

func consensusLevels(t *scenarios.Template, value string) (crossed, error) {
	flag := crossFlagNames[crossConsensus]
	labels, _, err := shares(flag, value)
	d := crossed{labels: labels}
	for _, label := range labels {
		switch {
		case label != levelCoded:
			label = "coordination.consensus=" + label
		case t.Scenario().Config.ConsensusSet:
			return d, badInputf("parley: --%s = %s: coordination.consensus is set", flag, label)
		default:
			label = ""
		}
		d.override = append(d.override, label)
	}
	return d, err
}

func acceptanceLevels(_ *scenarios.Template, value string) (crossed, error) {
	labels, at, err := shares(crossFlagNames[crossAcceptance], value)
	return crossed{labels: labels, set: func(arm *sim.Arm, i int) {
		arm.Acceptance, arm.AcceptanceSet = at[i], labels[i] != levelCoded
	}}, err
}

func thirdPartyLevels(t *scenarios.Template, value string) (crossed, error) {
	flag, of := crossFlagNames[crossThirdParties], len(t.Scenario().Config.Mediators)
	want := fmt.Sprintf("whole numbers from 1 to %d, or %s", of, levelAll)
	labels, err := levels(flag, value, want)
	var at []int
	for _, label := range labels {
		n, err := strconv.Atoi(label)
		if label != levelAll && (err != nil || n < 1 || n > of) {
			return crossed{}, badInputf("parley: --%s = %s: want %s%s", flag, label, want, scenarios.DidYouMean(label, []string{levelAll}))
		}
		at = append(at, n)
	}
	return crossed{labels: labels, who: true, set: func(arm *sim.Arm, i int) { arm.ThirdParties = at[i] }}, err
}

func leadLevels(t *scenarios.Template, value string) (crossed, error) {
	names := strings.Split(value, ",")
	trim(names)
	ids, err := leadsNamed("--"+crossFlagNames[crossLead], names, t.Scenario().Config)
	var arms []sim.Arm
	for _, id := range ids {
		arm, err := leadArm(t, id)
		if err != nil {
			return crossed{}, err
		}
		arms = append(arms, arm)
	}
	return crossed{labels: ids, first: true, set: func(arm *sim.Arm, i int) { *arm = arms[i] }}, err
}

func fromLevels(t *scenarios.Template, value string) (crossed, error) {
	flag, c := crossFlagNames[crossFrom], t.Scenario().Config
	want := fmt.Sprintf("months after the start, from 0 to %d, or as %s to %s", c.Months-1, c.Start, c.Start+sim.Month(c.Months-1))
	labels, err := levels(flag, value, want)
	var at []int
	for i, label := range labels {
		n, err := strconv.Atoi(label)
		if month, parse := sim.ParseMonth(label); parse == nil {
			n, err = int(month-c.Start), nil
		}
		if err != nil || n < 0 || n >= c.Months {
			return crossed{}, badInputf("parley: --%s = %s: want %s", flag, label, want)
		}
		labels[i] = (c.Start + sim.Month(n)).String()
		if slices.Contains(at, n) {
			return crossed{}, badInputf("parley: --%s = %s: named twice", flag, label)
		}
		at = append(at, n)
	}
	return crossed{labels: labels, set: func(arm *sim.Arm, i int) {
		arm.From = at[i]
		if arm.Lead >= 0 {
			arm.From = max(arm.From, c.Mediators[arm.Lead].Enter)
		}
	}}, err
}

func mandateLevels(_ *scenarios.Template, value string) (crossed, error) {
	flag := crossFlagNames[crossMandate]
	words := []string{levelAll, levelNone}
	for m := range sim.NumMechanisms {
		words = append(words, m.String())
	}
	want := "mechanisms joined by +, of " + strings.Join(words[2:], ", ") + "; or " + levelAll + " or " + levelNone
	labels, err := levels(flag, value, want)
	var at []sim.MechanismSet
	for _, label := range labels {
		var set sim.MechanismSet
		for _, word := range strings.Split(label, "+") {
			m, ok := sim.MechanismByID(word)
			switch {
			case ok:
				set = set.With(m)
			case word == label && word == levelAll:
				set = sim.AllMechanisms
			case word != label && (word == levelAll || word == levelNone):
				return crossed{}, badInputf("parley: --%s = %s: want %s alone", flag, label, word)
			case word != levelNone:
				return crossed{}, badInputf("parley: --%s = %s: want %s%s", flag, given(word), want, scenarios.DidYouMean(word, words))
			}
		}
		if slices.Contains(at, set) {
			return crossed{}, badInputf("parley: --%s = %s: named twice", flag, label)
		}
		at = append(at, set)
	}
	return crossed{labels: labels, set: func(arm *sim.Arm, i int) { arm.Mechanisms = at[i] }}, err
}
