package sim

// public is what everybody sees of the war and the talks at the start of a
// month. The counts are of the month before.
func (w *World) public() Public {
	v := Public{
		Open: w.process.state == processOpen, Suspended: w.process.state == processSuspended, Truce: w.process.truce,
		Agreed: w.agreed,
	}
	for i := range w.fronts {
		v.Intensity += w.fronts[i].intensity
	}
	v.Intensity /= float64(len(w.fronts)) // those that are over have none
	was, is := w.noted, tallyNews(w)
	v.Meetings, v.Protocols, v.Truces = is.meetings-was.meetings, is.protocols-was.protocols, is.truces-was.truces
	v.Violations, v.Suspensions = is.violations-was.violations, is.suspensions-was.suspensions
	w.noted = is
	return v
}

// news counts what has been in the newspapers so far.
type news struct{ meetings, protocols, truces, violations, suspensions int }

func tallyNews(w *World) news {
	return news{w.out.Meetings, w.agreedIssues(), w.out.Truces, w.out.Violations, w.out.Suspensions}
}
