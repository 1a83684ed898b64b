package store

import "parley/sim/sweep"

// place is where the payload of a point stands: its journal, counted from 1, so
// that the zero place is none.
type place struct {
	journal int32
	size    int32
	at      int64
}

const pagePoints = 1 << 12

// index finds points in journals. It takes room for the pages that are in use:
// a large plan of which little is done is small.
type index struct {
	pages map[int]*[pagePoints]place
	done  int
}

func newIndex() *index { return &index{pages: map[int]*[pagePoints]place{}} }

// put notes a point; false if it is there already.
func (x *index) put(point int, p place) bool {
	page := x.pages[point/pagePoints]
	if page == nil {
		page = new([pagePoints]place)
		x.pages[point/pagePoints] = page
	}
	slot := &page[point%pagePoints]
	if slot.journal != 0 {
		return false
	}
	*slot = p
	x.done++
	return true
}

func (x *index) get(point int) (place, bool) {
	page := x.pages[point/pagePoints]
	if page == nil || page[point%pagePoints].journal == 0 {
		return place{}, false
	}
	return page[point%pagePoints], true
}

// missing lists the points of a span that are not there.
func (x *index) missing(s sweep.Span) sweep.Indices {
	var todo sweep.Indices
	for i := s.First; i < s.End; {
		if x.pages[i/pagePoints] == nil {
			end := min(s.End, (i/pagePoints+1)*pagePoints)
			if last := len(todo) - 1; last >= 0 && todo[last].End == i {
				todo[last].End = end
			} else {
				todo = append(todo, sweep.Span{First: i, End: end})
			}
			i = end
			continue
		}
		if _, ok := x.get(i); !ok {
			todo = todo.Add(i)
		}
		i++
	}
	return todo
}
