package main

import "github.com/spf13/pflag"

func (a *app) reportSweep(f *reportFlags, given *pflag.FlagSet, dir string) error {
	return badInputf("not yet")
}
