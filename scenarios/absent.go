package scenarios

import "slices"

// Absent is what a scenario names and its war lacks: what --without leaves out, and
// what is there in none of its months. A record may still tell of it.
type Absent struct {
	Mediators []string
	Issues    []AbsentIssue
}

// AbsentIssue is an issue, and its cluster or "".
type AbsentIssue struct{ ID, Cluster string }

// Named is all that a document names.
func (d *document) Named() (a Absent) {
	for i := range d.Mediator {
		a.Mediators = append(a.Mediators, d.Mediator[i].ID)
	}
	for i := range d.Issue {
		a.Issues = append(a.Issues, AbsentIssue{d.Issue[i].ID, d.Issue[i].Cluster.V})
	}
	return a
}

// without what a document still has.
func (a Absent) without(d *document) Absent {
	a.Mediators = slices.DeleteFunc(a.Mediators, func(id string) bool { return d.mediator(id) >= 0 })
	a.Issues = slices.DeleteFunc(a.Issues, func(k AbsentIssue) bool { return d.issue(k.ID) >= 0 })
	return a
}
