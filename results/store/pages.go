package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	pqformat "github.com/parquet-go/parquet-go/format"
)

// Parquet files are written by the library and read here: the library makes room for whatever a length in a file says,
// and of what parley writes there is one kind, pages of version 2 with plain values.

// mostPage is the most bytes of a page: pageBytes and a value, whose longest is the text of a fault.
const mostPage = 1 << 20

var unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecodeAllCapLimit(true)) // the options are right

// readFooter of a file of some size, and its text.
func readFooter(f io.ReaderAt, size int64) (*pqformat.FileMetaData, []byte, error) {
	const magic = "PAR1"
	var begin [4]byte
	var end [8]byte
	if size < int64(len(begin)+len(end)) {
		return nil, nil, fmt.Errorf("%d bytes", size)
	}
	if _, err := f.ReadAt(begin[:], 0); err != nil {
		return nil, nil, err
	}
	if _, err := f.ReadAt(end[:], size-8); err != nil {
		return nil, nil, err
	}
	length := int64(binary.LittleEndian.Uint32(end[:4]))
	if string(begin[:]) != magic || string(end[4:]) != magic || length > size-12 {
		return nil, nil, errors.New("it does not begin and end as one")
	}
	text := make([]byte, length)
	if _, err := f.ReadAt(text, size-8-length); err != nil {
		return nil, nil, err
	}
	footer := &pqformat.FileMetaData{}
	n, err := decode(text, footer)
	if err == nil && n < len(text) {
		err = errors.New("bytes behind the footer")
	}
	return footer, text, err
}

// noChecksum is as long as a checksum is.
const noChecksum = "00000000"

// checksum of a file but for the digits of the checksum in its footer, and where these are: 0 if there are none.
func checksum(f io.ReaderAt, size int64, footer []byte) (sum string, at int64, err error) {
	const before = footerChecksum + "\x18\x08" // a text of eight bytes
	i := bytes.LastIndex(footer, []byte(before))
	if i < 0 {
		return "", 0, nil
	}
	at = size - 8 - int64(len(footer)) + int64(i+len(before))
	end, hash := at+int64(len(noChecksum)), crc32.NewIEEE()
	_, err = io.Copy(hash, io.MultiReader(io.NewSectionReader(f, 0, at), io.NewSectionReader(f, end, size-end)))
	return fmt.Sprintf("%08x", hash.Sum32()), at, err
}

// seal puts the checksum of a finished Parquet file into its footer.
func seal(f *file) error {
	err := f.Flush()
	size, wrong := f.file.Seek(0, io.SeekEnd)
	if err = errors.Join(err, wrong); err != nil {
		return err
	}
	_, footer, err := readFooter(f.file, size)
	sum, at, wrong := checksum(f.file, size, footer)
	if err = errors.Join(err, wrong); err == nil {
		_, err = f.file.WriteAt([]byte(sum), at)
	}
	return err
}

// decode a structure of a footer or before a page, and say how many bytes it takes.
func decode(text []byte, into any) (int, error) {
	r := &bounded{source: new(thrift.CompactProtocol).NewReaderFromBytes(text), size: len(text)}
	err := thrift.NewDecoder(r).Decode(into)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("lengths that go beyond what is there")
	}
	return r.BytesRead(), err
}

// bounded reads lists that can be as long as they say, since the library makes room before it reads, and structures that
// are not deep in each other, since it calls itself for each.
type bounded struct {
	source
	size int
	left []int32 // of the structures that are open, the outermost first: how many of its list are not read, itself too
}

// source has a method of the name of its type.
type source = thrift.Reader

// enter structures, one after the other.
func (r *bounded) enter(n int32) error {
	const deepest = 16
	if r.left = append(r.left, n); len(r.left) > deepest {
		return io.ErrUnexpectedEOF
	}
	return nil
}

func (r *bounded) ReadList() (thrift.List, error) {
	l, err := r.source.ReadList()
	switch {
	case err == nil && (int(l.Size) > r.size-r.BytesRead() || l.Type == thrift.LIST || l.Type == thrift.SET || l.Type == thrift.MAP): // Parquet has none of them
		err = io.ErrUnexpectedEOF
	case err == nil && l.Type == thrift.STRUCT && l.Size > 0:
		err = r.enter(l.Size)
	}
	return l, err
}

func (r *bounded) ReadField() (thrift.Field, error) {
	f, err := r.source.ReadField()
	last := len(r.left) - 1
	switch {
	case err == nil && f.Type == thrift.STOP && last >= 0:
		if r.left[last]--; r.left[last] == 0 {
			r.left = r.left[:last]
		}
	case err == nil && f.Type == thrift.STRUCT:
		err = r.enter(1)
	case err == nil && (f.Type == thrift.SET || f.Type == thrift.MAP): // which it has not
		err = io.ErrUnexpectedEOF
	}
	return f, err
}

// cells of a column of a row group, page by page.
type cells struct {
	Column
	from   *bufio.Reader
	left   int64  // rows in the pages that are not read
	levels []byte // of the page: 1 where there is a value; nil where all are
	rows   int    // of the page
	row    int
	data   []byte // of the page
	bit    int    // in a page of booleans
	least  int    // bytes of a value
}

