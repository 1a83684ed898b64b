package agents

import "parley/sim"

// choice is a categorical draw over what a mediator is able to do.
type choice struct{ weight []float64 }

// fit gives every candidate of a view a weight, of any value.
func (c *choice) fit(v *sim.MediatorView) {
	if cap(c.weight) < len(v.Candidates) {
		c.weight = make([]float64, len(v.Candidates))
	}
	c.weight = c.weight[:len(v.Candidates)]
}

// draw appends up to Capacity candidates without repetition, each with a chance of its
// weight over that of all, whose sum is given, and of doing nothing.
func (c *choice) draw(v *sim.MediatorView, luck *sim.Luck, sum, idle float64, acts []sim.Act) []sim.Act {
	first, weight, issues := len(acts), c.weight, false
	for slot := range v.Capacity {
		u := luck.Uniform(sim.SlotChoice+slot) * (sum + idle)
		if !(u < sum) { // mostly, so what has weight need not be looked at
			break
		}
		i := sim.Pick(weight, u)
		if i < 0 { // rounding
			break
		}
		of := &v.Candidates[i]
		acts = append(acts, sim.Act{})
		act := &acts[len(acts)-1] // filled in place: what is written piece by piece is slow to copy
		act.Role, act.Party, act.Issue, act.Effort = of.Role, of.Party, sim.NoIssue, 1
		issues = issues || worksOnIssue(of.Role)
		sum -= weight[i]
		weight[i] = 0
	}
	if issues {
		chooseIssue(v, luck, acts[first:])
	}
	return acts
}

// othersAt counts the acts of others last month on a need; none where they are
// not seen.
func othersAt(v *sim.MediatorView, at uint16) int {
	if v.Others == nil {
		return 0
	}
	n := int(v.Others[at])
	for _, own := range v.Own {
		if own == int(at) {
			n--
		}
	}
	return max(n, 0)
}

// chooseIssue lets acts that work on an issue take up the same one, drawn by
// salience and distance: what the sides press most.
func chooseIssue(v *sim.MediatorView, luck *sim.Luck, acts []sim.Act) {
	issue := pressingIssue(v, luck)
	for i := range acts {
		if worksOnIssue(acts[i].Role) {
			acts[i].Issue = issue
		}
	}
}

func worksOnIssue(r sim.Role) bool { return r == sim.Facilitator || r == sim.Envisioner }

func pressingIssue(v *sim.MediatorView, luck *sim.Luck) int {
	total := 0.0
	for k := range v.Issues {
		total += pressing(&v.Issues[k])
	}
	u := luck.Uniform(sim.SlotIssue) * total
	for k := range v.Issues {
		if u -= pressing(&v.Issues[k]); u < 0 {
			return v.Issues[k].Index
		}
	}
	return sim.NoIssue
}

func pressing(k *sim.IssueView) float64 {
	if !k.Open {
		return 0
	}
	return k.Salience * (0.1 + k.Gap)
}
