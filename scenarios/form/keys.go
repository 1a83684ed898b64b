package form

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/syntax"
	"parley/sim"
)

// Key is one key of the format. Path has PARTY, MEDIATOR and the like where a
// scenario has ids of its own.
type Key struct {
	Path, Type, Unit, Range, Default, Doc string

	table, about string // in which it stands, and its meaning
}

// Keys lists every key of the format in its order, as the loader checks it.
func Keys() []Key { return Format().keys("", "") }

func (s *Schema) keys(table, about string) (list []Key) {
	add := func(f *Field, path string) {
		k := f.describe(path)
		k.table, k.about = table, about
		list = append(list, k)
	}
	for _, f := range s.all() {
		path := table
		if f.Name != "*" {
			path = syntax.JoinPath(path, f.Name)
		}
		switch {
		case f.Key == "parameter": // each has a range and a prior of its own
			for _, id := range Enums[f.Key]() {
				add(f.of(id), syntax.JoinPath(path, id))
			}
			continue
		case f.Keyed:
			path = syntax.JoinPath(path, f.placeholder())
		}
		if f.Table != nil {
			list = append(list, f.Table.keys(path, f.Doc)...)
		} else {
			add(f, path)
		}
	}
	return list
}

// of is the field of one entry with a known name.
func (f *Field) of(name string) *Field {
	p, ok := sim.ParameterByID(name)
	if f.Key != "parameter" || !ok {
		return f
	}
	own, info := ParameterField(f, name), &sim.ParameterTable[p]
	own.Unset = PriorText(info, sim.PriorRange{Low: info.Low, High: info.High}, sim.ParameterModeNames[sim.ParametersPrior])
	return own
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

// Reference returns the manual of a scenario file in Markdown: every key with its
// meaning, form, unit, what is allowed and the default, table by table.
func Reference() string {
	var b strings.Builder
	b.WriteString(referenceHead)
	for i, table := range slices.CompactFunc(Keys(), func(a, b Key) bool { return a.table == b.table }) {
		heading := fmt.Sprintf("[%s]\n\n%s", table.table, sentence(table.about))
		if i == 0 {
			heading = "At the top of the file"
		}
		b.WriteString("\n## " + heading + "\n\n| key | meaning | holds | unit | allowed | default |\n|---|---|---|---|---|---|\n")
		for _, k := range Keys() {
			if k.table != table.table {
				continue
			}
			b.WriteString("|")
			for _, cell := range []string{"`" + strings.TrimPrefix(k.Path, k.table+".") + "`", k.Doc, k.Type, k.Unit, k.Range, k.Default} {
				b.WriteString(" " + strings.ReplaceAll(cell, "|", `\|`) + " |")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
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
