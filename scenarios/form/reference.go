package form

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/scenarios/syntax"
)

// Key is one key of the format. Path has PARTY, MEDIATOR and the like where a
// scenario has ids of its own.
type Key struct {
	Path, Type, Unit, Range, Default, Doc string

	// Points of its scale, each a line as "- .25: what it looks like"; "" where the page on
	// coding has none.
	Points string

	table, about string // in which it stands, and its meaning
}

// Keys lists every key of the format in its order, as the loader checks it.
func Keys() []Key { return Format().keys("", "", "") }

// keys below a path, in the table in which its leaves stand, and what that is about.
func (s *Schema) keys(path, table, about string) (list []Key) {
	add := func(f *Field, path string) {
		switch {
		case f.Table == nil:
			k := f.describe(path)
			k.table, k.about = table, about
			list = append(list, k)
		case f.Table.keyed: // its leaves stand where it stands
			list = append(list, f.Table.keys(path, table, about)...)
		default:
			list = append(list, f.Table.keys(path, path, f.Doc)...)
		}
	}
	for _, f := range s.Fields {
		add(f, syntax.JoinPath(path, f.Name))
	}
	switch f := s.Rest; {
	case f == nil:
	case f.Key == "parameter" || f.Key == "switch": // each has a meaning of its own
		for _, id := range Enums[f.Key] {
			add(f.Of(id), syntax.JoinPath(path, id))
		}
	default:
		add(f, syntax.JoinPath(path, f.placeholder()))
	}
	return list
}

func (f *Field) describe(path string) Key {
	k := Key{Path: path, Type: f.Kind, Unit: f.Unit, Range: f.Span.String(), Default: f.Def, Doc: f.Doc}
	for _, p := range f.Points {
		k.Points += "\n- " + p.Value + ": " + p.Meaning
	}
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
		k.Range = strings.Join(Enums[f.Enum], ", ")
	}
	return k
}

