package browser

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// pages are made once for all tests: of a shipped war with a record, of a war whose
// every name is an attack, and of a sweep.
var pages = map[string]string{}

// axe is the source of axe-core.
var axe string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "browser")
	if err == nil {
		err = makePages(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func makePages(dir string) error {
	source, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		return fmt.Errorf("axe-core is missing, npm ci fetches it: %w", err)
	}
	axe = string(source)
	program := filepath.Join(dir, "parley")
	for _, build := range [][]string{{"make", "engine"}, {"go", "build", "-o", program, "./cmd/parley"}} {
		if err := run("../..", build[0], build[1:]...); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(dir, attackFile), []byte(hostileScenario()), 0o666); err != nil {
		return err
	}
	pages = map[string]string{"war": dir + "/war.html", "hostile": dir + "/hostile.html", "sweep": dir + "/sweep.html"}
	for _, args := range [][]string{
		{"report", "tajikistan", "--quick", "--reps", "2000", "--out", "war.html"},
		{"report", attackFile, "--quick", "--reps", "40", "--out", "hostile.html"},
		{"sweep", "minimal", "--vary", "coordination.acceptance=0:1:4", "--vary", "issue.power.hard=true,false", "--compare", "--regimes", "lead,networked,informed", "--reps", "20", "--out", "set"},
		{"report", "set", "--out", "sweep.html"},
	} {
		if err := run(dir, program, args...); err != nil {
			return err
		}
	}
	return nil
}

func run(dir, program string, args ...string) error {
	c := exec.Command(program, args...)
	c.Dir = dir
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(append([]string{program}, args...), " "), err, out.String())
	}
	return nil
}

const (
	attack     = `<script>window.hacked=1;alert(1)</script><img src=x onerror=window.hacked=2><svg onload=window.hacked=3>"'</title></style></svg></text>`
	attackFile = "<img src=x onerror=hacked=4>.toml"
)

func hostileScenario() string {
	text := `format = 1
title = NAME
start = "2001-01"
coordination.lead = "un"
[party.government]
name = NAME
[party.rebels]
name = NAME
[issue.ceasefire]
name = NAME
[issue.power]
name = NAME
cluster = NAME
[mediator.un]
name = NAME
acceptance_as_lead = 0.6
[mediator.north]
name = NAME
interest = 0.3
bias = 0.7
leverage.government = 0.7
patron_of = ["government"]
`
	return strings.ReplaceAll(text, "NAME", "'''"+attack+"'''")
}
