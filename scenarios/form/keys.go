package form

import (
	"fmt"
	"strings"

	"parley/scenarios/syntax"
	"parley/sim"
)

// Key is one key of the format. Path has PARTY, MEDIATOR and the like where a
// scenario has ids of its own.
type Key struct{ Path, Type, Unit, Range, Default, Doc string }

// Keys lists every key of the format in its order, as the loader checks it.
func Keys() []Key {
	var list []Key
	collectKeys(Format(), "", &list)
	return list
}

func collectKeys(s *Schema, path string, list *[]Key) {
	for _, f := range s.Fields {
		collectKey(f, syntax.JoinPath(path, f.Name), list)
	}
	if s.Rest == nil {
		return
	}
	if s.Rest.Key == "parameter" {
		collectParameters(s.Rest, path, list)
		return
	}
	collectKey(s.Rest, path, list)
}

func collectKey(f *Field, path string, list *[]Key) {
	if f.Keyed {
		path = syntax.JoinPath(path, f.placeholder())
	}
	if f.Table != nil {
		collectKeys(f.Table, path, list)
		return
	}
	*list = append(*list, f.describe(path))
}

func (f *Field) describe(path string) Key {
	k := Key{Path: path, Type: f.Kind, Unit: f.Unit, Range: f.Span.String(), Default: f.Def, Doc: f.Doc}
	switch {
	case f.required:
		k.Default = "required"
	case f.Def == "":
		k.Default = f.Unset
	}
	switch {
	case f.Ref != "":
		k.Range = "ids of [" + f.Ref + "]"
	case f.Enum != "":
		k.Range = strings.Join(Enums[f.Enum](), ", ")
	}
	return k
}

// collectParameters lists the global parameters one by one: each has a range
// and a prior of its own.
func collectParameters(f *Field, path string, list *[]Key) {
	for p := range sim.FirstSwitch {
		info := &sim.ParameterTable[p]
		path := syntax.JoinPath(path, info.ID)
		k := ParameterField(f, path).describe(path)
		k.Default = PriorText(info, sim.PriorRange{Low: info.Low, High: info.High}, sim.ParameterModeNames[sim.ParametersPrior])
		*list = append(*list, k)
	}
}

// Reference returns the manual of a scenario file in Markdown: every key with its
// meaning, form, unit, what is allowed and the default, table by table.
func Reference() string {
	var r reference
	r.b.WriteString(referenceHead)
	r.table(Format(), "", "")
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
func (r *reference) table(s *Schema, path, doc string) {
	fields := s.Fields
	if s.Rest != nil {
		fields = append(fields[:len(fields):len(fields)], s.Rest)
	}
	r.heading(path, doc)
	r.b.WriteString("\n| key | meaning | holds | unit | allowed | default |\n|---|---|---|---|---|---|\n")
	for _, f := range fields {
		if f.Table == nil {
			r.rows(f)
		}
	}
	for _, f := range fields {
		if f.Table != nil {
			inside := syntax.JoinPath(path, f.Name)
			if f.Keyed {
				inside = syntax.JoinPath(inside, f.placeholder())
			}
			r.table(f.Table, inside, f.Doc)
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
func (r *reference) rows(f *Field) {
	var keys []Key
	switch {
	case f.Key == "parameter":
		collectParameters(f, "", &keys)
	case f.Name == "*":
		keys = []Key{f.describe(f.placeholder())}
	default:
		collectKey(f, f.Name, &keys)
	}
	for _, k := range keys {
		cells := []string{"`" + k.Path + "`", k.Doc, k.Type, k.Unit, k.Range, k.Default}
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "|", `\|`)
		}
		r.b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
}
