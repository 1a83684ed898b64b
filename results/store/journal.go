package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"sync"
	"time"
)

// A journal is a row of records, each with a header of four little-endian
// uint32: a mark, the length of the payload, its CRC-32C, and the CRC-32C of the
// first twelve bytes. The record at the very beginning names the plan; every other
// is a point. Without that one, nobody can tell of which plan they are.
// A journal belongs to one process and is only ever added to: whoever resumes
// reads what is there and begins another.
const (
	recordMark  = 0x4a4c5250 // PRLJ
	headerBytes = 16
	// mostPayload bounds what a damaged length can make us read.
	mostPayload = 1 << 30
	// syncEvery is how long a record waits to be synced: how much work a power cut may cost.
	syncEvery = time.Second
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// journal is open for adding. Every record is handed to the system at once, so
// that a killed process loses none; it is synced soon after, whether another
// record follows or not.
type journal struct {
	file *os.File
	buf  []byte

	mu     sync.Mutex // of what follows, which the timer shares
	size   int64
	synced int64       // bytes that outlive a power cut
	timer  *time.Timer // runs while there are others
	failed error       // of a sync; what follows it would not be safe
}

// createJournal begins a journal of a plan.
func createJournal(path, plan string) (*journal, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	j := &journal{file: file}
	_, err = j.add([]byte(plan))
	if err = errors.Join(err, j.sync()); err != nil {
		file.Close()
		os.Remove(path)
		return nil, err
	}
	return j, nil
}

// add writes a record and returns where its payload begins. What a failed
// attempt left is cut off, so that the next record stands after the last whole one.
func (j *journal) add(payload []byte) (int64, error) {
	if len(payload) > mostPayload {
		return 0, fmt.Errorf("a record of %d bytes; at most %d", len(payload), mostPayload)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.failed != nil {
		return 0, j.failed
	}
	j.buf = appendHeader(j.buf[:0], payload)
	j.buf = append(j.buf, payload...)
	if _, err := j.file.WriteAt(j.buf, j.size); err != nil {
		return 0, errors.Join(err, j.file.Truncate(j.size))
	}
	at := j.size + headerBytes
	j.size += int64(len(j.buf))
	if j.timer == nil {
		j.timer = time.AfterFunc(syncEvery, func() { _ = j.sync() }) // add and the last sync say what failed
	}
	return at, nil
}

// sync makes safe what was added, and stops the timer.
func (j *journal) sync() error {
	j.halt()
	j.mu.Lock()
	size := j.size
	j.mu.Unlock()
	err := j.file.Sync() // records may be added meanwhile
	j.mu.Lock()
	defer j.mu.Unlock()
	if err != nil && j.failed == nil {
		j.failed = err
	}
	if j.failed == nil {
		j.synced = max(j.synced, size)
	}
	return j.failed
}

// halt stops the timer.
func (j *journal) halt() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.timer != nil {
		j.timer.Stop()
		j.timer = nil
	}
}

func appendHeader(b, payload []byte) []byte {
	start := len(b)
	b = binary.LittleEndian.AppendUint32(b, recordMark)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(payload)))
	b = binary.LittleEndian.AppendUint32(b, crc32.Checksum(payload, castagnoli))
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b[start:], castagnoli))
}

// header of a record; ok is false if these bytes are none.
func readHeader(b []byte) (length int, sum uint32, ok bool) {
	if len(b) < headerBytes || binary.LittleEndian.Uint32(b) != recordMark ||
		binary.LittleEndian.Uint32(b[12:]) != crc32.Checksum(b[:12], castagnoli) {
		return 0, 0, false
	}
	n := binary.LittleEndian.Uint32(b[4:])
	return int(n), binary.LittleEndian.Uint32(b[8:]), n <= mostPayload
}

// scanned is what reading a journal found besides its records.
type scanned struct {
	plan string // empty if the beginning cannot be read
	// torn bytes at the end are what a crash left of the last record.
	torn int64
	// corrupt spans of bytes within the journal hold no record that can be read.
	corrupt int
	// nameless records follow a beginning that cannot be read.
	nameless int
}

// scan reads all whole records of a journal of this size and tells visit where
// the payload of each of the plan's points begins. The payload is valid during the call.
func scan(r io.ReaderAt, size int64, visit func(at int64, payload []byte) error) (scanned, error) {
	var s scanned
	w := window{r: r, size: size}
	bad := int64(0) // bytes since the last whole record
	for at := int64(0); at < size; {
		payload, err := w.record(at)
		if err != nil {
			return s, err
		}
		if payload == nil {
			at, bad = at+1, bad+1
			continue
		}
		if bad > 0 {
			s.corrupt, bad = s.corrupt+1, 0
		}
		switch {
		case at == 0:
			s.plan = string(payload)
		case s.plan == "":
			s.nameless++
		default:
			if err := visit(at+headerBytes, payload); err != nil {
				return s, err
			}
		}
		at += int64(headerBytes + len(payload))
	}
	s.torn = bad
	return s, nil
}

// window reads a file in large pieces.
type window struct {
	r     io.ReaderAt
	size  int64
	start int64
	buf   []byte
}

const windowBytes = 1 << 20

// record returns the payload of the record that begins here, nil if none does.
func (w *window) record(at int64) ([]byte, error) {
	head, err := w.bytes(at, headerBytes)
	if err != nil {
		return nil, err
	}
	n, sum, ok := readHeader(head)
	if !ok || int64(n) > w.size-at-headerBytes {
		return nil, nil
	}
	b, err := w.bytes(at, headerBytes+n)
	if err != nil || crc32.Checksum(b[headerBytes:], castagnoli) != sum {
		return nil, err
	}
	return b[headerBytes:], nil
}

// bytes returns n bytes, fewer at the end of the file.
func (w *window) bytes(at int64, n int) ([]byte, error) {
	n = int(min(int64(n), w.size-at))
	from := at - w.start
	if from < 0 || from+int64(n) > int64(len(w.buf)) {
		want := int(min(int64(max(n, windowBytes)), w.size-at))
		if cap(w.buf) < want {
			w.buf = make([]byte, want)
		}
		w.buf = w.buf[:want]
		got, err := w.r.ReadAt(w.buf, at)
		if err != nil && err != io.EOF {
			return nil, err
		}
		// A file that shrank meanwhile ends here.
		w.buf, w.start, from = w.buf[:got], at, 0
		n = min(n, got)
	}
	return w.buf[from : from+int64(n)], nil
}
