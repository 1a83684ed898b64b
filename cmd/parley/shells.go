package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// mends of the scripts that cobra writes for shells. What a candidate is put behind is
// the flag up to its own =, not up to one in the value, nor from a hyphen within an id;
// and in fish a candidate may begin with a hyphen.
var mends = map[string][]string{
	"zsh": {`'-.*='`, `'^-[^=]*='`},
	"fish": {`(string match -r -- '-.*=' "$lastArg")`, `(commandline -ct | string match -r -- '^-[^=]*=')`,
		`string split --max 1 \t $`, `string split --max 1 \t -- $`},
}

// addShells adds the command that writes the scripts.
func (a *app) addShells(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	shells, _, err := root.Find([]string{"completion"})
	if err != nil {
		panic("parley: " + err.Error())
	}
	shells.Args = unknownCommand
	shells.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	for _, c := range shells.Commands() {
		write := c.RunE
		c.RunE = func(c *cobra.Command, args []string) (err error) {
			a.advice = "how to load it: parley completion " + c.Name() + " --help"
			mend := strings.NewReplacer(mends[c.Name()]...)
			a.edited(func() { err = write(c, args) }, mend.Replace)
			return err
		}
	}
}
