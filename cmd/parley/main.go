// Command parley simulates third parties who mediate a civil war, and says how
// likely a negotiated settlement is with and without one of them in the lead.
//
// Exit codes: 0; 1 failure; 2 bad input, with nothing written and nothing on
// stdout; 3 done, but the scenario was refused at some points; 75 worth another
// try: disk full, out of time, or a sweep interrupted; 130 interrupted, with what
// was finished by then on stdout.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/cmd/internal/fit"
	"parley/cmd/internal/list"
	"parley/cmd/internal/play"
	"parley/cmd/internal/sweeps"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop() // a second signal kills
	}()
	os.Exit(runContext(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// runContext is a whole invocation of the program: its arguments in, its exit code out.
func runContext(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &cli.App{Out: new(bytes.Buffer), Stderr: cli.NewMessages(stderr), Screen: cli.ScreenOf(stdout)}
	root := newRoot(a)
	root.SetArgs(args)
	root.SetIn(stdin)
	err := root.ExecuteContext(ctx)
	code := cli.ExitCode(err)
	if err != nil {
		if !errors.As(err, new(cli.Coded)) && !strings.HasPrefix(err.Error(), "parley: ") {
			err = fmt.Errorf("parley: %w", err)
		}
		fmt.Fprintln(a.Stderr, cli.ShownError(err, cli.ScreenOf(stderr)))
	}
	if code == cli.ExitBadInput || code == cli.ExitFailure {
		return code
	}
	if _, err := io.WriteString(stdout, a.Screen.Visible(a.Out.String())); err != nil {
		fmt.Fprintln(a.Stderr, "parley: writing the output:", err)
		return cli.ExitCode(err)
	}
	return code
}

func newRoot(a *cli.App) *cobra.Command {
	wanted := false
	root := cli.Command("parley", cli.UnknownCommand, func(c *cobra.Command, _ []string) error {
		if wanted {
			return a.Text(cli.VersionLine())
		}
		return c.Help()
	})
	root.Flags().BoolVar(&wanted, "version", false, "version of the program")
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetOut(a.Out)
	root.SetErr(a.Stderr)
	root.SetFlagErrorFunc(cli.FlagError)
	root.AddCommand(play.Run(a), play.Compare(a), play.Trace(a), play.Why(a), list.Check(a),
		list.Show(a), list.List(a), list.New(a), sweeps.Sweep(a), sweeps.Results(a), sweeps.Merge(a), sweeps.Missing(a),
		sweeps.Replay(a), sweeps.Sensitivity(a), play.Report(a, sweeps.SensitivityFor), sweeps.Slurm(a), fit.Study(a), fit.Calibrate(a),
		fit.Validate(a), fit.Claims(a), fit.Record(a), list.Schema(a), list.Odd(a), a.VersionCommand())
	cli.AddCompletions(root)
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", ".FlagUsagesWrapped 80"))
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Args = func(_ *cobra.Command, args []string) error {
				if found, _, err := root.Find(args); err != nil || found == root && len(args) > 0 {
					return cli.UnknownCommand(root, args)
				}
				return nil
			}
		case "completion":
			c.Args, c.RunE = cli.UnknownCommand, func(c *cobra.Command, _ []string) error { return c.Help() }
		}
	}
	return root
}
