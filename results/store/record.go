package store

import (
	"encoding/binary"

	"parley/sim/sweep"
)

// A payload of the journal: the point, whether it has a fault, and the rows of
// results and histories without what the plan says of the point.
type encoder struct {
	row     Row
	history Row
}

func newEncoder() *encoder {
	return &encoder{make(Row, len(figureColumns)+1), make(Row, 1+len(historyFigures))}
}

func (e *encoder) append(b []byte, r *sweep.Record) []byte {
	fault := r.Fault != ""
	b = binary.AppendUvarint(b, uint64(r.Point))
	b = append(b, byte(boolValue(fault).bits))
	if fault {
		b = binary.AppendUvarint(b, 1)
		clear(e.row)
		e.row[len(figureColumns)] = textValue(r.Fault)
		b = appendRow(b, e.row)
		return binary.AppendUvarint(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(len(r.Arms)))
	for i := range r.Arms {
		fillFigures(e.row, &r.Arms[i], &r.Arms[0])
		e.row[len(figureColumns)] = Value{}
		b = appendRow(b, e.row)
	}
	b = binary.AppendUvarint(b, uint64(len(r.Histories)))
	for i := range r.Histories {
		h := &r.Histories[i]
		e.history[0] = intValue(int64(h.Arm))
		for f := range historyFigures {
			e.history[1+f] = historyFigures[f].of(h)
		}
		b = appendRow(b, e.history)
	}
	return b
}

// readPoint reads what a payload begins with.
func readPoint(b []byte) (point int, fault bool, rest []byte, err error) {
	n, used := binary.Uvarint(b)
	if used <= 0 || used >= len(b) || n >= sweep.MaxPoints {
		return 0, false, nil, errShortRow
	}
	return int(n), b[used] != 0, b[used+1:], nil
}

// decode hands over the rows of a payload, behind what stands in front of row
// and history already.
func decode(b []byte, row, history Row, addRow, addHistory func() error) error {
	_, _, b, err := readPoint(b)
	if err != nil {
		return err
	}
	var arms []Value
	n, b, err := readCount(b)
	for range n {
		if err != nil {
			return err
		}
		ahead := len(row) - len(figureColumns) - 1
		if b, err = readRow(b, row[ahead:]); err == nil {
			arms = append(arms, row[ahead])
			err = addRow()
		}
	}
	if err != nil {
		return err
	}
	n, b, err = readCount(b)
	for range n {
		if err != nil {
			return err
		}
		ahead := len(history) - len(historyFigures) - 1
		if b, err = readRow(b, history[ahead:]); err != nil {
			return err
		}
		a := int(history[ahead].Int())
		if a < 0 || a >= len(arms) {
			return errShortRow
		}
		history[ahead] = arms[a]
		err = addHistory()
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
