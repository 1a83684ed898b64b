package store

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
)

// WriteCSV writes a header and the rows that meet all conditions. Null is empty.
func (r *Results) WriteCSV(w io.Writer, where []Condition) error {
	out := csv.NewWriter(w)
	fields := make([]string, len(r.Columns))
	for i, c := range r.Columns {
		fields[i] = c.Name
	}
	out.Write(fields) // errors stay until the end
	err := r.Each(where, func(row Row) error {
		for i, v := range row {
			fields[i] = String(v)
		}
		return out.Write(fields)
	})
	out.Flush()
	return errors.Join(err, out.Error())
}

// WriteCodebook writes the columns as CSV: name, type, unit, meaning.
func WriteCodebook(w io.Writer, columns []Column) error {
	rows := [][]string{{"column", "type", "unit", "meaning"}}
	for _, c := range columns {
		rows = append(rows, []string{c.Name, string(c.Kind), c.Unit, c.Meaning})
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// WriteJSON writes one document: what the results are of, the codebook, and the
// rows that meet all conditions, a row a line.
func (r *Results) WriteJSON(w io.Writer, where []Condition) error {
	document := map[string]any{
		"format": format, "plan_hash": r.PlanHash, "plan": &r.Plan, "version": r.Version, "command": r.Command,
		"random_streams": r.Streams, "columns": r.Columns,
	}
	if len(r.Notes) > 0 {
		document["notes"] = r.Notes
	}
	head, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return err
	}
	if _, err := w.Write(append(head[:len(head)-2], ",\n  \"rows\": ["...)); err != nil {
		return err
	}
	names := make([][]byte, len(r.Columns))
	for i, c := range r.Columns {
		if names[i], err = json.Marshal(c.Name); err != nil {
			return err
		}
	}
	between := "\n    {"
	var line []byte
	err = r.Each(where, func(row Row) error {
		line = append(line[:0], between...)
		between = ",\n    {"
		for i, v := range row {
			value, err := json.Marshal(v)
			if err != nil {
				return err
			}
			line = append(append(append(append(line, names[i]...), ": "...), value...), ", "...)
		}
		_, err := w.Write(append(line[:len(line)-2], '}'))
		return err
	})
	if err == nil {
		_, err = io.WriteString(w, "\n  ]\n}\n")
	}
	return err
}
