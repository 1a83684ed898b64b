package store

import "io"

// WriteNumbers writes rows of numbers as a Parquet file, the columns by name and
// in order, with what is to be known of the file as metadata. The same rows give
// the same bytes. A row has a number for each column.
func WriteNumbers(w io.Writer, columns []string, metadata map[string]string, rows [][]float64) error {
	var list []Column
	for _, name := range columns {
		list = append(list, Column{Name: name, Kind: Double})
	}
	t, err := newTableWriter(w, list)
	if err != nil {
		return err
	}
	row := make(Row, len(columns))
	for _, numbers := range rows {
		for i, x := range numbers {
			row[i] = doubleValue(x)
		}
		if err := t.add(row); err != nil {
			return err
		}
	}
	return t.close(metadata)
}
