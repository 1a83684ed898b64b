package scenarios

import (
	"strings"

	"parley/sim"
)

// Key is one key of the format. Path has PARTY, MEDIATOR and the like where a
// scenario has ids of its own.
type Key struct{ Path, Type, Unit, Range, Default, Doc string }

// Keys lists every key of the format in its order, as the loader checks it.
func Keys() []Key {
	var list []Key
	collectKeys(format(), "", &list)
	return list
}

func collectKeys(s *schema, path string, list *[]Key) {
	for _, f := range s.fields {
		collectKey(f, joinPath(path, f.name), list)
	}
	if s.rest == nil {
		return
	}
	if s.rest.key == "parameter" {
		collectParameters(s.rest, path, list)
		return
	}
	collectKey(s.rest, path, list)
}

func collectKey(f *field, path string, list *[]Key) {
	if f.keyed {
		path = joinPath(path, f.placeholder())
	}
	if f.table != nil {
		collectKeys(f.table, path, list)
		return
	}
	*list = append(*list, f.describe(path))
}

func (f *field) describe(path string) Key {
	k := Key{Path: path, Type: f.kind, Unit: f.unit, Range: f.span.String(), Default: f.def, Doc: f.doc}
	switch {
	case f.required:
		k.Default = "required"
	case f.def == "":
		k.Default = f.unset
	}
	switch {
	case f.ref != "":
		k.Range = "ids of [" + f.ref + "]"
	case f.enum != "":
		k.Range = strings.Join(enums[f.enum](), ", ")
	}
	return k
}

// collectParameters lists the global parameters one by one: each has a range
// and a prior of its own.
func collectParameters(f *field, path string, list *[]Key) {
	for p := range sim.FirstSwitch {
		info := &sim.ParameterTable[p]
		path := joinPath(path, info.ID)
		k := parameterField(f, path).describe(path)
		k.Default = priorText(info, sim.PriorRange{Low: info.Low, High: info.High}, sim.ParameterModeNames[sim.ParametersPrior])
		*list = append(*list, k)
	}
}
