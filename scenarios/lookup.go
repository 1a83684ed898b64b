package scenarios

// Positions of entries by id, in the order of the document; -1 if unknown.

func (d *document) party(id string) int    { return find(d.Party, id) }
func (d *document) issue(id string) int    { return find(d.Issue, id) }
func (d *document) mediator(id string) int { return find(d.Mediator, id) }

// find looks for an entry; E is one of the structs with an item.
func find[E any, P interface {
	*E
	entry
}](list []E, id string) int {
	for i := range list {
		if P(&list[i]).head().ID == id {
			return i
		}
	}
	return -1
}

// ids lists the ids of entries in the order of the document.
func ids[E any, P interface {
	*E
	entry
}](list []E) []string {
	names := make([]string, len(list))
	for i := range list {
		names[i] = P(&list[i]).head().ID
	}
	return names
}
