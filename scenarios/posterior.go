package scenarios

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"parley/sim"
)

// Posterior is a weighted sample of the global parameters, fitted to the record
// of a war by some version of the model.
type Posterior struct {
	// Scenario and Hash name the war it was fitted to, as Template.Hash without
	// overrides does; Model is the Fingerprint of the model.
	Scenario, Hash, Model string
	// Window is what of the record was used, as "1993-01 to 1997-06".
	Window string
	Sample *sim.ParameterSample
}

// mostRows of a posterior.
const mostRows = 1_000_000

// Heads of the lines before the table.
const (
	posteriorScenario = "scenario"
	posteriorHash     = "hash"
	posteriorModel    = "model"
	posteriorWindow   = "window"
)

const weightColumn = "weight"

// posteriorDigits of a number in a posterior: far more than a sample of some hundred
// particles can tell, and stable when read and written again.
const posteriorDigits = 7

// NewPosterior of rows and their weights.
func NewPosterior(rows []sim.Parameters, weights []float64) *Posterior {
	s := &sim.ParameterSample{Rows: rows}
	sum := 0.0
	for _, w := range weights {
		sum += w
		s.UpTo = append(s.UpTo, sum)
	}
	return &Posterior{Sample: s}
}

// Weights of the rows, as they were given.
func (p *Posterior) Weights() []float64 {
	w := make([]float64, len(p.Sample.UpTo))
	before := 0.0
	for i, upTo := range p.Sample.UpTo {
		w[i], before = upTo-before, upTo
	}
	return w
}

// Heads say what a posterior was fitted to, in their order: key and value.
func (p *Posterior) Heads() [][2]string {
	return [][2]string{{posteriorScenario, p.Scenario}, {posteriorHash, p.Hash}, {posteriorModel, p.Model}, {posteriorWindow, p.Window}}
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
func (p *Posterior) WriteCSV(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, h := range p.Heads() {
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
	if err := p.readHeads(string(text)); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	c := csv.NewReader(strings.NewReader(string(text)))
	c.Comment = '#'
	rows, err := c.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: not a posterior: %w", name, err)
	}
	if err := p.readRows(rows); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

func (p *Posterior) readHeads(text string) error {
	to := map[string]*string{posteriorScenario: &p.Scenario, posteriorHash: &p.Hash, posteriorModel: &p.Model, posteriorWindow: &p.Window}
	for line := range strings.Lines(text) {
		head, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		if !ok {
			break
		}
		key, value, _ := strings.Cut(head, "=")
		if at := to[strings.TrimSpace(key)]; at != nil {
			*at = strings.TrimSpace(value)
		}
	}
	for _, h := range p.Heads() {
		if h[1] == "" {
			return fmt.Errorf("no line # %s = ...: not a posterior of parley calibrate", h[0])
		}
	}
	return nil
}

func (p *Posterior) readRows(rows [][]string) error {
	if len(rows) < 3 || len(rows) > mostRows {
		return fmt.Errorf("%d rows: want a header and 2 to %d particles", len(rows), mostRows)
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
			low, high := 0.0, 1e300
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
	if !(p.Sample.UpTo[len(weights)-1] > 0) {
		return errors.New("all weights are 0")
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

// attachPosterior gives a configuration the sample that it draws from.
func (t *Template) attachPosterior(out *Scenario) error {
	p, why := t.posterior, ""
	if p == nil {
		p, why = t.shipped()
		why = afterColon("the shipped posterior", why)
	} else {
		why = afterColon(t.posteriorFile, p.fits(t.name, t.plainHash()))
	}
	switch {
	case why != "":
		return errors.New(why)
	case p == nil:
		return fmt.Errorf("parameters.mode = posterior: no posterior is shipped for %s: want prior or point, or --parameters FILE", t.name)
	}
	out.Config.Parameters.Sample, out.Window = p.Sample, p.Window
	return nil
}

func afterColon(what, why string) string {
	if why == "" {
		return ""
	}
	return what + ": " + why
}

// findShipped is the posterior shipped under the name of a scenario, nil if there
// is none, and why it is not one of this text and this model.
func (t *Template) findShipped() (p *Posterior, why string) {
	if p = ShippedPosterior(t.name); p == nil || p.Scenario != t.name {
		return nil, ""
	}
	return p, p.fits(t.name, t.plainHash())
}

// chooseMode takes the parameters from the shipped posterior where nothing says
// whence. If there is one that does not fit, it says why not.
func (t *Template) chooseMode(d *document) (why string) {
	mode := &d.Parameters.Mode
	if t.prior || mode.from != nil || mode.bad {
		return ""
	}
	p, why := t.shipped()
	if p != nil && why == "" {
		mode.V, mode.why = sim.ParameterModeNames[sim.ParametersPosterior], "default, as a posterior is shipped"
	}
	return why
}

// checksum names the sample of a posterior: its values and weights to the last bit.
func checksum(s *sim.ParameterSample) string {
	h := sha256.New()
	_ = binary.Write(h, binary.LittleEndian, s.Rows) // a hash takes all
	_ = binary.Write(h, binary.LittleEndian, s.UpTo)
	return hex.EncodeToString(h.Sum(nil))
}

//go:embed posterior
var embedded embed.FS

// posteriors that are shipped; tests ship others.
var posteriors fs.FS = embedded

// ShippedPosterior of a shipped scenario, fitted to all of its months; nil if there
// is none.
func ShippedPosterior(scenario string) *Posterior { return shippedPosterior(scenario) }

// ShippedPosteriorUntil is the same, fitted to the months up to until; nil if there
// is none of this window.
func ShippedPosteriorUntil(scenario string, until sim.Month) *Posterior {
	return shippedPosterior(scenario + "-" + until.String())
}

func shippedPosterior(name string) *Posterior {
	f, err := posteriors.Open("posterior/" + name + ".csv")
	if err != nil {
		return nil
	}
	defer f.Close()
	p, err := ReadPosterior("the shipped posterior "+name, f)
	if err != nil {
		panic(err) // it is built in
	}
	return p
}

// fits says why a posterior is not one of this scenario and this model; "" if it is.
func (p *Posterior) fits(scenario, hash string) string {
	switch {
	case p.Scenario != scenario:
		return fmt.Sprintf("it was fitted to %s, and this is %s", p.Scenario, scenario)
	case p.Hash != hash:
		return fmt.Sprintf("it was fitted to another version of %s", scenario)
	case p.Model != Fingerprint():
		return fmt.Sprintf("it was fitted by another version of the model, %s; this is %s", p.Model, Fingerprint())
	}
	return ""
}

// plainHash of a scenario without overrides, its parameters from the prior; ""
// if it cannot be read so.
func plainHash(s source) string {
	t, err := prepare(s, Options{Set: []string{"parameters.mode=" + sim.ParameterModeNames[sim.ParametersPrior]}})
	if err != nil {
		return ""
	}
	return t.Hash()
}
