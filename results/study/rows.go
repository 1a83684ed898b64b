package study

import (
	"encoding/csv"
	"io"
	"strconv"

	"parley/sim"
)

// Rows are the draws as a table: parameters, and counts by arm.
type Rows struct {
	header []string
	rows   [][]string
}

func newRows(blocks []block, draws []draw) *Rows {
	t := &Rows{header: []string{"draw"}}
	for p := range sim.NumParameters {
		t.header = append(t.header, sim.ParameterTable[p].ID)
	}
	for b := range blocks {
		for a := range blocks[b].arms {
			name := blocks[b].name + ": " + blocks[b].arms[a].Name
			t.header = append(t.header, name+", settled", name+", kept", name+", histories")
		}
	}
	for i := range draws {
		t.rows = append(t.rows, draws[i].row(i))
	}
	return t
}

func (d *draw) row(i int) []string {
	row := []string{strconv.Itoa(i)}
	for p := range sim.NumParameters {
		if v := d.parameters.Value[p]; p.IsSwitch() {
			row = append(row, sim.ParameterTable[p].Levels[int(v)].ID)
		} else {
			row = append(row, strconv.FormatFloat(v, 'g', -1, 64))
		}
	}
	for b := range d.blocks {
		for _, n := range d.blocks[b].arms {
			row = append(row, strconv.FormatInt(n.settled, 10), strconv.FormatInt(n.kept, 10), strconv.FormatInt(n.n, 10))
		}
	}
	return row
}

// WriteCSV writes a header and a row for each draw.
func (t *Rows) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(t.header); err != nil {
		return err
	}
	return c.WriteAll(t.rows)
}
