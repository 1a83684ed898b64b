package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parley/results/document"
	"parley/results/experiment"
	"parley/sim"
)

// App is what subcommands share. What goes to out reaches stdout if all went well.
type App struct {
	Out    *bytes.Buffer
	Stderr *Messages
	Screen document.Screen // of stdout
}

// JSON puts one document on stdout.
func (a *App) JSON(document any) error {
	e := json.NewEncoder(a.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(document); err != nil {
		return fmt.Errorf("parley: writing JSON: %w", err)
	}
	return nil
}

// Wrote says that a file that the user named is there, apart from output that a pipe takes.
func (a *App) Wrote(path string) { fmt.Fprintf(a.Stderr, "Wrote %s\n", path) }

// Warn puts warnings on stderr.
func (a *App) Warn(warnings []string) {
	for _, w := range warnings {
		fmt.Fprintln(a.Stderr, "parley:", w)
	}
}

func (a *App) Text(s string) error {
	a.Out.WriteString(s)
	return nil
}

// Print puts one of the two forms of a result on stdout.
func (a *App) Print(format string, document any, text string) error {
	if format == FormatJSON {
		return a.JSON(document)
	}
	return a.Text(text)
}

// Show does it with the answer of an experiment.
func (a *App) Show(format string, e *experiment.Experiment, r experiment.Result) error {
	return a.Print(format, r, r.Document(e).Text(a.Screen))
}

// Version is set by make release.
var Version = "dev"

// ModelVersion of plans and posteriors.
var ModelVersion = strconv.Itoa(sim.ModelVersion)

// ProgramVersion is the version, with the commit where the build knows it.
func ProgramVersion() string {
	info, ok := debug.ReadBuildInfo()
	if Version == "dev" && ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return Version + "-" + info.Main.Version
	}
	return Version
}

// Build is a checksum of the program that runs, where its version is also that of other programs:
// none without a commit, or with changes behind it.
func Build() (string, error) {
	if v := ProgramVersion(); v != "dev" && !strings.HasSuffix(v, "dirty") {
		return "", nil
	}
	path, err := os.Executable()
	text, unread := os.ReadFile(path)
	return fmt.Sprintf("%08x", crc32.ChecksumIEEE(text)), errors.Join(err, unread)
}

// Platform that the program runs on.
const Platform = runtime.GOOS + "/" + runtime.GOARCH

func VersionLine() string {
	return fmt.Sprintf("parley %s, model %s, %s, %s\n", ProgramVersion(), ModelVersion, runtime.Version(), Platform)
}

func (a *App) VersionCommand() *cobra.Command {
	var f ScenarioFlags
	c := Command("version", NoArguments, func(*cobra.Command, []string) error {
		return a.Print(f.Format, map[string]any{"format": document.Format, "version": ProgramVersion(),
			"model": ModelVersion, "go": runtime.Version(), "platform": Platform}, VersionLine())
	})
	f.Add(c, "format")
	return c
}
