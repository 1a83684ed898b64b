// Package scenarios is the TOML form of a war: shipped files, strict loading,
// overrides, and building a sim.Config and the scenario's sim.Arm.
//
// A scenario goes through these stages, one file each:
//
//	tree.go, syntax.go, position.go   text into a tree whose every key knows its line
//	extend.go, merge.go, override.go  parents below, --set on top, key by key
//	schema.go, format.go, value.go    the format, described once by struct tags
//	bind.go                           tree into document; types, ranges, unknown keys
//	without.go, check.go, dates.go    what must hold between keys
//	settings.go                       settings of the strategies, which differ by strategy
//	complete.go                       defaults that depend on others; coders' ranges
//	build.go, entries.go              sim.Config and sim.Arm; the resolved list
//
// The format is told to others by keys.go as a list, by jsonschema.go to editors,
// and by reference.go as a manual. offer.go completes it as it is typed.
//
// All faults of a scenario are collected and reported together.
package scenarios
