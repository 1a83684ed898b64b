package results

import "fmt"

// apartText is a table of uncertainties by where they come from, and what each is.
func apartText(p *page, e *Experiment, s *Summary) {
	x := e.Crossed
	if x == nil {
		return
	}
	if x.Interrupted {
		p.say("The histories that set the uncertainties apart were interrupted.")
		return
	}
	var rows [][]string
	add := func(name string, a *Apart) {
		if a != nil {
			rows = append(rows, []string{name, deviation(a.MonteCarlo), partText(a.Parameters, a.ParametersInterval), partText(a.Coding, a.CodingInterval)})
		}
	}
	for i := range s.Arms {
		add(s.Arms[i].Name, s.Arms[i].Uncertainty)
	}
	for i := range s.Contrasts {
		add(s.Contrasts[i].A+" less "+s.Contrasts[i].B, s.Contrasts[i].Uncertainty)
	}
	p.heading("Uncertainties apart, of the likelihood of a settlement: one standard deviation, in points")
	p.table(1, []string{"", "Monte Carlo", "parameters", "coding of the case"}, rows)
	p.say("Monte Carlo: more histories narrow it. Parameters: a longer record narrows it, or that of another war. Coding of" +
		" the case: better judgements narrow it.")
	p.say("%s", crossedWords(s, x))
	if movesVerdicts(s) {
		p.say("What is said of a lead is about the mean over all of these. Under some parameters or judgements, each as good as the" +
			" others, it may help or hurt by more than a point.")
	}
}

// movesVerdicts says whether a part of a contrast may be larger than what counts as an effect.
func movesVerdicts(s *Summary) bool {
	for i := range s.Contrasts {
		a := s.Contrasts[i].Uncertainty
		if a != nil && (a.ParametersInterval != nil && a.ParametersInterval[1] > Point || a.CodingInterval != nil && a.CodingInterval[1] > Point) {
			return true
		}
	}
	return false
}

// crossedWords say where the last two come from.
func crossedWords(s *Summary, x *Crossed) string {
	fixed := ""
	switch d := s.Parameters; {
	case d.Parameters == 0 && d.Coded == 0:
		return "Parameters stand at points and judged numbers are taken as exact: neither adds anything."
	case d.Parameters == 0:
		fixed = " Parameters stand at points, so they add nothing."
	case d.Coded == 0:
		fixed = " Judged numbers are taken as exact, so they add nothing."
	}
	return fmt.Sprintf("The last two come from %s more histories: %d draws of the parameters met %d of the judged numbers, each"+
		" pair with luck of its own.%s In brackets: 95 %% intervals. Under: too small to be told from 0 by so many histories.",
		Thousands(int64(x.Side*x.Side)), x.Side, x.Side, fixed)
}

// partText is a part with its interval, or what it is less than.
func partText(sd *number, interval *[2]number) string {
	switch {
	case sd == nil:
		return "too few to tell"
	case interval[1] == 0:
		return "0"
	case interval[0] == 0:
		return "under " + deviation(interval[1])
	}
	return fmt.Sprintf("%s (%s to %s)", deviation(*sd), deviation(interval[0]), deviation(interval[1]))
}

// deviation in points.
func deviation(x number) string {
	if x < 0.01 {
		return fmt.Sprintf("%.2f", 100*float64(x))
	}
	return fmt.Sprintf("%.1f", 100*float64(x))
}
