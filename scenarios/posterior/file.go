package posterior

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/sheet"
	"parley/sim"
)

const (
	mostRows        = 200_000
	weightColumn    = "weight"
	seal            = "# sha256 = " // begins the last line of a file
	identifying     = 4             // of the heads: with the table they name a sample, however it was made
	offOne          = 1e-3          // how far from 1 the written weights may sum
	posteriorDigits = 7             // of a number: far more than hundreds of particles can tell, and stable when written again
)

// Heads say what a posterior was fitted to and how, in their order: key and value.
func (p *Posterior) Heads() [][2]string {
	return [][2]string{
		{"scenario", p.Scenario}, {"hash", p.Hash}, {"model", p.Model}, {"window", p.Window},
		{"record", p.Record}, {"summaries", strings.Join(p.Summaries, ", ")}, {"seed", strconv.FormatInt(p.Seed, 10)},
		{"particles", strconv.Itoa(len(p.Sample.Rows))},
	}
}

// Header is the weight and the ids of the columns.
func (p *Posterior) Header() []string {
	names := []string{weightColumn}
	for _, q := range p.Columns {
		names = append(names, sim.ParameterTable[q].ID)
	}
	return names
}

// CSV is the heads as comments, the table, and a comment with the checksum of both.
func (p *Posterior) CSV() string {
	text := p.text(p.Heads())
	return text + seal + sumOf(text) + "\n"
}

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Identity is what names a sample, for a checksum: scenario, hash, model and window as
// CSV has them, then the table.
func (p *Posterior) Identity() string { return p.text(p.Heads()[:identifying]) }

func (p *Posterior) text(heads [][2]string) string {
	var b strings.Builder
	for _, h := range heads {
		b.WriteString("# " + h[0] + " = " + h[1] + "\n")
	}
	b.WriteString(strings.Join(p.Header(), ","))
	for i, weight := range p.Weights() {
		b.WriteString("\n" + written(weight))
		for _, q := range p.Columns {
			cell := written(p.Sample.Rows[i][q])
			if q.IsSwitch() {
				cell = sim.ParameterTable[q].Levels[int(p.Sample.Rows[i][q])].ID
			}
			b.WriteString("," + cell)
		}
	}
	return b.String() + "\n"
}

// written is a number in seven digits, as short as it can be.
func written(x float64) string { return strconv.FormatFloat(x, 'g', posteriorDigits, 64) }

// Read reads what CSV says; name is for messages. The error is a *fault.List.
func Read(name string, text []byte) (*Posterior, error) {
	p, faults := &Posterior{}, &fault.Collector{}
	if table := sheet.New(name, text, '#', faults); table != nil {
		if particles := p.readHeads(table); !table.Bad {
			p.readTable(table, particles)
		}
		text := string(table.Text)
		at := strings.LastIndex(text, "\n"+seal) + 1
		if !table.Bad && at > 0 && strings.TrimSpace(text[at+len(seal):]) != sumOf(text[:at]) {
			table.Add(fault.Origin{File: name, Line: 1 + strings.Count(text[:at], "\n")}, "", "",
				"a number or a line of this file was changed since parley calibrate wrote it: want the file as it was, or without this line, if the change is meant")
		}
	}
	if faults.Any() {
		return nil, faults.Err()
	}
	return p, nil
}

// head is a line before the table: its value, and where it is.
type head struct {
	value string
	at    fault.Origin
}

var headLine = regexp.MustCompile(`^\s*#\s*(.*?)\s*=\s*(.*?)\s*$`)

