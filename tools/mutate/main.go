// Command mutate asks whether the tests of a package would notice an error in it. It makes
// deliberate errors one at a time, runs the tests on each, and prints the share that they
// catch (DeMillo, Lipton & Sayward 1978, Computer 11(4), 34-41).
//
//  1. walk    the source -> every place where an error can be made (mutations.go)
//  2. choose  a sample by a hash of seed, function, place and error, so that most of it stays
//     the same when other code changes
//  3. test    each error in an overlay of the source; nothing on disk is changed
//
// An error that does not compile is replaced by the next one of the sample.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

func main() {
	var o options
	flag.StringVar(&o.root, "root", "..", "`DIR` of the module")
	flag.StringVar(&o.dir, "dir", "sim", "`PACKAGE` below it whose tests are tried")
	flag.IntVar(&o.errors, "errors", 80, "errors to make")
	flag.IntVar(&o.seed, "seed", 1, "seed of the sample")
	flag.StringVar(&o.skip, "skip", "", "`PATTERN` of tests that are not to count")
	flag.StringVar(&o.only, "only", "", "`PATTERN` of the errors to make, as they are printed")
	flag.Float64Var(&o.want, "want", 0.8, "share to be caught")
	list := flag.Bool("list", false, "print the sample and test nothing")
	flag.Parse()
	if err := run(&o, *list, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

type options struct {
	root, dir, skip, only string
	errors, seed          int
	want                  float64
}

func run(o *options, list bool, out io.Writer) error {
	only, err := regexp.Compile(o.only)
	if err != nil {
		return err
	}
	all, err := walk(filepath.Join(o.root, o.dir))
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	made, caught := 0, 0
	for _, m := range ordered(all, o.seed) {
		if made == o.errors {
			break
		}
		verdict := "in the sample"
		if !list && only.MatchString(m.String()) {
			if verdict, err = o.test(&m, temp); err != nil {
				return err
			}
		}
		if verdict == noBuild {
			continue
		}
		made++
		if !only.MatchString(m.String()) {
			continue
		}
		if strings.HasPrefix(verdict, "caught") {
			caught++
		}
		fmt.Fprintf(out, "%s: %s\n", &m, verdict)
	}
	if list || o.only != "" {
		return nil
	}
	share := float64(caught) / float64(made)
	fmt.Fprintf(out, "%d of %d errors are caught, %.0f %%; there are %d places for one\n", caught, made, 100*share, len(all))
	if share < o.want {
		return fmt.Errorf("less than %.0f %% are caught", 100*o.want)
	}
	return nil
}

const noBuild = "does not compile"

// slow is how long the tests may take: an error may make a loop endless.
const slow = 3 * time.Minute

// test compiles the tests with one error and runs them until the first that fails.
func (o *options) test(m *mutation, temp string) (verdict string, err error) {
	changed, overlay, binary := filepath.Join(temp, "changed.go"), filepath.Join(temp, "overlay.json"), filepath.Join(temp, "tests")
	source, err := filepath.Abs(m.path)
	if err != nil {
		return "", err
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {source: changed}})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(changed, m.apply(), 0o600); err != nil {
		return "", err
	}
	if err := os.WriteFile(overlay, replace, 0o600); err != nil {
		return "", err
	}
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", binary, "./"+o.dir)
	build.Dir = o.root
	if build.Run() != nil {
		return noBuild, nil
	}
	tests := exec.Command(binary, "-test.failfast", "-test.timeout", slow.String(), "-test.skip", o.skip)
	tests.Dir = filepath.Join(o.root, o.dir)
	text, failed := tests.CombinedOutput()
	if failed == nil {
		return "NOT CAUGHT", nil
	}
	return "caught by " + failing(text), nil
}

// failing is the test that failed first, as far as the output says.
func failing(text []byte) string {
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		if name, ok := strings.CutPrefix(lines.Text(), "--- FAIL: "); ok {
			name, _, _ = strings.Cut(name, " ")
			return name
		}
	}
	return "a panic or the time limit"
}
