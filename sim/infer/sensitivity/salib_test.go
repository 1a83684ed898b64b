package sensitivity

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"testing"

	"parley/sim"
)

var salib = flag.String("salib", "", "what tools/python/salib.py printed (make salib)")

// On the same sample matrices SALib says the same, to 1e-9, where the estimators are the same.
func TestIndicesAreThoseOfSALib(t *testing.T) {
	if *salib == "" {
		t.Skip("make salib runs it")
	}
	text, err := os.ReadFile(*salib)
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name                        string
		Factors                     int
		Sobol, Morris, First, Total []float64
		Trajectories                [][]float64
		Mu, Sigma                   []float64
		MuStar                      []float64 `json:"mu_star"`
	}
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) == 0 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	for _, c := range cases {
		same := func(what string, i int, got, want float64) {
			if !(math.Abs(got-want) < 1e-9) {
				t.Errorf("%s: %s of factor %d is %.12g, SALib's %.12g", c.Name, what, i+1, got, want)
			}
		}
		k := c.Factors
		var s Sample
		for b := 0; b < len(c.Sobol); b += k + 2 { // A, then A with each factor from B, then B
			points := [][]float64{{c.Sobol[b]}, {c.Sobol[b+k+1]}}
			for i := range k {
				points = append(points, []float64{c.Sobol[b+1+i]})
			}
			s = append(s, points)
		}
		x := Sobol(s, 1, sim.NewSeed(1))
		var moves Sample // each effect as a move from nothing
		var steps [][]float64
		for b := 0; b < len(c.Morris); b += k + 1 {
			points, step := make([][]float64, k+1), make([]float64, k)
			points[0] = []float64{0}
			for j := b + 1; j <= b+k; j++ {
				for i := range k {
					if d := c.Trajectories[j][i] - c.Trajectories[j-1][i]; d != 0 {
						points[i+1], step[i] = []float64{c.Morris[j] - c.Morris[j-1]}, d
					}
				}
			}
			moves, steps = append(moves, points), append(steps, step)
		}
		effects := Morris(moves, steps, sim.NewSeed(1))
		for i := range k {
			same("first index", i, x.First[i].Mean, c.First[i])
			same("total index", i, x.Total[i].Mean, c.Total[i])
			same("mu", i, effects[i].Mean.Mean, c.Mu[i])
			same("mu*", i, effects[i].Size, c.MuStar[i])
			same("sigma", i, effects[i].Spread, c.Sigma[i])
		}
	}
}
