package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"

	"github.com/spf13/cobra"

	"parley/results/document"
	"parley/sim"
)

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

const platform = runtime.GOOS + "/" + runtime.GOARCH

func VersionLine() string {
	return fmt.Sprintf("parley %s, model %s, %s, %s\n", ProgramVersion(), ModelVersion, runtime.Version(), platform)
}

func (a *App) VersionCommand() *cobra.Command {
	var f ScenarioFlags
	c := &cobra.Command{
		Use:   "version",
		Short: "Version of the program and of its model",
		Long: "version also prints the version of the model, which is raised when a parameter takes another meaning. A result\n" +
			"set takes points and shards of one version of program and model only.",
		Example: "  parley version --format json",
		Args:    NoArguments,
		RunE: func(*cobra.Command, []string) error {
			if f.Format == FormatJSON {
				return a.JSON(map[string]any{"format": document.Format, "version": ProgramVersion(),
					"model": ModelVersion, "go": runtime.Version(), "platform": platform})
			}
			return a.Text(VersionLine())
		},
	}
	f.Add(c, "format")
	return c
}
