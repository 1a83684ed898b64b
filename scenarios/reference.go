package scenarios

import (
	"fmt"
	"strings"
)

// Reference returns the manual of a scenario file in Markdown: every key with its
// meaning, form, unit, what is allowed and the default, table by table.
func Reference() string {
	var r reference
	r.b.WriteString(referenceHead)
	r.table(format(), "", "")
	return r.b.String()
}

const referenceHead = "# Keys of a scenario file\n\n" +
	"Every key that a scenario may hold, in the order of the format. Names in capitals stand for ids of the scenario's own.\n" +
	"`parley schema --format markdown` prints this page, `parley schema` the same for editors, and `parley list keys WORD` finds a key.\n\n" +
	"- **A coded number** is a number; or a list, as in `[0.3, 0.4]`, with one for each coder, drawn between and around them in\n" +
	"  each replication; or `{low = 0.3, high = 0.4}`, drawn between the two.\n" +
	"- **A month** stands in quotes, as in `\"1993-01\"`.\n" +
	"- **A switch of structure** is a level, which fixes it, as in `attention = \"queue\"`; or the prior weights of its levels in the order\n" +
	"  of the table, as in `attention = [1, 1, 0]`. What is not said has equal weights. One level of each is drawn in each replication,\n" +
	"  the same under every regime; with a posterior, the structure is drawn from it, and a weight only leaves a level out if it is 0.\n" +
	"  `--set structure.attention=queue` fixes one for a run.\n" +
	"- With `extends`, keys that must be given may be given by the scenario that is extended.\n"

type reference struct{ b strings.Builder }

// table writes the keys of a table, and then the tables inside.
func (r *reference) table(s *schema, path, doc string) {
	fields := s.fields
	if s.rest != nil {
		fields = append(fields[:len(fields):len(fields)], s.rest)
	}
	r.heading(path, doc)
	r.b.WriteString("\n| key | meaning | holds | unit | allowed | default |\n|---|---|---|---|---|---|\n")
	for _, f := range fields {
		if f.table == nil {
			r.rows(f)
		}
	}
	for _, f := range fields {
		if f.table != nil {
			inside := joinPath(path, f.name)
			if f.keyed {
				inside = joinPath(inside, f.placeholder())
			}
			r.table(f.table, inside, f.doc)
		}
	}
}

func (r *reference) heading(path, doc string) {
	if path == "" {
		r.b.WriteString("\n## At the top of the file\n")
		return
	}
	fmt.Fprintf(&r.b, "\n## [%s]\n\n%s\n", path, sentence(doc))
}

// rows are one for a key, or one for each global parameter.
func (r *reference) rows(f *field) {
	var keys []Key
	switch {
	case f.key == "parameter":
		collectParameters(f, "", &keys)
	case f.name == "*":
		keys = []Key{f.describe(f.placeholder())}
	case f.keyed:
		keys = []Key{f.describe(f.name + "." + f.placeholder())}
	default:
		keys = []Key{f.describe(f.name)}
	}
	for _, k := range keys {
		cells := []string{"`" + k.Path + "`", k.Doc, k.Type, k.Unit, k.Range, k.Default}
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "|", `\|`)
		}
		r.b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
}
