package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parley/agents"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/syntax"
)

// eachSettings calls what is to be done with the settings of everybody who has a strategy.
func eachSettings(d *form.Document, do func(path string, chosen *form.Text, settings []*form.NumberOf) []*form.NumberOf) {
	for _, p := range d.Party {
		p.Settings = do(p.Path, &p.Strategy, p.Settings)
	}
	for _, m := range d.Mediator {
		m.Settings = do(m.Path, &m.Strategy, m.Settings)
	}
}

// checkSettings wants settings that the strategy has, in their ranges. A setting
// holds for the strategy it was written for: where a later layer chose another
// one, it is put aside.
func checkSettings(d *form.Document, faults *fault.Collector) {
	eachSettings(d, func(_ string, chosen *form.Text, given []*form.NumberOf) []*form.NumberOf {
		if chosen.Bad {
			return given
		}
		return slices.DeleteFunc(given, func(s *form.NumberOf) bool {
			of, ok := agents.Named(form.Strategies[chosen.Field.Enum](), saidBy(chosen, s.From.At.Layer))
			switch {
			case ok:
				checkSetting(of, chosen, s, faults)
			case chosen.From == nil:
				s.Wrong(faults, "want "+chosen.Path+" too: settings are those of a strategy")
			}
			return of.Name != chosen.V
		})
	})
}

// saidBy is the text as it was said up to a layer, the default before.
func saidBy(t *form.Text, layer int) string {
	n := t.From
	for n != nil && n.At.Layer > layer {
		n = n.Was
	}
	if s, ok := n.Text(); ok {
		return s
	}
	return t.Field.Def
}

func checkSetting(of form.Strategy, chosen *form.Text, s *form.NumberOf, faults *fault.Collector) {
	declared, ok := of.Setting(s.ID)
	if !ok {
		faults.Add(s.From.At.Named(), s.Path, s.From.Render(), unknownSetting(of, chosen, s.ID))
	} else if want := form.SettingField(s.Value.Field, declared).Span; !s.Value.Bad && !want.Has(s.Value.V) {
		s.Wrong(faults, "want "+want.String())
	}
}

// unknownSetting says what is wrong with the name of a setting: it is another
// strategy's, or nobody's.
func unknownSetting(of form.Strategy, chosen *form.Text, name string) string {
	names := form.Collect(of.Settings, func(s agents.Setting) string { return s.Name })
	own := of.Name + " has no settings"
	if len(names) > 0 {
		own = of.Name + " has " + strings.Join(names, ", ")
	}
	var owners []string
	for _, other := range form.Strategies[chosen.Field.Enum]() {
		if _, ok := other.Setting(name); ok {
			owners = append(owners, other.Name)
		}
	}
	hint := fault.DidYouMean(name, names)
	switch {
	case len(owners) > 0:
		return fmt.Sprintf("a setting of %s, and the strategy here is %s: want %s = %q; %s",
			strings.Join(owners, ", "), of.Name, chosen.Path, owners[0], own)
	case hint != "":
		return "unknown setting of " + of.Name + hint + " " + own
	}
	return "unknown setting: " + own
}

// completeSettings lists all settings of every strategy, in its order.
func completeSettings(d *form.Document) {
	eachSettings(d, func(path string, chosen *form.Text, given []*form.NumberOf) (all []*form.NumberOf) {
		of, _ := agents.Named(form.Strategies[chosen.Field.Enum](), chosen.V)
		f := form.Format().ByName[path[:strings.IndexByte(path, '.')]].Table.ByName["settings"]
		for _, s := range of.Settings {
			one := form.Find(given, s.Name)
			if one == nil {
				path := syntax.JoinPath(syntax.JoinPath(path, f.Name), s.Name)
				one = &form.NumberOf{Item: form.Item{ID: s.Name, Path: path}, Value: form.Number{Leaf: form.Leaf{Path: path, Set: true}, V: s.Default}}
			}
			one.Value.Field = form.SettingField(f, s)
			all = append(all, one)
		}
		return all
	})
}
