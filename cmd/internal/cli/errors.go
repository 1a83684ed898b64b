// Package cli is what the subcommands of parley share: their help (help.md) and what a shell
// completes, flags and the values they take, the scenario that they name, errors with exit
// codes, one progress display, and files that are written whole. It computes nothing.
package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"parley/results/store"
	"parley/scenarios/fault"
	"parley/scenarios/form"
)

const (
	ExitOK          = 0
	ExitFailure     = 1
	ExitBadInput    = 2
	ExitRefused     = 3
	ExitTryAgain    = 75
	ExitInterrupted = 130
)

// Coded is an error with the exit code that it asks for.
type Coded struct {
	error
	code int
}

// Unwrap is the error alone.
func (c Coded) Unwrap() error { return c.error }

// Codedf is an error that ends with a code.
func Codedf(code int, format string, args ...any) error {
	return Coded{fmt.Errorf(format, args...), code}
}

// Bad is a mistake of the user; nil is none.
func Bad(err error) error {
	if err == nil {
		return nil
	}
	return Coded{err, ExitBadInput}
}

func BadInputf(format string, args ...any) error { return Codedf(ExitBadInput, format, args...) }

// ErrInterrupted says that a signal came before all was done.
var ErrInterrupted = errors.New("interrupted")

func ExitCode(err error) int {
	var c Coded
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &c):
		return c.code
	case store.Unusable(err):
		return ExitBadInput
	case store.Transient(err):
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
	names := form.Collect(c.Commands(), (*cobra.Command).Name)
	return BadInputf("parley: unknown command %s%s; parley --help lists them", args[0], fault.DidYouMean(args[0], names))
}