// readHeads, the lines before the table, returns how many particles there should be.
func (p *Posterior) readHeads(t *sheet.Reader) (particles int) {
	heads := map[string]head{}
	for i, line := range strings.Split(string(t.Text), "\n") {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			break
		}
		if m := headLine.FindStringSubmatchIndex(line); m != nil {
			heads[line[m[2]:m[3]]] = head{line[m[4]:m[5]], fault.Origin{File: t.At.File, Line: i + 1, From: m[4], To: m[5], Naming: true}}
		}
	}
	for _, h := range (&Posterior{Sample: &sim.ParameterSample{}}).Heads() {
		if heads[h[0]].value == "" {
			t.Add(fault.Origin{File: t.At.File}, "", "", fmt.Sprintf("no line # %s = ...: want the file as parley calibrate wrote it, never saved by another program", h[0]))
			return 0
		}
	}
	p.Scenario, p.Hash, p.Model = heads["scenario"].value, heads["hash"].value, heads["model"].value
	p.Window, p.Record, p.Summaries = heads["window"].value, heads["record"].value, strings.Split(heads["summaries"].value, ", ")
	var err error
	p.Seed, err = strconv.ParseInt(heads["seed"].value, 10, 64)
	particles, err2 := strconv.Atoi(heads["particles"].value)
	wars := len(p.Wars())
	for _, x := range []struct {
		key  string
		good bool
		want string
	}{
		{"hash", strings.Count(p.Hash, Between) == wars-1, fmt.Sprintf("one for each of %d wars, separated by %q", wars, Between)},
		{"window", !slices.ContainsFunc(strings.Split(p.Window, Between), notPair), "two months, as 1993-01 to 1997-06"},
		{"seed", err == nil && p.Seed >= 0, "a whole number, 0 or more"},
		{"particles", err2 == nil && particles >= 2 && particles <= mostRows, fmt.Sprintf("a whole number from 2 to %d", mostRows)},
	} {
		if !x.good {
			t.Add(heads[x.key].at, "# "+x.key, sheet.ShownCell(heads[x.key].value), "want "+x.want)
		}
	}
	return particles
}

// notPair says that a text is not two months in order.
func notPair(text string) bool {
	first, last, _ := strings.Cut(text, " to ")
	a, err := sim.ParseMonth(first)
	b, err2 := sim.ParseMonth(last)
	return err != nil || err2 != nil || a > b
}

func (p *Posterior) readTable(t *sheet.Reader, particles int) {
	if !t.Begin(strings.Join(New(nil, nil).Header(), ", ")) {
		return
	}
	columns := p.readColumns(t)
	if t.Bad {
		return
	}
	list, weights := make([]sim.Parameters, 0, particles), make([]float64, 0, particles)
	for t.Next() {
		values, weight := particle(t, columns)
		list, weights = append(list, values), append(weights, weight)
	}
	if t.Bad {
		return
	}
	whole := fault.Origin{File: t.At.File}
	if len(list) != particles {
		t.Add(whole, "", "", fmt.Sprintf("%d particles: want %d, as its line # particles says; is the file whole?", len(list), particles))
		return
	}
	p.Sample = New(list, weights).Sample
	if sum := p.Sample.UpTo[len(weights)-1]; !(math.Abs(sum-1) <= offOne) {
		t.Add(whole, "", "", fmt.Sprintf("column %s sums to %.6g: want 1", weightColumn, sum))
	}
}

// column is what a column of a file is: a parameter, or the weight, or nothing that is known.
type column struct {
	of            sim.Parameter
	known, weight bool
}

// particle is a row: its parameters and its weight.
func particle(t *sheet.Reader, columns []column) (values sim.Parameters, weight float64) {
	for k, c := range columns {
		cell, info, x, low, high := t.Fields[k], &sim.ParameterTable[c.of], &weight, 0.0, 1.0
		switch {
		case c.known && c.of.IsSwitch():
			level, ok := info.LevelByID(cell)
			if !ok {
				t.Wrong(k, fault.NoneOf(cell, info.LevelIDs()))
			}
			values[c.of] = float64(level)
			continue
		case c.known:
			x, low, high = &values[c.of], info.Min, info.Max
		case !c.weight:
			continue
		}
		var err error
		if *x, err = strconv.ParseFloat(cell, 64); err != nil || !(*x >= low && *x <= high) {
			t.Wrong(k, sheet.WithPoint(fmt.Sprintf("want a number from %g to %g", low, high), cell))
		}
	}
	return values, weight
}

// readColumns of a file: which are parameters. Older and newer models have others, but
// there must be a weight and some parameter that is known.
func (p *Posterior) readColumns(t *sheet.Reader) (list []column) {
	for _, name := range t.Header {
		q, known := sim.ParameterByID(name)
		list = append(list, column{q, known, name == weightColumn})
		if known {
			p.Columns = append(p.Columns, q)
		} else if name != weightColumn {
			p.Unknown = append(p.Unknown, name)
		}
	}
	wanted := New(nil, nil).Header()
	switch {
	case !slices.Contains(t.Header, weightColumn):
		t.Missing(weightColumn, "missing column: want "+strings.Join(wanted, ", "))
	case len(p.Columns) == 0:
		t.WrongColumn(len(t.Header)-1, "no column is a parameter: want some of "+strings.Join(wanted[1:], ", "))
	}
	return list
}
