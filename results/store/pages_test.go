package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	pqformat "github.com/parquet-go/parquet-go/format"
)

// parquetFile of one column, which may be null, of integers, with a page.
func parquetFile(t *testing.T, header pqformat.PageHeader, page []byte, change func(*pqformat.FileMetaData)) []byte {
	t.Helper()
	head, err := thrift.Marshal(&thrift.CompactProtocol{}, &header)
	if err != nil {
		t.Fatal(err)
	}
	rows := int64(2)
	footer := pqformat.FileMetaData{NumRows: rows, Schema: []pqformat.SchemaElement{
		{Name: "parley", NumChildren: thrift.Null[int32]{V: 1, Valid: true}},
		{Name: "x", Type: thrift.Null[pqformat.Type]{V: pqformat.Int64, Valid: true},
			RepetitionType: thrift.Null[pqformat.FieldRepetitionType]{V: pqformat.Optional, Valid: true}}},
		RowGroups: []pqformat.RowGroup{{NumRows: rows, Columns: []pqformat.ColumnChunk{{MetaData: pqformat.ColumnMetaData{
			Type: pqformat.Int64, Codec: pqformat.Zstd, NumValues: rows, DataPageOffset: 4, TotalCompressedSize: int64(len(head) + len(page))}}}}}}
	if change != nil {
		change(&footer)
	}
	tail, err := thrift.Marshal(&thrift.CompactProtocol{}, &footer)
	if err != nil {
		t.Fatal(err)
	}
	return withFooter(slices.Concat([]byte("PAR1"), head, page), tail)
}

func withFooter(begin, footer []byte) []byte {
	return append(binary.LittleEndian.AppendUint32(slices.Concat(begin, footer), uint32(len(footer))), "PAR1"...)
}

// rowsOf a file, and how many bytes it took to read them.
func rowsOf(t *testing.T, text []byte) (rows []Row, taken uint64, err error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.parquet")
	write(t, path, text)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	table, err := openTable(path)
	if err == nil {
		defer table.close()
		err = table.each(func(r Row) error { rows = append(rows, slices.Clone(r)); return nil })
	}
	runtime.ReadMemStats(&after)
	return rows, after.TotalAlloc - before.TotalAlloc, err
}

