// Package cli is what the subcommands of parley share: flags as rows and the values they
// take, the scenario that they name, errors with exit codes, one progress display, files
// that are written whole, and what a shell completes. It computes nothing.
package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"parley/results/store"
	"parley/scenarios/fault"
)

const (
	ExitOK          = 0
	ExitFailure     = 1
	ExitBadInput    = 2
	ExitRefused     = 3
	ExitTryAgain    = 75
	ExitInterrupted = 130
)

// BadInput is a mistake of the user.
type BadInput struct{ error }

func Bad(err error) error { return BadInput{err} }

func BadInputf(format string, args ...any) error { return BadInput{fmt.Errorf(format, args...)} }

// someRefused says that the scenario was refused at some points.
type someRefused struct{ error }

func Refusedf(format string, args ...any) error { return someRefused{fmt.Errorf(format, args...)} }

// tryAgain is a failure that a second try may not meet: what is done is kept.
type tryAgain struct{ error }

func TryAgainf(format string, args ...any) error { return tryAgain{fmt.Errorf(format, args...)} }

// ErrInterrupted says that a signal came before all was done.
var ErrInterrupted = errors.New("interrupted")

func ExitCode(err error) int {
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, new(BadInput)), store.Unusable(err):
		return ExitBadInput
	case errors.As(err, new(someRefused)):
		return ExitRefused
	case errors.As(err, new(tryAgain)), store.Transient(err):
		return ExitTryAgain
	case errors.Is(err, ErrInterrupted):
		return ExitInterrupted
	}
	return ExitFailure
}

func UnknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	return BadInputf("parley: unknown command %s%s; parley --help lists them", args[0], fault.DidYouMean(args[0], names))
}
