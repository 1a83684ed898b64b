package form

import (
	"bytes"
	"encoding/json"
	"strings"

	"parley/scenarios/syntax"
	"parley/sim"
)

const (
	// SchemaFile is the name under which scenarios find their schema beside them.
	SchemaFile = "scenario.schema.json"
	// SchemaID is the schema's $id. It changes with the number of the format.
	SchemaID = "urn:parley:scenario:1"
)

// JSONSchema returns a JSON Schema of a scenario file, for editors that complete and
// explain. It accepts every file that Load accepts, and refuses what can be seen
// without knowing the file's own ids: unknown keys, types, ranges, and names that
// are none of the program's. It is of draft 7, the newest that editors' tools for
// TOML read.
//
// The format is reflected from structs already, with units, ranges and defaults
// that a library for schemas would have to be taught again.
func JSONSchema() []byte {
	root := Format().json()
	root.Schema, root.ID = "http://json-schema.org/draft-07/schema#", SchemaID
	root.Title, root.Description = "parley scenario", "A war with the third parties who mediate it."
	root.Required = []string{"format"}
	// What a parent says need not be said again.
	root.If, root.Else = &jsonSchema{Required: []string{"extends"}}, Format().needed()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic("scenarios: schema: " + err.Error())
	}
	return b.Bytes()
}

// jsonSchema holds the words of JSON Schema that a scenario needs.
type jsonSchema struct {
	Schema      string `json:"$schema,omitempty"`
	ID          string `json:"$id,omitempty"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`

	Type             any         `json:"type,omitempty"` // a name, or a list of them
	Enum             []string    `json:"enum,omitempty"`
	Pattern          string      `json:"pattern,omitempty"`
	MaxLength        int         `json:"maxLength,omitempty"`
	Minimum          *float64    `json:"minimum,omitempty"`
	Maximum          *float64    `json:"maximum,omitempty"`
	ExclusiveMinimum *float64    `json:"exclusiveMinimum,omitempty"`
	ExclusiveMaximum *float64    `json:"exclusiveMaximum,omitempty"`
	Items            *jsonSchema `json:"items,omitempty"`
	MinItems         int         `json:"minItems,omitempty"`
	MaxItems         int         `json:"maxItems,omitempty"`
	UniqueItems      bool        `json:"uniqueItems,omitempty"`
	Default          any         `json:"default,omitempty"`

	Properties map[string]*jsonSchema `json:"properties,omitempty"`
	// Additional is false, or the schema of all keys that Properties lacks.
	Additional    any         `json:"additionalProperties,omitempty"`
	PropertyNames *jsonSchema `json:"propertyNames,omitempty"`
	Required      []string    `json:"required,omitempty"`
	If            *jsonSchema `json:"if,omitempty"`
	Else          *jsonSchema `json:"else,omitempty"`

	Editor *editorDocs `json:"x-taplo,omitempty"`

	// ids names the table whose ids a text, or the keys of a table, refer to.
	ids string
}

// editorDocs explain the values of an enum, in the order of the enum, to editors
// that read them.
type editorDocs struct {
	Docs struct {
		EnumValues []string `json:"enumValues"`
	} `json:"docs"`
}

const (
	monthPattern = `^(1[89]\d\d|21\d\d|20\d\d|2200)-(0[1-9]|1[0-2])$`
)

func anID() *jsonSchema {
	return &jsonSchema{Type: "string", Pattern: syntax.IDPattern, MaxLength: syntax.MaxID}
}

// json is the schema of a table.
func (s *Schema) json() *jsonSchema {
	t := &jsonSchema{Type: "object", Properties: map[string]*jsonSchema{}, Additional: false}
	for _, f := range s.Fields {
		t.Properties[f.Name] = f.json(s)
	}
	if s.Rest != nil {
		s.Rest.entriesInto(t, s)
	}
	return t
}

// json is the schema of a key in a table.
func (f *Field) json(in *Schema) *jsonSchema {
	switch {
	case f.Keyed:
		t := &jsonSchema{Type: "object", Properties: map[string]*jsonSchema{}, Additional: false, Description: sentence(f.Doc)}
		f.entriesInto(t, in)
		return t
	case f.Table != nil:
		t := f.Table.json()
		t.Description = sentence(f.Doc)
		return t
	}
	return f.jsonLeaf()
}

// entriesInto lets a table have the entries of a keyed one: names that are known,
// or ids.
func (f *Field) entriesInto(t *jsonSchema, in *Schema) {
	switch {
	case f.Key == SettingKey:
		for name, s := range f.settings() {
			t.Properties[name] = s
		}
	case Enums[f.Key] != nil:
		for _, name := range Enums[f.Key]() {
			t.Properties[name] = f.of(name).jsonLeaf()
		}
	case f.Table != nil:
		entry := f.Table.json()
		entry.Description = sentence(f.Doc)
		t.Additional, t.PropertyNames, t.ids = entry, anID(), f.Key
	default:
		t.Additional, t.PropertyNames, t.ids = f.jsonLeaf(), anID(), f.Key
	}
}

// of is the field of one entry with a known name.
func (f *Field) of(name string) *Field {
	if f.Key == "parameter" {
		own := *ParameterField(f, name)
		p, _ := sim.ParameterByID(name)
		info := &sim.ParameterTable[p]
		own.Unset = PriorText(info, sim.PriorRange{Low: info.Low, High: info.High}, sim.ParameterModeNames[sim.ParametersPrior])
		return &own
	}
	return f
}

