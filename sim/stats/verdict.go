package stats

// Verdict says in a word what a difference and its interval allow to say.
type Verdict string

const (
	Helps   Verdict = "helps"   // more than a point, and the interval lies above 0
	Hurts   Verdict = "hurts"   // less than minus a point, and the interval lies below 0
	Nothing Verdict = "nothing" // the whole interval is within a point of 0
	Unclear Verdict = "unclear" // none of these
)

// Point is one percentage point: an effect must be larger to help or hurt.
const Point = 0.01

// Judge says what a difference of likelihoods and its interval allow to say.
func Judge(d Difference) Verdict {
	switch {
	case d.Low >= -Point && d.High <= Point:
		return Nothing
	case d.Difference > Point && d.Low > 0:
		return Helps
	case d.Difference < -Point && d.High < 0:
		return Hurts
	}
	return Unclear
}
