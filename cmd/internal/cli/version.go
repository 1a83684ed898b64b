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

// Platform that the program runs on.
const Platform = runtime.GOOS + "/" + runtime.GOARCH

func VersionLine() string {
	return fmt.Sprintf("parley %s, model %s, %s, %s\n", ProgramVersion(), ModelVersion, runtime.Version(), Platform)
}

func (a *App) VersionCommand() *cobra.Command {
	var f ScenarioFlags
	c := Command("version", NoArguments, func(*cobra.Command, []string) error {
		if f.Format == FormatJSON {
			return a.JSON(map[string]any{"format": document.Format, "version": ProgramVersion(),
				"model": ModelVersion, "go": runtime.Version(), "platform": Platform})
		}
		return a.Text(VersionLine())
	})
	f.Add(c, "format")
	return c
}