// Reference returns the manual of a scenario file in Markdown: every key with its
// meaning, form, unit, what is allowed and the default, table by table.
func Reference() string {
	var b strings.Builder
	b.WriteString(referenceHead)
	keys := Keys()
	for i, table := range keys {
		if slices.IndexFunc(keys, func(k Key) bool { return k.table == table.table }) < i {
			continue
		}
		heading := fmt.Sprintf("[%s]\n\n%s", table.table, sentence(table.about))
		if i == 0 {
			heading = "At the top of the file"
		}
		b.WriteString("\n## " + heading + "\n\n| key | meaning | holds | unit | allowed | default |\n|---|---|---|---|---|---|\n")
		for _, k := range keys {
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
	"- **A coded number** is a plain number, which is exact; or a list, as in `[0.3, 0.4]` or `[0.3]`, with one for each coder, drawn\n" +
	"  between and around them in each replication; or `{low = 0.3, high = 0.4}`, drawn between the two.\n" +
	"- **A month** stands in quotes, as in `\"1993-01\"`.\n" +
	"- **A switch of structure** is a level, which fixes it, as in `attention = \"queue\"`; or the prior weights of its levels in the order\n" +
	"  of the table, as in `attention = [1, 1, 0]`. What is not said has equal weights. One level of each is drawn in each replication,\n" +
	"  the same under every regime; with a posterior, the structure is drawn from it, and a weight only leaves a level out if it is 0.\n" +
	"  `--set structure.attention=queue` fixes one for a run.\n" +
	"- With `extends`, keys that must be given may be given by the scenario that is extended.\n"

const (
	// SchemaFile is the name under which scenarios find their schema beside them.
	SchemaFile = "scenario.schema.json"
	// SchemaID is the schema's $id. It changes with the number of the format.
	SchemaID = "urn:parley:scenario:1"
)

// JSONSchema returns a JSON Schema of a scenario file, for editors that complete and
// explain. It accepts every file that Load accepts, and refuses unknown keys, types,
// ranges, and names that are none of the program's. It is of draft 7, the newest that
// editors' tools for TOML read.
func JSONSchema() []byte {
	root := Format().json("A war with the third parties who mediate it.")
	root["$schema"], root["$id"], root["title"] = "http://json-schema.org/draft-07/schema#", SchemaID, "parley scenario"
	root["required"] = []string{"format"}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic("scenarios: schema: " + err.Error())
	}
	return b.Bytes()
}

// object of JSON.
type object = map[string]any

const monthPattern = `^(1[89]\d\d|21\d\d|20\d\d|2200)-(0[1-9]|1[0-2])$`

func anID() object {
	return object{"type": "string", "pattern": syntax.IDPattern, "maxLength": syntax.MaxID}
}

// json is the schema of a table.
func (s *Schema) json(doc string) object {
	properties := object{}
	t := object{"type": "object", "properties": properties, "additionalProperties": false, "description": sentence(doc)}
	for _, f := range s.Fields {
		properties[f.Name] = f.json()
	}
	switch f := s.Rest; {
	case f == nil:
	case f.Key == SettingKey:
		f.settingsInto(properties)
	case Enums[f.Key] != nil:
		for _, name := range Enums[f.Key] {
			properties[name] = f.Of(name).json()
		}
	default:
		t["additionalProperties"], t["propertyNames"] = f.json(), anID()
	}
	return t
}

// json is the schema of a table or a leaf.
func (f *Field) json() object {
	if f.Table != nil {
		return f.Table.json(f.Doc)
	}
	v := f.jsonValue()
	v["description"] = f.explained()
	if f.Def != "" {
		v["default"] = f.Default
	}
	return v
}

// jsonValue is the schema of what a leaf may hold.
func (f *Field) jsonValue() object {
	switch f.Kind {
	case KindBoolean:
		return object{"type": "boolean"}
	case KindMonth:
		return object{"type": "string", "pattern": monthPattern}
	case KindWhole:
		return f.Span.json("integer")
	case KindNumber:
		return f.Span.json("number")
	case kindParameter:
		t := f.Span.json([]string{"number", "array"})
		t["items"], t["minItems"], t["maxItems"] = f.Span.json("number"), 2, 2
		return t
	case kindSwitched:
		return object{"anyOf": []object{f.jsonName(), {"type": "array", "items": parseSpan("0..").json("number"), "minItems": len(Enums[f.Enum]), "maxItems": len(Enums[f.Enum])}}}
	case KindWords:
		return object{"type": "array", "items": f.jsonName(), "uniqueItems": true}
	case KindCoded:
		// Each word but type binds one form only, and a message names its fault.
		t, low, high := f.Span.json([]string{"number", "array", "object"}), f.Span.json("number"), f.Span.json("number")
		t["items"], t["minItems"], t["maxItems"] = f.Span.json("number"), 1, maxCoders
		low["description"], high["description"] = "Lower end of what is drawn.", "Upper end of what is drawn."
		t["properties"], t["additionalProperties"], t["required"] = object{"low": low, "high": high}, false, []string{"low", "high"}
		return t
	}
	return f.jsonName()
}

// jsonName is the schema of a text: an id, one of a set, or any.
func (f *Field) jsonName() object {
	switch {
	case f.Enum != "":
		return object{"type": "string", "enum": Enums[f.Enum]}
	case f.Ref != "":
		return anID()
	}
	return object{"type": "string", "maxLength": maxText}
}

func (r span) json(kind any) object {
	s := object{"type": kind}
	low, high := "minimum", "maximum"
	if r.open {
		low, high = "exclusiveMinimum", "exclusiveMaximum"
	}
	if !math.IsInf(r.Low, -1) {
		s[low] = r.Low
	}
	if !math.IsInf(r.High, 1) {
		s[high] = r.High
	}
	return s
}

// settingsInto adds the schemas of all settings of a set of strategies. Which of them
// a strategy has, and its range, only Load can tell: the strategy may stand in
// another file.
func (f *Field) settingsInto(all object) {
	for _, of := range Strategies[f.Strategies] {
		for _, s := range of.Settings {
			own := SettingField(f, s)
			v, doc := own.Span.json("number"), "Of "+of.Name+": "+own.explained()
			if known, ok := all[s.Name].(object); ok {
				v["minimum"], v["maximum"] = min(known["minimum"].(float64), s.Low), max(known["maximum"].(float64), s.High)
				doc = known["description"].(string) + "\n\n" + doc
			}
			v["description"], all[s.Name] = doc, v
		}
	}
}

// explained says what a key means, with form, unit, range and default.
func (f *Field) explained() string {
	k := f.describe("")
	if f.Enum != "" { // which a schema lists
		k.Range = ""
	}
	parts := []string{sentence(k.Doc)}
	if form := forms[f.Kind]; form != "" {
		parts = append(parts, form)
	}
	for _, p := range []struct{ word, value string }{
		{"Unit", k.Unit}, {"Range", k.Range}, {"Default", k.Default},
	} {
		if p.value != "" {
			parts = append(parts, sentence(p.word+": "+p.value))
		}
	}
	if f.required {
		parts[len(parts)-1] = "Must be given."
	}
	return strings.TrimSpace(strings.Join(parts, " ") + "\n" + k.Points)
}

// forms in which a value is written, where that is not plain.
var forms = map[string]string{
	KindMonth:     `A month, as in "1993-01".`,
	kindParameter: "A number, which fixes it; or [low, high], which bounds its prior.",
	KindCoded:     "A number; or a list, as in [0.3, 0.4], with one for each coder; or {low = 0.3, high = 0.4}.",
}

// sentence of a clause.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}
