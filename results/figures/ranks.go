package figures

import (
	"fmt"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Rank are those of the truths among the draws of a parameter's posteriors.
type Rank struct {
	Parameter string
	// Counts of the ranks 0, 1, ...; two at least.
	Counts []int
	// P of the test of uniformity, shown beside the name.
	P float64
}

// Ranks draws, for each parameter of a simulation-based calibration, by how much the
// distribution of its ranks strays from the uniform one, within a band that a
// calibrated inference satisfies.
type Ranks struct {
	Panels []Rank
	// Band is lower and upper difference after each rank but the last.
	Band [][2]float64
}

const (
	panelsAcross = 3
	panelHeight  = 106
)

// Table is the data of the picture.
func (f *Ranks) Table() (header []string, rows [][]string) {
	exact := func(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }
	for i := range f.Panels {
		p := &f.Panels[i]
		for rank, d := range p.differences() {
			share := float64(rank+1) / float64(len(p.Counts))
			rows = append(rows, []string{p.Parameter, strconv.Itoa(rank), exact(d + share), exact(d), exact(f.Band[rank][0]), exact(f.Band[rank][1])})
		}
	}
	return []string{"parameter", "rank", "share_up_to", "difference", "low", "high"}, rows
}

// differences of the share of ranks up to each but the last from the uniform one.
func (p *Rank) differences() []float64 {
	all, below := 0, 0
	for _, n := range p.Counts {
		all += n
	}
	list := make([]float64, len(p.Counts)-1)
	for rank := range list {
		below += p.Counts[rank]
		list[rank] = float64(below)/float64(max(1, all)) - float64(rank+1)/float64(len(p.Counts))
	}
	return list
}

func (f *Ranks) height() float64 {
	down := (len(f.Panels) + panelsAcross - 1) / panelsAcross
	return float64(down*panelHeight + 8 + keyHeight*len(f.key()))
}

func (f *Ranks) paint(c draw.Canvas) {
	width := c.Size().X / panelsAcross
	for i := range f.Panels {
		x, y := vg.Length(i%panelsAcross)*width, vg.Length(i/panelsAcross)*panelHeight
		cell := draw.Crop(c, x+2, x+width-c.Size().X-8, 0, -y)
		cell.Min.Y = cell.Max.Y - panelHeight + 6
		f.panel(cell, &f.Panels[i])
	}
	writeKey(c, f.key())
}

func (f *Ranks) key() []string {
	return key(fmt.Sprintf("Across: rank of the truth, 0 to 1. Up: share beyond uniform, ±%.2g. Shaded: 95 %%.", f.reach()))
}

// reach of the axis: everything that is drawn, with some air.
func (f *Ranks) reach() (most float64) {
	for _, b := range f.Band {
		most = max(most, -b[0], b[1])
	}
	for i := range f.Panels {
		for _, d := range f.Panels[i].differences() {
			most = max(most, d, -d)
		}
	}
	return 1.1 * most
}

func (f *Ranks) panel(c draw.Canvas, ranks *Rank) {
	write(c, words(Ink, smallSize, left), c.Min.X, c.Max.Y-8, ranks.Parameter, c.Size().X)
	write(c, noted, c.Min.X, c.Max.Y-21, fmt.Sprintf("p %.2f", ranks.P), c.Size().X)
	p := axes()
	p.HideAxes()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, -f.reach(), f.reach()
	xs, low, high, differences := []float64{0}, []float64{0}, []float64{0}, []float64{0}
	for i, b := range f.Band {
		xs, low, high = append(xs, float64(i+1)/float64(len(f.Band)+1)), append(low, b[0]), append(high, b[1])
	}
	xs, low, high, differences = append(xs, 1), append(low, 0), append(high, 0), append(append(differences, ranks.differences()...), 0)
	p.Add(level(0, 1, 0, stroke(Muted, thin)), band(xs, low, high, Blue), line(xs, differences, stroke(Ink, 1.4)))
	p.Draw(draw.Crop(c, 0, 0, 0, -29))
}
