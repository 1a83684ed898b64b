package sim

import "math"

func exp(x float64) float64            { return math.Exp(x) }
func ln(x float64) float64             { return math.Log(x) }
func logistic(x float64) float64       { return 1 / (1 + exp(-x)) }
func normalQuantile(u float64) float64 { return u }
func powi(x float64, n int) float64    { return math.Pow(x, float64(n)) }
