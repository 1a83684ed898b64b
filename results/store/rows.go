package store

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
)

// ReadRows reads the points of a table, CSV or Parquet: its first line, or its
// columns, name the factors; an empty or null value leaves the scenario's own.
func ReadRows(path string) (names []string, rows [][]string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	magic := make([]byte, 4)
	if _, err := io.ReadFull(file, magic); err == nil && string(magic) == "PAR1" {
		return parquetRows(path)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, nil, err
	}
	return csvRows(path, file)
}

func csvRows(path string, in io.Reader) (names []string, rows [][]string, err error) {
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, nil, err
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))))
	r.TrimLeadingSpace = true
	all, err := r.ReadAll()
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	case len(all) == 0:
		return nil, nil, fmt.Errorf("%s: empty: want a line with the names of factors, then points", path)
	}
	for _, row := range all {
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
	}
	return all[0], all[1:], nil
}

func parquetRows(path string) (names []string, rows [][]string, err error) {
	t, err := openTable(path)
	if err != nil {
		return nil, nil, err
	}
	defer t.close()
	for _, c := range t.columns {
		names = append(names, c.Name)
	}
	err = t.each(func(row Row) error {
		values := make([]string, len(row))
		for i, v := range row {
			if x, ok := v.(float64); ok && (math.IsNaN(x) || math.IsInf(x, 0)) {
				return fmt.Errorf("%s: row %d: %s = %v: want a finite number", path, len(rows)+1, names[i], x)
			}
			values[i] = String(v)
		}
		rows = append(rows, values)
		return nil
	})
	if err == nil && len(names) == 0 {
		err = errors.New(path + ": no columns")
	}
	return names, rows, err
}