// A file of some hundred bytes says that there are millions of values: it is damaged, and costs what it weighs.
func TestFilesThatLieAboutTheirSizeAreDamaged(t *testing.T) {
	packed := func(text []byte) []byte {
		b, err := codec.Encode(nil, text)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	levels := []byte{4, 1} // a run of two
	page := slices.Concat(levels, packed([]byte{7, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0}))
	good := pqformat.PageHeader{Type: pqformat.DataPageV2, UncompressedPageSize: 18, CompressedPageSize: int32(len(page)),
		DataPageHeaderV2: thrift.Null[pqformat.DataPageHeaderV2]{Valid: true, V: pqformat.DataPageHeaderV2{NumValues: 2, NumRows: 2,
			DefinitionLevelsByteLength: int32(len(levels))}}}
	if rows, _, err := rowsOf(t, parquetFile(t, good, page, nil)); err != nil || len(rows) != 2 || rows[0][0] != int64(7) || rows[1][0] != int64(8) {
		t.Fatalf("%v %v", rows, err)
	}
	changed := func(change func(*pqformat.PageHeader, *pqformat.DataPageHeaderV2)) []byte {
		h := good
		change(&h, &h.DataPageHeaderV2.V)
		return parquetFile(t, h, page, nil)
	}
	footed := func(change func(*pqformat.FileMetaData)) []byte { return parquetFile(t, good, page, change) }
	with := func(page []byte, uncompressed int32) []byte {
		h := good
		h.CompressedPageSize, h.UncompressedPageSize = int32(len(page)), uncompressed
		return parquetFile(t, h, page, nil)
	}
	for _, c := range []struct {
		what, want string
		text       []byte
	}{
		{"a page of two GB", "a page of 2147483647 bytes, packed", changed(func(h *pqformat.PageHeader, _ *pqformat.DataPageHeaderV2) { h.UncompressedPageSize = math.MaxInt32 })},
		{"packed in two GB", "packed 2147483647: want at most 1048576", changed(func(h *pqformat.PageHeader, _ *pqformat.DataPageHeaderV2) { h.CompressedPageSize = math.MaxInt32 })},
		{"packed in more than there is", "unexpected EOF", changed(func(h *pqformat.PageHeader, _ *pqformat.DataPageHeaderV2) { h.CompressedPageSize = 1000 })},
		{"fewer than no bytes", "a page of -1 bytes", changed(func(h *pqformat.PageHeader, _ *pqformat.DataPageHeaderV2) { h.UncompressedPageSize = -1 })},
		{"two billion rows", "a page of 2147483647 rows and 2147483647 values, where 2 are left", changed(func(_ *pqformat.PageHeader, d *pqformat.DataPageHeaderV2) {
			d.NumRows, d.NumValues = math.MaxInt32, math.MaxInt32
		})},
		{"levels in two GB", "2147483647 bytes of levels in a page of 18", changed(func(_ *pqformat.PageHeader, d *pqformat.DataPageHeaderV2) {
			d.DefinitionLevelsByteLength = math.MaxInt32
		})},
		{"a dictionary", "a page that parley does not write", changed(func(h *pqformat.PageHeader, _ *pqformat.DataPageHeaderV2) { h.Type = pqformat.DictionaryPage })},
		{"another encoding", "a page that parley does not write", changed(func(_ *pqformat.PageHeader, d *pqformat.DataPageHeaderV2) { d.Encoding = pqformat.RLEDictionary })},
		{"another checksum", "checksum", changed(func(h *pqformat.PageHeader, _ *pqformat.DataPageHeaderV2) { h.CRC = 1 })},
		{"64 MB of zeros in a page of 16 bytes", "decompressed size", with(slices.Concat(levels, packed(make([]byte, 64<<20))), 18)},
		{"two frames, the second of 64 MB", "decompressed size", with(slices.Concat(page, packed(make([]byte, 64<<20))), 18)},
		{"fewer bytes than it says", "a page of 98 bytes has 16", with(page, 100)},
		{"too few values", "too few values", with(slices.Concat(levels, packed(make([]byte, 12))), 14)},
		{"levels for too few rows", "a page of 2 rows has levels of 1", with(slices.Concat([]byte{2, 1}, page[2:]), 18)},
		{"two billion rows in a group", "a row group of 2147483647 rows", footed(func(f *pqformat.FileMetaData) { f.RowGroups[0].NumRows = math.MaxInt32 })},
		{"two billion rows in a file", "9223372036854775807 rows, and 2 in its row groups", footed(func(f *pqformat.FileMetaData) { f.NumRows = math.MaxInt64 })},
		{"a column beyond the file", "2 values in 9223372036854775807 bytes", footed(func(f *pqformat.FileMetaData) { f.RowGroups[0].Columns[0].MetaData.TotalCompressedSize = math.MaxInt64 })},
		{"a column that begins beyond", "bytes from byte 9223372036854775807", footed(func(f *pqformat.FileMetaData) { f.RowGroups[0].Columns[0].MetaData.DataPageOffset = math.MaxInt64 })},
		{"a column that ends early", "unexpected EOF", footed(func(f *pqformat.FileMetaData) { f.RowGroups[0].Columns[0].MetaData.TotalCompressedSize -= 3 })},
		{"a column without its pages", "2 rows are missing: EOF", footed(func(f *pqformat.FileMetaData) { f.RowGroups[0].Columns[0].MetaData.TotalCompressedSize = 0 })},
		{"another compression", "compressed by SNAPPY", footed(func(f *pqformat.FileMetaData) { f.RowGroups[0].Columns[0].MetaData.Codec = pqformat.Snappy })},
		{"no columns", "a row group of 0 columns, not 1", footed(func(f *pqformat.FileMetaData) { f.RowGroups[0].Columns = nil })},
		{"a list of two billion", "lengths that go beyond what is there", withFooter([]byte("PAR1"), []byte{0x15, 2, 0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 7, 0})},
		{"a text of two GB", "lengths that go beyond what is there", withFooter([]byte("PAR1"), []byte{0x68, 0xff, 0xff, 0xff, 0xff, 7, 0})},
		{"sets in each other", "lengths that go beyond what is there", withFooter([]byte("PAR1"), append([]byte{0xf9}, bytes.Repeat([]byte{0x1a}, 8<<20)...))},
		{"structures in each other", "lengths that go beyond what is there", withFooter([]byte("PAR1"), bytes.Repeat([]byte{0x1c}, 1<<20))},
		{"a footer longer than the file", "does not begin and end as one", append([]byte("PAR1\xff\xff\xff\x7f"), "PAR1"...)},
	} {
		_, taken, err := rowsOf(t, c.text)
		if !errors.As(err, new(*damaged)) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.what, err, c.want)
		}
		if most := uint64(4<<20 + 4*len(c.text)); taken > most {
			t.Errorf("%s: %d bytes to read %d", c.what, taken, len(c.text))
		}
	}
}

// Levels of two runs, of which one is eight to a byte.
func TestLevelsByHand(t *testing.T) {
	got, err := unrun([]byte{3 << 1, 1, 1<<1 | 1, 0b00000010}, 9)
	if want := []byte{1, 1, 1, 0, 1, 0, 0, 0, 0}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v %v, want %v", got, err, want)
	}
}
