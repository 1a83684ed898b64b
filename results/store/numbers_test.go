package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestNumbersAreReadAsTheyWereWrittenAndTheSameBytesEachTime(t *testing.T) {
	rows := [][]float64{{0.5, -1e-9}, {0.25, 3}, {0.25, 1e300}}
	metadata := map[string]string{"scenario": "toy", "model": "ab"}
	var one, two bytes.Buffer
	for _, b := range []*bytes.Buffer{&one, &two} {
		if err := WriteNumbers(b, []string{"weight", "fear"}, metadata, rows); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("written again it has other bytes")
	}
	path := filepath.Join(t.TempDir(), "numbers.parquet")
	if err := os.WriteFile(path, one.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	table, err := openTable(path)
	if err != nil {
		t.Fatal(err)
	}
	defer table.close()
	if table.footer("scenario") != "toy" || table.columns[0].Name != "weight" || table.columns[1].Name != "fear" || table.parquet.NumRows() != 3 {
		t.Errorf("%+v, %d rows, scenario %q", table.columns, table.parquet.NumRows(), table.footer("scenario"))
	}
	at := 0
	err = table.each(func(row Row) error {
		if row[0] != rows[at][0] || row[1] != rows[at][1] {
			t.Errorf("row %d: %v, want %v", at, row, rows[at])
		}
		at++
		return nil
	})
	if err != nil || at != 3 {
		t.Errorf("%d rows, %v", at, err)
	}
}
