package scenarios

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"parley/sim"
)

// mostRows of a posterior.
const mostRows = 1_000_000

// Heads of the lines before the table.
const (
	posteriorScenario = "scenario"
	posteriorHash     = "hash"
	posteriorModel    = "model"
	posteriorWindow   = "window"
	posteriorRecord   = "record"
	posteriorFitted   = "summaries"
	posteriorSeed     = "seed"
	posteriorRows     = "particles"
)

// identifying are the first of the heads: with the table they name a sample, however it
// was made.
const identifying = 4

// offOne is how far from 1 the written weights may sum.
const offOne = 1e-3

const weightColumn = "weight"

// posteriorDigits of a number in a posterior: far more than a sample of some hundred
// particles can tell, and stable when read and written again.
const posteriorDigits = 7

// Heads say what a posterior was fitted to and how, in their order: key and value.
func (p *Posterior) Heads() [][2]string {
	return [][2]string{
		{posteriorScenario, p.Scenario}, {posteriorHash, p.Hash}, {posteriorModel, p.Model}, {posteriorWindow, p.Window},
		{posteriorRecord, p.Record}, {posteriorFitted, strings.Join(p.Summaries, ", ")}, {posteriorSeed, strconv.FormatInt(p.Seed, 10)},
		{posteriorRows, strconv.Itoa(len(p.Sample.Rows))},
	}
}

// PosteriorColumns are the weight and the ids of all parameters.
func PosteriorColumns() []string {
	names := []string{weightColumn}
	for q := range sim.NumParameters {
		names = append(names, sim.ParameterTable[q].ID)
	}
	return names
}

// Table has a row for each particle, of PosteriorColumns and in seven digits.
func (p *Posterior) Table() [][]float64 {
	var rows [][]float64
	for i, weight := range p.Weights() {
		row := []float64{written(weight)}
		for q := range sim.NumParameters {
			row = append(row, written(p.Sample.Rows[i][q]))
		}
		rows = append(rows, row)
	}
	return rows
}

// written is a number as a file has it.
func written(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', posteriorDigits, 64), 64)
	return y
}

// WriteCSV writes the heads as comments, then the table.
func (p *Posterior) WriteCSV(w io.Writer) error { return p.write(w, p.Heads()) }

// WriteIdentity writes what names a sample, for a checksum: scenario, hash, model and
// window as WriteCSV does, then the table.
func (p *Posterior) WriteIdentity(w io.Writer) error { return p.write(w, p.Heads()[:identifying]) }

func (p *Posterior) write(w io.Writer, heads [][2]string) error {
	b := bufio.NewWriter(w)
	for _, h := range heads {
		fmt.Fprintf(b, "# %s = %s\n", h[0], h[1])
	}
	b.WriteString(strings.Join(PosteriorColumns(), ","))
	for _, row := range p.Table() {
		for k, x := range row {
			b.WriteByte("\n,"[min(k, 1)])
			b.WriteString(strconv.FormatFloat(x, 'g', -1, 64))
		}
	}
	b.WriteString("\n")
	return b.Flush()
}