// newCells of a chunk, which lies in the file.
func newCells(c Column, f io.ReaderAt, size, rows int64, chunk *pqformat.ColumnMetaData) (*cells, error) {
	at, length := chunk.DataPageOffset, chunk.TotalCompressedSize
	if at < 0 || length < 0 || at > size || length > size-at || chunk.NumValues != rows {
		return nil, fmt.Errorf("column %s has %d values in %d bytes from byte %d", c.Name, chunk.NumValues, length, at)
	}
	if chunk.Codec != pqformat.Zstd {
		return nil, fmt.Errorf("column %s is compressed by %s", c.Name, chunk.Codec)
	}
	return &cells{Column: c, from: bufio.NewReaderSize(io.NewSectionReader(f, at, length), partBytes), left: rows, least: leastBytes[c.Kind]}, nil
}

// next value of the column.
func (c *cells) next() (any, error) {
	for c.row == c.rows {
		if err := c.page(); err != nil {
			return nil, fmt.Errorf("column %s: %w", c.Name, err)
		}
	}
	c.row++
	if c.levels != nil && c.levels[c.row-1] == 0 {
		return nil, nil
	}
	v, n := c.value()
	if n > len(c.data) {
		return nil, fmt.Errorf("column %s: a page has too few values", c.Name)
	}
	c.data = c.data[n:]
	return v, nil
}

// leastBytes of a value: of a text those of its length, of eight yes or no's one.
var leastBytes = map[Kind]int{Int: 8, Double: 8, Bool: 1, Text: 4}

// value at the beginning of the data, and how many bytes it takes: more than there are if it is not whole.
func (c *cells) value() (any, int) {
	need := c.least
	if len(c.data) < need {
		return nil, need
	}
	switch c.Kind {
	case Int:
		return int64(binary.LittleEndian.Uint64(c.data)), need
	case Double:
		return math.Float64frombits(binary.LittleEndian.Uint64(c.data)), need
	case Bool:
		v := c.data[0]>>c.bit&1 == 1
		if c.bit = (c.bit + 1) % 8; c.bit > 0 {
			return v, 0
		}
		return v, need
	}
	end := int64(need) + int64(binary.LittleEndian.Uint32(c.data))
	if end > int64(len(c.data)) {
		return nil, len(c.data) + 1
	}
	return string(c.data[need:end]), int(end)
}

// page reads the next one.
func (c *cells) page() error {
	begin, err := c.from.Peek(partBytes)
	if len(begin) == 0 || err != nil && err != io.EOF {
		return fmt.Errorf("%d rows are missing: %w", c.left, err)
	}
	header := pqformat.PageHeader{}
	n, err := decode(begin, &header)
	if err != nil {
		return err
	}
	c.from.Discard(n) // it was peeked at
	h, size, packed := &header.DataPageHeaderV2.V, int(header.UncompressedPageSize), int(header.CompressedPageSize)
	levels := int(h.DefinitionLevelsByteLength)
	switch {
	case header.Type != pqformat.DataPageV2 || !header.DataPageHeaderV2.Valid || h.Encoding != pqformat.Plain || h.RepetitionLevelsByteLength != 0:
		return errors.New("a page that parley does not write")
	case size < 0 || size > mostPage || packed < 0 || packed > mostPage:
		return fmt.Errorf("a page of %d bytes, packed %d: want at most %d", size, packed, mostPage)
	case levels < 0 || levels > min(size, packed):
		return fmt.Errorf("%d bytes of levels in a page of %d, packed %d", levels, size, packed)
	case h.NumRows < 0 || int64(h.NumRows) > c.left || h.NumRows != h.NumValues:
		return fmt.Errorf("a page of %d rows and %d values, where %d are left", h.NumRows, h.NumValues, c.left)
	}
	text := make([]byte, packed)
	if _, err := io.ReadFull(c.from, text); err != nil {
		return err
	}
	if header.CRC != 0 && uint32(header.CRC) != crc32.ChecksumIEEE(text) {
		return errors.New("a page whose checksum is another")
	}
	c.levels, c.rows, c.row, c.bit = nil, int(h.NumRows), 0, 0
	c.left -= int64(c.rows)
	if c.Optional {
		if c.levels, err = unrun(text[:levels], c.rows); err != nil {
			return err
		}
	}
	c.data = text[levels:]
	if h.IsCompressed.V || !h.IsCompressed.Valid {
		if c.data, err = unpacker.DecodeAll(c.data, make([]byte, 0, size-levels)); err != nil {
			return err
		}
	}
	if len(c.data) != size-levels {
		return fmt.Errorf("a page of %d bytes has %d", size-levels, len(c.data))
	}
	return nil
}

// unrun is n levels of 0 or 1, in runs: of one level, or of eight to a byte.
func unrun(text []byte, n int) ([]byte, error) {
	levels := make([]byte, 0, n)
	for len(levels) < n {
		run, size := binary.Uvarint(text)
		if size <= 0 || run>>1 == 0 || len(text) == size {
			break
		}
		text = text[size:]
		if run&1 == 0 {
			levels = append(levels, bytes.Repeat(text[:1], int(min(run>>1, uint64(n-len(levels)))))...)
			text = text[1:]
			continue
		}
		length := int(min(run>>1, uint64(len(text))))
		for _, eight := range text[:length] {
			for bit := 0; bit < 8 && len(levels) < n; bit++ {
				levels = append(levels, eight>>bit&1)
			}
		}
		text = text[length:]
	}
	if len(levels) < n {
		return nil, fmt.Errorf("a page of %d rows has levels of %d", n, len(levels))
	}
	return levels, nil
}
