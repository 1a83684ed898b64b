package store

import (
	"encoding/binary"
	"math"

	"parley/sim/sweep"
)

// A payload of the journal: the point and the kind of payload, then the rows of
// results and histories without what the plan says of the point.
const (
	kindWhole   = iota // all of a point
	kindRefused        // its fault
	kindPart           // only histories; the point's record follows
	kindRest           // the record behind such parts, and how many bytes they take
)

// head is what a payload begins with.
type head struct {
	point int
	kind  byte
	// ahead is the length of the parts in front of a record, headers included.
	ahead int64
}

type encoder struct {
	row     Row
	history Row
}

func newEncoder() *encoder {
	return &encoder{make(Row, len(figureColumns)+1), make(Row, 1+len(historyFigures))}
}

// append encodes a record, behind parts of this length.
func (e *encoder) append(b []byte, r *sweep.Record, ahead int64) []byte {
	h := head{r.Point, kindWhole, ahead}
	switch {
	case r.Part:
		h.kind = kindPart
	case r.Fault != "":
		h.kind = kindRefused
	case ahead > 0:
		h.kind = kindRest
	}
	b = h.append(b)
	switch h.kind {
	case kindPart:
		return e.histories(b, r.Histories)
	case kindRefused:
		return e.refused(b, r.Fault)
	}
	b = binary.AppendUvarint(b, uint64(len(r.Arms)))
	for i := range r.Arms {
		fillFigures(e.row, &r.Arms[i], &r.Arms[r.Arms[i].Reference])
		e.row[len(figureColumns)] = Value{}
		b = appendRow(b, e.row)
	}
	return e.histories(b, r.Histories)
}

func (e *encoder) refused(b []byte, fault string) []byte {
	clear(e.row)
	e.row[len(figureColumns)] = textValue(fault)
	return e.histories(appendRow(binary.AppendUvarint(b, 1), e.row), nil)
}

func (e *encoder) histories(b []byte, all []sweep.History) []byte {
	b = binary.AppendUvarint(b, uint64(len(all)))
	for i := range all {
		e.history[0] = intValue(int64(all[i].Arm))
		for f := range historyFigures {
			e.history[1+f] = historyFigures[f].of(&all[i])
		}
		b = appendRow(b, e.history)
	}
	return b
}

func (h head) append(b []byte) []byte {
	b = append(binary.AppendUvarint(b, uint64(h.point)), h.kind)
	if h.kind == kindRest {
		b = binary.AppendUvarint(b, uint64(h.ahead))
	}
	return b
}

// readHead reads what a payload begins with, and returns what follows.
func readHead(b []byte) (h head, rest []byte, err error) {
	n, used := binary.Uvarint(b)
	if used <= 0 || used >= len(b) || n >= sweep.MaxPoints || b[used] > kindRest {
		return h, nil, errShortRow
	}
	h, b = head{point: int(n), kind: b[used]}, b[used+1:]
	if h.kind == kindRest {
		n, used := binary.Uvarint(b)
		if used <= 0 || n > math.MaxInt64 {
			return h, nil, errShortRow
		}
		h.ahead, b = int64(n), b[used:]
	}
	return h, b, nil
}

// decodeArms hands over the rows of the arms, behind what stands in front of row
// already, and returns the names of the arms and what follows.
func decodeArms(b []byte, row Row, add func() error) (arms []Value, rest []byte, err error) {
	n, b, err := readCount(b)
	ahead := len(row) - len(figureColumns) - 1
	for range n {
		if b, err = readRow(b, row[ahead:]); err == nil {
			arms = append(arms, row[ahead])
			err = add()
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return arms, b, err
}

// decodeHistories does the same with histories.
func decodeHistories(b []byte, arms []Value, history Row, add func() error) error {
	n, b, err := readCount(b)
	ahead := len(history) - len(historyFigures) - 1
	for range n {
		if b, err = readRow(b, history[ahead:]); err != nil {
			return err
		}
		a := int(history[ahead].Int())
		if a < 0 || a >= len(arms) {
			return errShortRow
		}
		history[ahead] = arms[a]
		if err = add(); err != nil {
			return err
		}
	}
	return err
}

func readCount(b []byte) (int, []byte, error) {
	n, used := binary.Uvarint(b)
	if used <= 0 || n > uint64(len(b)) {
		return 0, nil, errShortRow
	}
	return int(n), b[used:], nil
}
