package sweep

// MaxSobol is the most factors of a Sobol' design.
const MaxSobol = 128