// ReadPosterior reads what WriteCSV wrote; name is for messages.
func ReadPosterior(name string, r io.Reader) (*Posterior, error) {
	text, err := io.ReadAll(io.LimitReader(r, 1<<30))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if bytes.HasPrefix(text, []byte("PAR1")) {
		return nil, fmt.Errorf("%s: a Parquet file: want the CSV file that parley calibrate writes beside it", name)
	}
	p := &Posterior{}
	particles, err := p.readHeads(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	c := csv.NewReader(strings.NewReader(string(text)))
	c.Comment = '#'
	rows, err := c.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: not a posterior: %w", name, err)
	}
	if err := p.readRows(rows, particles); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

// readHeads returns how many particles there should be.
func (p *Posterior) readHeads(text string) (particles int, err error) {
	heads := map[string]string{}
	for line := range strings.Lines(text) {
		head, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		if !ok {
			break
		}
		key, value, _ := strings.Cut(head, "=")
		heads[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	for _, h := range (&Posterior{Sample: &sim.ParameterSample{}}).Heads() {
		if heads[h[0]] == "" {
			return 0, fmt.Errorf("no line # %s = ...: not a posterior of parley calibrate", h[0])
		}
	}
	p.Scenario, p.Hash, p.Model, p.Window = heads[posteriorScenario], heads[posteriorHash], heads[posteriorModel], heads[posteriorWindow]
	p.Record = heads[posteriorRecord]
	for name := range strings.SplitSeq(heads[posteriorFitted], ",") {
		p.Summaries = append(p.Summaries, strings.TrimSpace(name))
	}
	if !isWindow(p.Window) {
		return 0, wrongHead(posteriorWindow, p.Window, "two months, as 1993-01 to 1997-06")
	}
	if p.Seed, err = strconv.ParseInt(heads[posteriorSeed], 10, 64); err != nil || p.Seed < 0 {
		return 0, wrongHead(posteriorSeed, heads[posteriorSeed], "a whole number, 0 or more")
	}
	if particles, err = strconv.Atoi(heads[posteriorRows]); err != nil || particles < 2 || particles > mostRows {
		return 0, wrongHead(posteriorRows, heads[posteriorRows], fmt.Sprintf("a whole number from 2 to %d", mostRows))
	}
	return particles, nil
}

func wrongHead(key, value, want string) error {
	return fmt.Errorf("# %s = %s: want %s", key, value, want)
}

// isWindow says whether a text is two months in order.
func isWindow(text string) bool {
	first, last, _ := strings.Cut(text, " to ")
	a, err := sim.ParseMonth(first)
	b, err2 := sim.ParseMonth(last)
	return err == nil && err2 == nil && a <= b
}

func (p *Posterior) readRows(rows [][]string, particles int) error {
	if len(rows) != 1+particles {
		return fmt.Errorf("%d rows: want a header and the %d particles of its line # %s; is the file whole?", len(rows), particles, posteriorRows)
	}
	columns, err := posteriorColumns(rows[0])
	if err != nil {
		return err
	}
	var list []sim.Parameters
	var weights []float64
	for i, row := range rows[1:] {
		var values sim.Parameters
		weight := 0.0
		for k, text := range row {
			x, err := strconv.ParseFloat(text, 64)
			low, high := 0.0, 1.0
			if q := columns[k]; q >= 0 {
				low, high = sim.ParameterTable[q].Min, sim.ParameterTable[q].Max
				values[q] = x
			} else {
				weight = x
			}
			if err != nil || !(x >= low && x <= high) {
				return fmt.Errorf("particle %d, %s = %s: want a number from %g to %g", i+1, rows[0][k], text, low, high)
			}
		}
		list, weights = append(list, values), append(weights, weight)
	}
	p.Sample = NewPosterior(list, weights).Sample
	if sum := p.Sample.UpTo[len(weights)-1]; !(math.Abs(sum-1) <= offOne) {
		return fmt.Errorf("column %s sums to %.6g: want 1", weightColumn, sum)
	}
	return nil
}

// posteriorColumns says which parameter each column is, -1 for the weight.
func posteriorColumns(header []string) ([]int, error) {
	wanted := PosteriorColumns()
	columns := make([]int, len(header))
	for k, name := range header {
		at := slices.Index(wanted, name)
		if at < 0 || slices.Index(header, name) != k {
			return nil, fmt.Errorf("column %s: want each of %s once%s", name, strings.Join(wanted, ", "), DidYouMean(name, wanted))
		}
		columns[k] = at - 1
	}
	for _, name := range wanted {
		if !slices.Contains(header, name) {
			return nil, fmt.Errorf("no column %s", name)
		}
	}
	return columns, nil
}
