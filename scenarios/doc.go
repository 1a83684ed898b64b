// Package scenarios is the TOML form of a war: shipped files, strict loading, overrides,
// and building a sim.Config and the scenario's sim.Arm.
//
//  1. Text becomes a tree whose every key knows its line (package syntax). A file may
//     extend another, and --set lies on top, key by key.
//  2. The tree is bound to the form of a scenario, which describes each key once: type,
//     range, unit, default, meaning (package form). Faults of single keys are found here.
//  3. What --without names is left out, and what must hold between keys is checked.
//  4. Defaults that follow from other keys are filled in, and coders' ranges widened.
//  5. The complete document is built into a Scenario; its parameters come from priors or
//     from a posterior.
//
// A Template goes through steps 1 and 2 once and can be built many times, with further
// overrides. All faults of a scenario are collected and reported together.
package scenarios
