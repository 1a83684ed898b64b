package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"parley/results/store"
	"parley/scenarios/fault"
)

const (
	exitOK          = 0
	exitFailure     = 1
	exitBadInput    = 2
	exitRefused     = 3
	exitTryAgain    = 75
	exitInterrupted = 130
)

// badInput is a mistake of the user.
type badInput struct{ error }

func bad(err error) error { return badInput{err} }

func badInputf(format string, args ...any) error { return badInput{fmt.Errorf(format, args...)} }

// someRefused says that the scenario was refused at some points.
type someRefused struct{ error }

func refusedf(format string, args ...any) error { return someRefused{fmt.Errorf(format, args...)} }

// tryAgain is a failure that a second try may not meet: what is done is kept.
type tryAgain struct{ error }

func tryAgainf(format string, args ...any) error { return tryAgain{fmt.Errorf(format, args...)} }

// errInterrupted says that a signal came before all was done.
var errInterrupted = errors.New("interrupted")

func exitCode(err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, new(badInput)), store.Unusable(err):
		return exitBadInput
	case errors.As(err, new(someRefused)):
		return exitRefused
	case errors.As(err, new(tryAgain)), store.Transient(err):
		return exitTryAgain
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	}
	return exitFailure
}

func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	return badInputf("parley: unknown command %s%s; parley --help lists them", args[0], fault.DidYouMean(args[0], names))
}
