// Package syntax reads TOML into a tree in which every key knows where it stands and how
// it was written.
//
// go-toml's parser finds the statements and the place of each key, for messages that show
// both; BurntSushi's, the reference for Go, decodes the values. A statement that is no TOML
// is reported in plain words and left out: Loss says what can still be told of
// the rest.
package syntax
