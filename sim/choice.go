package sim

import "slices"

// ActsByInterest marks a strategy whose acts are those of Choice.ByInterest: the engine
// draws them itself, without asking it.
type ActsByInterest interface{ ActsByInterest() }

// Choice is a categorical draw over what a mediator is able to do: a weight for each
// candidate of its view.
type Choice struct{ Weight []float64 }

// Fit gives every candidate of a view a weight, of any value.
func (c *Choice) Fit(v *MediatorView) {
	c.Weight = slices.Grow(c.Weight[:0], len(v.Candidates))[:len(v.Candidates)]
}

// ByInterest draws up to Capacity acts without repetition. The weight of an act is what
// the mediator can bring to it times the pull of its need under Gumbel noise; doing
// nothing pulls as a need of the cost of acting over the interest would.
func (c *Choice) ByInterest(v *MediatorView, stream *Stream, acts []Act) []Act {
	sum := c.Weigh(v)
	return c.Draw(v, stream, sum, v.Idle, acts)
}

// Weigh fills in the weights of a choice by interest and returns their sum.
func (c *Choice) Weigh(v *MediatorView) (total float64) {
	c.Fit(v)
	if v.Interest < 0 {
		return c.WeighAgainst(v)
	}
	pull := v.Pull
	_ = pull[0] // so that the loop need not look for nil
	weight, reach := c.Weight[:len(v.At)], v.Reach[:len(v.At)]
	for i, at := range v.At {
		x := float64(reach[i] * pull[at])
		weight[i] = x
		total += x
	}
	if v.Stock >= 1 {
		return total
	}
	for i := v.Inducers[0]; i < v.Inducers[1]; i++ {
		total -= weight[i]
		weight[i] = float64(weight[i] * v.Stock)
		total += weight[i]
	}
	return total
}

// WeighAgainst leaves only the holding back of a side from a settlement: the more, the
// readier it looks.
func (c *Choice) WeighAgainst(v *MediatorView) (total float64) {
	clear(c.Weight)
	for i := v.Inducers[0]; i < v.Inducers[1]; i++ {
		c.Weight[i] = float64(v.Reach[i] * v.Stock * v.Back[v.Candidates[i].Party])
		total += c.Weight[i]
	}
	return total
}

// Draw appends up to Capacity candidates without repetition, each with a chance of its
// weight over that of all, whose sum is given, and of doing nothing.
func (c *Choice) Draw(v *MediatorView, stream *Stream, sum, idle float64, acts []Act) []Act {
	return c.draw(v, stream, stream.Uniform(SlotChoice), sum, idle, acts)
}

// draw is Draw after the first uniform number.
func (c *Choice) draw(v *MediatorView, stream *Stream, first, sum, idle float64, acts []Act) []Act {
	u := first * (sum + idle)
	before, issues := len(acts), false
	for slot := 1; u < sum; slot++ {
		i := Pick(c.Weight, u)
		if i < 0 { // rounding
			break
		}
		of := &v.Candidates[i]
		acts = append(acts, Act{})
		act := &acts[len(acts)-1] // filled in place: what is written piece by piece is slow to copy
		act.Role, act.Party, act.Issue, act.Effort = of.Role, of.Party, NoIssue, 1
		issues = issues || Roles[of.Role].OnIssue
		sum -= c.Weight[i]
		c.Weight[i] = 0
		if slot == v.Capacity {
			break
		}
		u = stream.Uniform(SlotChoice+slot) * (sum + idle)
	}
	if issues {
		ChooseIssue(v, stream, acts[before:])
	}
	return acts
}

// Pick returns the index whose stretch of the weights laid end to end holds u,
// -1 beyond them.
func Pick(weights []float64, u float64) int {
	for i, x := range weights {
		if u -= x; u < 0 {
			return i
		}
	}
	return -1
}

// ChooseIssue lets acts that work on an issue take up the same one, drawn by salience and
// distance: what the sides press most.
func ChooseIssue(v *MediatorView, stream *Stream, acts []Act) {
	total, issue := 0.0, NoIssue
	for k := range v.Issues {
		total += v.Issues[k].pressing()
	}
	u := stream.Uniform(SlotIssue) * total
	for k := range v.Issues {
		if u -= v.Issues[k].pressing(); u < 0 {
			issue = v.Issues[k].Index
			break
		}
	}
	for i := range acts {
		if Roles[acts[i].Role].OnIssue {
			acts[i].Issue = issue
		}
	}
}

func (k *IssueView) pressing() float64 {
	if !k.Open {
		return 0
	}
	return k.Salience * (0.1 + k.Gap)
}
