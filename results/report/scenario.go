package report

import (
	"fmt"
	"strings"

	"parley/results"
	"parley/results/calibrate"
	"parley/results/document"
	"parley/results/observe"
	"parley/results/words"
	"parley/sim"
	"parley/sim/infer/study"
)

// Input is what a report of a scenario is made of. What is nil was not given, and
// its section says so.
type Input struct {
	Experiment *results.Experiment
	Summary    *results.Summary
	Spread     *Spread
	Mechanisms *results.Mechanisms
	Leads      *results.Leads
	Where      *results.Cells
	Roles      *Roles
	History    *History
	// Calibration is the report of parley calibrate, Validation that of parley validate.
	Calibration *calibrate.Report
	Validation  *Validation
	// NoRecord says why there is no record to show, where the scenario has one.
	NoRecord string
	// Argument is the scenario as it was named, and Overrides the words of the command line
	// that change it, "" if there are none.
	Argument, Overrides string
	// Changed: they make another war of it. Borrowed: the posterior in force was fitted to
	// the war before that.
	Changed, Borrowed bool
	// Commands that play the parts again.
	Commands []Command
	// Quick: few histories were played, to see what a page looks like.
	Quick bool
	// Model is the version of the model.
	Model string
}

// Command is a line to type, and what it prints.
type Command struct{ What, Line string }

// Spread is the lead's effect over draws of the parameters and the structure, and how
// much was played.
type Spread struct {
	study.Spread
	Draws, Reps int
}

// Roles beside the record, and the histories played for them.
type Roles struct {
	*study.Roles
	Reps int
}

// draft is said of a page that was played with --quick.
const draft = "A draft: few histories were played (--quick), and its verdicts may change with more."

// Scenario makes the page of a scenario; Experiment and Summary must be there.
func Scenario(in *Input) *document.Document {
	c := in.Experiment.Config
	p := &document.Document{Kicker: kicker, Title: titleOf(c), Warning: warning,
		Under: fmt.Sprintf("%s to %s. What would have happened, many times over, under one third party in the lead and under none.",
			monthName(c.Start), monthName(c.Start+sim.Month(c.Months-1)))}
	if in.Quick {
		p.Warning += " " + draft
	}
	p.Sections = []document.Section{
		in.answer(), in.situation(), in.incidence(), in.parameters(), in.mechanisms(), in.leads(), in.roles(), in.history(), in.where(),
		in.checks(), in.again(), limits(),
	}
	return p
}

func titleOf(c *sim.Config) string {
	if c.Title == "" {
		return c.Name
	}
	return c.Title
}

var months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

func monthName(m sim.Month) string { return fmt.Sprintf("%s %d", months[int(m)%12], int(m)/12) }

// lead is the arm of the headline's lead, nil where there is none.
func (in *Input) lead() *sim.Arm {
	for i := range in.Experiment.Arms {
		if in.Experiment.Arms[i].Regime == sim.RegimeLead {
			return &in.Experiment.Arms[i]
		}
	}
	return nil
}

// leadName in a sentence.
func (in *Input) leadName() string { return mediatorName(in.Experiment.Config, in.lead().Lead) }

// noLead says why a part is missing where the scenario names no lead.
const noLead = "The scenario names nobody to lead, so this could not be asked. Name a third party with coordination.lead."

// rung of the ladder, nil if it was not played.
func (in *Input) rung(id string) *results.Contrast {
	for i := range in.Summary.Contrasts {
		if in.Summary.Contrasts[i].Rung == id {
			return &in.Summary.Contrasts[i]
		}
	}
	return nil
}

func (in *Input) arm(name string) *results.Arm {
	for i := range in.Summary.Arms {
		if in.Summary.Arms[i].Name == name {
			return &in.Summary.Arms[i]
		}
	}
	panic("report: no arm " + name)
}

// borrowed says that the posterior is of another war; "" if it is of this one.
func (in *Input) borrowed() string {
	if !in.Borrowed {
		return ""
	}
	return ", of the war before " + in.Overrides + " changed it"
}

// holdsEnd says whether the record that the posterior was fitted to has the end of the
// war, as far as that is known.
func (in *Input) holdsEnd() bool {
	h := in.History
	_, end, _ := strings.Cut(in.Summary.Parameters.Window, " to ")
	last, err := sim.ParseMonth(end)
	if h == nil || h.Recorded == nil || err != nil {
		return true
	}
	c := in.Experiment.Config
	if h.Recorded.Settled == observe.Never {
		return last >= c.Start+sim.Month(c.Months)
	}
	return last >= c.Start+sim.Month(h.Recorded.Settled)
}

// drawn says what differed from one history to the next.
func (in *Input) drawn() string {
	d := in.Summary.Parameters
	switch {
	case d.Mode == sim.ParameterModeNames[sim.ParametersPosterior]:
		text := "the model's uncertain numbers were drawn anew for every history from what fitting them to the record of the war left of them (the posterior)"
		if d.Window != "" {
			text += ", " + windowWords(d.Window) + in.borrowed()
		}
		if d.Window != "" && in.holdsEnd() {
			text += "; as that record holds how the war ended, how many wars are settled is no forecast"
		}
		return text
	case d.Parameters > 0:
		return fmt.Sprintf("%s of the model, and its structure, are not known and were drawn anew for every history. Nothing was fitted to what happened",
			words.Count(d.Parameters, "number", "numbers"))
	}
	return "the uncertain numbers of the model stood at one value each, so doubt about them is not in it"
}
