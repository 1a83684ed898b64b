package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"

	"github.com/spf13/cobra"

	"parley/results/document"
	"parley/sim"
)

// version is set by -ldflags "-X main.version=v1.2.3".
var version = "dev"

// modelVersion of plans and posteriors.
var modelVersion = strconv.Itoa(sim.ModelVersion)

// programVersion is the version, with the commit where the build knows it.
func programVersion() string {
	if version != "dev" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version
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

func versionLine() string {
	return fmt.Sprintf("parley %s, model %s, %s, %s\n", programVersion(), modelVersion, runtime.Version(), platform)
}

func (a *app) versionCommand() *cobra.Command {
	var f scenarioFlags
	c := &cobra.Command{
		Use:   "version",
		Short: "Version of the program and of its model",
		Long: "version also prints the version of the model, which is raised when a parameter takes another meaning. A result\n" +
			"set takes points and shards of one version of program and model only.",
		Example: "  parley version --format json",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			if f.format == formatJSON {
				return a.json(map[string]any{"format": document.Format, "version": programVersion(),
					"model": modelVersion, "go": runtime.Version(), "platform": platform})
			}
			return a.text(versionLine())
		},
	}
	f.add(c, "format")
	return c
}
