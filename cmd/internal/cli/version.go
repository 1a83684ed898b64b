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

// Version is set by -ldflags "-X main.version=v1.2.3".
var Version = "dev"

// ModelVersion of plans and posteriors.
var ModelVersion = strconv.Itoa(sim.ModelVersion)

// ProgramVersion is the version, with the commit where the build knows it.
func ProgramVersion() string {
	if Version != "dev" {
		return Version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return Version
	}
	return "dev" + commit(info)
}

func commit(info *debug.BuildInfo) string {
	revision, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+changes"
		}
	}
	if revision == "" {
		return ""
	}
	return "-" + revision[:min(12, len(revision))] + changed
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
