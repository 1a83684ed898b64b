package store

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"strings"
)

// ReadRows reads the points of a table from CSV: its first line names the factors; an
// empty value leaves the scenario's own.
func ReadRows(path string) (names []string, rows [][]string, err error) {
	text, err := os.ReadFile(path)
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
