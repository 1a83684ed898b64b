package figures

import (
	"fmt"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Ranks are those of the truths among the draws of a parameter's posteriors.
type Ranks struct {
	Parameter string
	// Counts of the ranks 0, 1, ...; two at least.
	Counts []int
	// P of the test of uniformity, shown beside the name.
	P float64
}

// Calibration draws, for each parameter, by how much the distribution of its ranks
// strays from the uniform one, within a band that a calibrated inference keeps.
type Calibration struct {
	Name, Title, Alt string
	Panels           []Ranks
	// Band is lower and upper difference after each rank but the last.
	Band [][2]float64
}

const (
	panelsAcross = 3
	panelHeight  = 106
)

// Figure of it.
func (f *Calibration) Figure() *Figure {
	down := (len(f.Panels) + panelsAcross - 1) / panelsAcross
	return &Figure{Name: f.Name, Title: f.Title, Alt: f.Alt, Header: []string{"parameter", "rank", "share_up_to", "difference", "low", "high"},
		Rows: f.rows(), Height: float64(down*panelHeight + 8 + keyHeight*len(f.key())), paint: f.paint}
}

func (f *Calibration) rows() (rows [][]string) {
	exact := func(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }
	for i := range f.Panels {
		p := &f.Panels[i]
		for rank, d := range p.differences() {
			share := float64(rank+1) / float64(len(p.Counts))
			rows = append(rows, []string{p.Parameter, strconv.Itoa(rank), exact(d + share), exact(d), exact(f.Band[rank][0]), exact(f.Band[rank][1])})
		}
	}
	return rows
}

// differences of the share of ranks up to each but the last from the uniform one.
func (p *Ranks) differences() []float64 {
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

func (f *Calibration) paint(c draw.Canvas) {
	most := f.reach()
	width := c.Size().X / panelsAcross
	for i := range f.Panels {
		x, y := vg.Length(i%panelsAcross), vg.Length(i/panelsAcross)
		cell := draw.Crop(c, x*width, (x+1)*width-c.Size().X, 0, 0)
		cell.Max.Y = c.Max.Y - y*panelHeight
		cell.Min.Y = cell.Max.Y - panelHeight
		f.panel(draw.Crop(cell, 2, -8, 6, 0), &f.Panels[i], most)
	}
	style, y := words(Muted, smallSize, left), c.Min.Y+keyHeight*vg.Length(len(f.key()))-8
	for _, line := range f.key() {
		c.FillText(style, vg.Point{X: c.Min.X, Y: y}, line)
		y -= keyHeight
	}
}

// key explains the panels below them, line by line.
func (f *Calibration) key() []string {
	return wrapped(words(Muted, smallSize, left),
		fmt.Sprintf("Across: rank of the truth, 0 to 1. Up: share beyond uniform, ±%.2g. Shaded: 95 %%.", f.reach()), Width-2*margin)
}

// reach of the axis: everything that is drawn, with some air.
func (f *Calibration) reach() (most float64) {
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

func (f *Calibration) panel(c draw.Canvas, ranks *Ranks, most float64) {
	name := words(Ink, smallSize, left)
	name.YAlign = draw.YTop
	c.FillText(name, vg.Point{X: c.Min.X, Y: c.Max.Y}, fit(name, ranks.Parameter, c.Size().X))
	name.Color = Muted.solid()
	c.FillText(name, vg.Point{X: c.Min.X, Y: c.Max.Y - 13}, fit(name, fmt.Sprintf("p %.2f", ranks.P), c.Size().X))
	p := axes()
	p.HideAxes()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, -most, most
	xs, low, high := []float64{0}, []float64{0}, []float64{0}
	for i, b := range f.Band {
		xs, low, high = append(xs, float64(i+1)/float64(len(f.Band)+1)), append(low, b[0]), append(high, b[1])
	}
	xs, low, high = append(xs, 1), append(low, 0), append(high, 0)
	differences := append(append([]float64{0}, ranks.differences()...), 0)
	p.Add(painter(func(c draw.Canvas, p *plot.Plot) {
		c.StrokeLine2(stroke(Muted, thin), c.Min.X, at(c, p, 0, 0).Y, c.Max.X, at(c, p, 0, 0).Y)
	}), band(xs, low, high, Blue), line(xs, differences, stroke(Ink, 1.4)))
	p.Draw(draw.Crop(c, 0, 0, 0, -29))
}
