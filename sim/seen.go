package sim

// Seen is what an onlooker could see of a month once it is over: who acted,
// whether the sides met, what they signed, and the war on the ground. Its slices
// are valid during the call that shows it.
type Seen struct {
	Round int
	// Implementing: the war is over, and a settlement is carried out.
	Implementing bool
	Acts         []Act
	// Met: the sides met, with delegations of this Level.
	Met   bool
	Level Level
	// Yielded is how far the parties moved on their positions, summed over
	// parties and issues.
	Yielded float64
	// Framework: one was signed.
	Framework bool
	// TruceSigned and TruceProlonged: a ceasefire was, for Term months after
	// this one, or from this one on if it is new.
	TruceSigned, TruceProlonged bool
	Term                        int
	// TruceHeld: one was in force to the end of the month. TruceBroken: violations ended it.
	TruceHeld, TruceBroken bool
	// Violations of a ceasefire.
	Violations int
	// Open: talks stand open at the end of the month.
	Open bool
	// Attendance and Readiness of the essential parties in the month, geometric means, until
	// a settlement. No record knows them.
	Attendance, Readiness float64
	// Intensity of the fiercest front on the scenarios' ordinal scale, 0 to 4.
	Intensity float64
	// Protocols and Agreed as in Outcome, as of this month.
	Protocols []int
	Agreed    []float64
	// End of the war, if over by this month; EndUnsettled while it goes on.
	End EndReason
}

// Observe plays one history and shows each month when it is over, but for the
// month in which a settlement collapses. It draws nothing and changes nothing.
func (w *World) Observe(arm *Arm, seed Seed, replication int, show func(*Seen)) Outcome {
	w.begin(arm, seed, replication)
	w.coord.begin(w, arm)
	w.onlooker = onlooker{director: &w.coord, show: show}
	return w.play(&w.onlooker)
}

// onlooker is a director with somebody looking on, who knows a month's news by
// what the counts were before.
type onlooker struct {
	director
	show   func(*Seen)
	seen   Seen
	before Outcome
}

func (o *onlooker) acts(w *World) []Act {
	o.before = w.out
	o.seen.Acts = o.director.acts(w)
	return o.seen.Acts
}

func (o *onlooker) observe(w *World) {
	s, p, out := &o.seen, &w.process, &w.out
	s.Round, s.Implementing, s.End = w.round, w.settled, out.End
	s.Met, s.Level = p.met && !w.settled, p.level
	s.Yielded = 0
	if s.Met {
		for i := range w.parties {
			s.Yielded += w.parties[i].yielded
		}
	}
	s.Framework = out.Frameworks > o.before.Frameworks
	s.TruceSigned = out.Truces > o.before.Truces
	s.TruceProlonged = out.Extensions > o.before.Extensions
	s.Term = p.term
	s.TruceHeld = p.truce || out.Lapses > o.before.Lapses
	s.TruceBroken = out.Breakdowns > o.before.Breakdowns
	s.Violations, s.Open = out.Violations-o.before.Violations, p.state == StageOpen
	s.Intensity, s.Attendance, s.Readiness = 0, 0, 0
	if !w.settled {
		s.Attendance, _, _ = w.attendance()
		s.Readiness = w.readiness()
		for i := range w.fronts {
			s.Intensity = max(s.Intensity, float64(4*w.fronts[i].intensity))
		}
	}
	s.Protocols, s.Agreed = out.Protocols, out.Agreed
	o.show(s)
	o.director.observe(w)
}
