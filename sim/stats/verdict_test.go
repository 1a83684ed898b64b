package stats

import (
	"encoding/json"
	"testing"
)

func TestNumbersInJSONAreRounded(t *testing.T) {
	for x, want := range map[float64]string{1.0 / 3: "0.333333", -1e-9: "0", 0.1 + 0.2: "0.3", 54: "54"} {
		if got, err := json.Marshal(Number(x)); err != nil || string(got) != want {
			t.Errorf("%v as %s, %v; want %s", x, got, err, want)
		}
	}
}

// One side of every border, and the border itself. What helps hurts when turned round.
func TestVerdicts(t *testing.T) {
	mirror := map[Verdict]Verdict{Helps: Hurts, Nothing: Nothing, Unclear: Unclear}
	for _, c := range []struct {
		difference, low, high float64
		want                  Verdict
	}{
		{0.03, 0.02, 0.05, Helps},
		{0.0101, 0.0001, 0.02, Helps},
		{0.0101, 0, 0.02, Unclear},
		{0.01, 0.0001, 0.02, Unclear},
		{0.009, 0.005, 0.0101, Unclear},
		{0.009, 0.005, 0.01, Nothing},
		{0, -0.01, 0.01, Nothing},
		{0, -0.0101, 0.01, Unclear},
		{0.05, -0.02, 0.12, Unclear},
	} {
		if got := Judge(Difference{c.difference, c.low, c.high}); got != c.want {
			t.Errorf("%v, %v to %v: %s, want %s", c.difference, c.low, c.high, got, c.want)
		}
		if got := Judge(Difference{-c.difference, -c.high, -c.low}); got != mirror[c.want] {
			t.Errorf("%v, %v to %v turned round: %s, want %s", c.difference, c.low, c.high, got, mirror[c.want])
		}
	}
}

// Pairs of 10,000 histories: by how many more the first arm settles decides
// between helping and not, and how many differ at all between telling and not.
func TestVerdictsOfCounts(t *testing.T) {
	for _, c := range []struct {
		aOnly, bOnly int64
		want         Verdict
	}{
		{101, 0, Helps}, {100, 0, Unclear}, {0, 101, Hurts}, {0, 100, Unclear},
		{900, 799, Helps}, {4000, 3899, Unclear}, // 101 more: the interval decides
		{82, 0, Nothing}, {0, 82, Nothing}, {83, 0, Unclear}, {0, 83, Unclear},
		{1301, 1301, Nothing}, {1302, 1302, Unclear},
	} {
		d := ShareDifference(Table{{10000 - c.aOnly - c.bOnly, c.bOnly}, {c.aOnly, 0}}, Level)
		if got := Judge(d); got != c.want {
			t.Errorf("%d against %d: %s, want %s of %+v", c.aOnly, c.bOnly, got, c.want, d)
		}
	}
}
