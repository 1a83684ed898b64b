package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parley/agents"
	"parley/scenarios/fault"
	"parley/sim"
)

// settingKey is the key of keyed tables whose names depend on a strategy.
const settingKey = "setting"

// checkSettings wants settings that the strategy has, in their ranges. A setting
// holds for the strategy it was written for: where a later layer chose another
// one, it is put aside.
func checkSettings(d *document, faults *fault.Collector) {
	for i := range d.Party {
		p := &d.Party[i]
		p.Settings = heldSettings(agents.Parties(), &p.Strategy, p.Settings, faults)
	}
	for i := range d.Mediator {
		m := &d.Mediator[i]
		m.Settings = heldSettings(agents.Mediators(), &m.Strategy, m.Settings, faults)
	}
}

func heldSettings[S any](list []agents.Info[S], strategy *text, given []numberOf, faults *fault.Collector) []numberOf {
	if strategy.bad {
		return given
	}
	kept := given[:0]
	for i := range given {
		s := &given[i]
		of, ok := agents.Named(list, strategy.in(s.from.at.Layer))
		if !ok {
			if strategy.from == nil {
				faults.Add(s.from.at, s.path, s.from.render(), "want "+strategy.path+" too: settings are those of a strategy")
			}
			continue
		}
		checkSetting(list, of, strategy.path, s, faults)
		if of.Name == strategy.V {
			kept = append(kept, *s)
		}
	}
	return kept
}

// in is the text as it was said up to a layer, the default before.
func (t *text) in(layer int) string {
	n := t.from
	for n != nil && n.at.Layer > layer {
		n = n.was
	}
	if s, ok := n.text(); ok {
		return s
	}
	return t.field.def
}

func checkSetting[S any](list []agents.Info[S], of agents.Info[S], path string, s *numberOf, faults *fault.Collector) {
	declared, ok := of.Setting(s.ID)
	switch {
	case !ok:
		s.bad = true
		if !faults.Skip() {
			faults.Add(s.from.at.Named(), s.path, s.from.render(), unknownSetting(list, of, path, s.ID))
		}
	case !s.Value.bad:
		s.Value.field = settingField(s.Value.field, declared)
		if !s.Value.field.span.has(s.Value.V) {
			s.Value.bad = true
			faults.Add(s.from.at, s.path, s.from.render(), "want "+s.Value.field.span.String())
		}
	}
}

// settingField gives a setting the range of its own.
func settingField(f *field, s agents.Setting) *field {
	own := *f
	own.span = span{low: s.Low, high: s.High}
	own.unit, own.doc, own.def, own.unset = s.Unit, s.Meaning, formatNumber(s.Default), ""
	return &own
}

// unknownSetting says what is wrong with the name of a setting: it is another
// strategy's, or nobody's.
func unknownSetting[S any](list []agents.Info[S], of agents.Info[S], path, name string) string {
	names := collect(of.Settings, func(s agents.Setting) string { return s.Name })
	own := of.Name + " has no settings"
	if len(names) > 0 {
		own = of.Name + " has " + strings.Join(names, ", ")
	}
	if owners := ownersOf(list, name); len(owners) > 0 {
		return fmt.Sprintf("a setting of %s, and the strategy here is %s: want %s = %q; %s",
			strings.Join(owners, ", "), of.Name, path, owners[0], own)
	}
	if hint := fault.DidYouMean(name, names); hint != "" {
		return "unknown setting of " + of.Name + hint + " " + own
	}
	return "unknown setting: " + own
}

// ownersOf lists the strategies that have a setting.
func ownersOf[S any](list []agents.Info[S], name string) (owners []string) {
	for _, i := range list {
		if _, ok := i.Setting(name); ok {
			owners = append(owners, i.Name)
		}
	}
	return owners
}

// completeSettings lists all settings of every strategy, in its order.
func completeSettings(d *document) {
	for i := range d.Party {
		p := &d.Party[i]
		p.Settings = allSettings(agents.Parties(), p.Strategy.V, p.Settings, "party", p.path)
	}
	for i := range d.Mediator {
		m := &d.Mediator[i]
		m.Settings = allSettings(agents.Mediators(), m.Strategy.V, m.Settings, "mediator", m.path)
	}
}

func allSettings[S any](list []agents.Info[S], strategy string, given []numberOf, table, path string) []numberOf {
	of, _ := agents.Named(list, strategy)
	if len(of.Settings) == 0 {
		return nil
	}
	f := format().byName[table].table.byName["settings"]
	all := make([]numberOf, len(of.Settings))
	for i, s := range of.Settings {
		if j := find(given, s.Name); j >= 0 {
			all[i] = given[j]
			continue
		}
		path := joinPath(joinPath(path, f.name), s.Name)
		all[i] = numberOf{item{ID: s.Name, path: path}, number{leaf: leaf{field: settingField(f, s), path: path, set: true}, V: s.Default}}
	}
	return all
}

// settingsAt lists the names of all settings that may stand at a path such as
// party.gov.settings, whatever the strategy.
func settingsAt(path string) (names []string) {
	add := func(s agents.Setting) {
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	if strings.HasPrefix(path, "party.") {
		for _, i := range agents.Parties() {
			for _, s := range i.Settings {
				add(s)
			}
		}
		return names
	}
	for _, i := range agents.Mediators() {
		for _, s := range i.Settings {
			add(s)
		}
	}
	return names
}

// settingHint says where a setting belongs that stands beside the strategy. A
// role is meant as one more often than as a weight.
func settingHint(name, path string) string {
	kind, _, ok := strings.Cut(path, ".")
	if _, role := sim.RoleByID(name); !ok || role || kind != "party" && kind != "mediator" || strings.Count(path, ".") != 1 {
		return ""
	}
	if !slices.Contains(settingsAt(path), name) {
		return ""
	}
	return "; it is a setting of a strategy: want " + path + ".settings." + name
}
