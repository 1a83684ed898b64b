package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// Parquet checks its pages but not its footer, and readers trust the footer. So a
// file of ours has a checksum of all its bytes, in the footer itself: the CRC-32C
// with the digits of the checksum read as zeros.
const (
	footerSum = "parley.crc32c"
	noSum     = "00000000"
)

// sumMark stands before the digits: the key, then in Thrift's compact form the
// header of the next field, text, and its length.
var sumMark = []byte(footerSum + "\x18\x08")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errNoSum = errors.New("no file that parley wrote, or its end is missing")

// findSum returns where the digits stand.
func findSum(f io.ReaderAt, size int64) (int64, error) {
	tail := make([]byte, 8)
	if size < int64(len(tail)) {
		return 0, errNoSum
	}
	if _, err := f.ReadAt(tail, size-8); err != nil {
		return 0, err
	}
	n := int64(binary.LittleEndian.Uint32(tail))
	if string(tail[4:]) != "PAR1" || n > size-8 {
		return 0, errNoSum
	}
	footer := make([]byte, n)
	if _, err := f.ReadAt(footer, size-8-n); err != nil {
		return 0, err
	}
	i := bytes.LastIndex(footer, sumMark)
	if i < 0 || i+len(sumMark)+len(noSum) > len(footer) {
		return 0, errNoSum
	}
	return size - 8 - n + int64(i+len(sumMark)), nil
}

// stamp writes the checksum of a file, in which zeros stand in its place.
func stamp(f *os.File, sum uint32) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	at, err := findSum(f, info.Size())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(io.NewOffsetWriter(f, at), "%08x", sum)
	return err
}

// verify checks a file against its checksum.
func verify(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	at, err := findSum(f, info.Size())
	if err != nil {
		return err
	}
	said := make([]byte, len(noSum))
	if _, err := f.ReadAt(said, at); err != nil {
		return err
	}
	sum := crc32.New(castagnoli)
	after := at + int64(len(noSum))
	for _, part := range []io.Reader{io.NewSectionReader(f, 0, at), bytes.NewReader([]byte(noSum)),
		io.NewSectionReader(f, after, info.Size()-after)} {
		if _, err := io.CopyBuffer(struct{ io.Writer }{sum}, struct{ io.Reader }{part}, make([]byte, 1<<16)); err != nil {
			return err
		}
	}
	if fmt.Sprintf("%08x", sum.Sum32()) != string(said) {
		return errors.New("its checksum does not agree")
	}
	return nil
}