func (f *Field) jsonLeaf() *jsonSchema {
	v := f.jsonValue()
	v.Description = f.explained()
	if f.Def != "" {
		v.Default = DefaultValue(f)
	}
	return v
}

// jsonValue is the schema of what a leaf may hold.
func (f *Field) jsonValue() *jsonSchema {
	switch f.Kind {
	case (*Boolean)(nil).Kind():
		return &jsonSchema{Type: "boolean"}
	case (*Month)(nil).Kind():
		return &jsonSchema{Type: "string", Pattern: monthPattern}
	case (*Whole)(nil).Kind():
		return f.Span.json("integer")
	case (*Number)(nil).Kind():
		return f.Span.json("number")
	case (*Parameter)(nil).Kind():
		t := f.Span.json("")
		t.Type, t.Items, t.MinItems, t.MaxItems = []string{"number", "array"}, f.Span.json("number"), 2, 2
		return t
	case (*Words)(nil).Kind():
		return &jsonSchema{Type: "array", Items: f.jsonName(), UniqueItems: true}
	case (*Coded)(nil).Kind():
		// Each word but type binds one form only, and a message names its fault.
		t := f.Span.json("")
		t.Type = []string{"number", "array", "object"}
		t.Items, t.MinItems, t.MaxItems = f.Span.json("number"), 1, maxCoders
		t.Properties = map[string]*jsonSchema{"low": f.Span.json("number"), "high": f.Span.json("number")}
		t.Properties["low"].Description, t.Properties["high"].Description = "Lower end of what is drawn.", "Upper end of what is drawn."
		t.Additional, t.Required = false, []string{"low", "high"}
		return t
	}
	return f.jsonName()
}

// jsonName is the schema of a text: an id, one of a set, or any.
func (f *Field) jsonName() *jsonSchema {
	switch {
	case f.Enum != "":
		s := &jsonSchema{Type: "string", Enum: Enums[f.Enum]()}
		if docs := enumDocs[f.Enum]; docs != nil {
			s.Editor = &editorDocs{}
			s.Editor.Docs.EnumValues = docs()
		}
		return s
	case f.Ref != "":
		id := anID()
		id.ids = f.Ref
		return id
	}
	return &jsonSchema{Type: "string", MaxLength: maxText}
}

func (r span) json(kind string) *jsonSchema {
	s := &jsonSchema{Type: kind}
	if r.any {
		return s
	}
	if r.openLow {
		s.ExclusiveMinimum = &r.low
	} else {
		s.Minimum = &r.low
	}
	switch {
	case r.noHigh:
	case r.openHigh:
		s.ExclusiveMaximum = &r.High
	default:
		s.Maximum = &r.High
	}
	return s
}

// settings are the schemas of all settings of a set of strategies. Which of them
// a strategy has, and its range, only Load can tell: the strategy may stand in
// another file.
func (f *Field) settings() map[string]*jsonSchema {
	all := map[string]*jsonSchema{}
	for _, of := range Strategies[f.Strategies]() {
		for _, s := range of.Settings {
			own := SettingField(f, s)
			said := "Of " + of.Name + ": " + own.explained()
			if known := all[s.Name]; known != nil {
				known.Description += "\n\n" + said
				*known.Minimum, *known.Maximum = min(*known.Minimum, s.Low), max(*known.Maximum, s.High)
				continue
			}
			all[s.Name] = own.jsonValue()
			all[s.Name].Description = said
		}
	}
	return all
}

// needed is the schema of what a table must have; nil for nothing.
func (s *Schema) needed() *jsonSchema {
	t := &jsonSchema{Properties: map[string]*jsonSchema{}}
	for _, f := range s.Fields {
		switch {
		case f.required:
			t.Required = append(t.Required, f.Name)
		case f.Table == nil:
		case f.Keyed:
			if entry := f.Table.needed(); entry != nil {
				t.Properties[f.Name] = &jsonSchema{Additional: entry}
			}
		default:
			if inside := f.Table.needed(); inside != nil {
				t.Properties[f.Name] = inside
			}
		}
	}
	if len(t.Properties) == 0 && len(t.Required) == 0 {
		return nil
	}
	return t
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
	return strings.Join(parts, " ")
}

// forms in which a value is written, where that is not plain.
var forms = map[string]string{
	(*Month)(nil).Kind():     `A month, as in "1993-01".`,
	(*Parameter)(nil).Kind(): "A number, which fixes it; or [low, high], which bounds its prior.",
	(*Coded)(nil).Kind():     "A number; or a list, as in [0.3, 0.4], with one for each coder; or {low = 0.3, high = 0.4}.",
}

// sentence of a clause.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

// enumDocs explain the names of sets, in their order.
var enumDocs = map[string]func() []string{
	"regime": func() []string {
		return Collect(sim.Regimes[:], func(r sim.RegimeInfo) string { return r.Adds })
	},
	"mechanism": func() []string {
		return Collect(sim.Mechanisms[:], func(m sim.MechanismInfo) string { return m.Does })
	},
	"role": func() []string {
		return Collect(sim.Roles[:], func(r sim.RoleInfo) string { return r.Name + ": changes " + r.Changes })
	},
	PartyStrategy:    func() []string { return Collect(Strategies[PartyStrategy](), rule) },
	MediatorStrategy: func() []string { return Collect(Strategies[MediatorStrategy](), rule) },
}

func rule(s Strategy) string { return s.Rule }
