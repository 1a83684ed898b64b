//go:build js

package main

import "io"

// progress shows nothing: there is no terminal.
type progress struct{}

func newProgress(io.Writer, int, int) *progress { return &progress{} }

func (*progress) update(_, _ int) {}

func (*progress) stop() {}

func (*progress) watched() bool { return false }

func (*progress) say(string) {}
