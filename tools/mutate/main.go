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
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	root   = flag.String("root", "..", "`DIR` of the module")
	dir    = flag.String("dir", "sim", "`PACKAGE` below it whose tests are tried")
	errors = flag.Int("errors", 80, "errors to make")
	seed   = flag.Int("seed", 1, "seed of the sample")
	skip   = flag.String("skip", "", "`PATTERN` of tests that are not to count")
	only   = flag.String("only", "", "`PATTERN` of the errors to make, as they are printed")
	want   = flag.Float64("want", 0.8, "share to be caught")
)

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run() error {
	chosen, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	all, err := walk(filepath.Join(*root, *dir))
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	made, caught := 0, 0
	for _, m := range ordered(all, *seed) {
		if made == *errors {
			break
		}
		if !chosen.MatchString(m.String()) {
			continue
		}
		switch by, err := test(&m, temp); {
		case err != nil:
			return err
		case by == noBuild:
			continue
		case by == "":
			fmt.Printf("%s: NOT CAUGHT\n", &m)
		default:
			fmt.Printf("%s: caught by %s\n", &m, by)
			caught++
		}
		made++
	}
	share := float64(caught) / float64(made)
	fmt.Printf("%d of %d errors are caught, %.0f %%; there are %d places for one\n", caught, made, 100*share, len(all))
	if share < *want {
		return fmt.Errorf("less than %.0f %% are caught", 100**want)
	}
	return nil
}

const noBuild = "the compiler"

// slow is how long the tests may take: an error may make a loop endless.
const slow = "3m"

// failed is the test that fails first.
var failed = regexp.MustCompile(`(?m)^--- FAIL: (\S+)`)

// test runs the tests with one error until the first that fails, and says which; "" if none does.
func test(m *mutation, temp string) (by string, err error) {
	changed, overlay := filepath.Join(temp, "changed.go"), filepath.Join(temp, "overlay.json")
	source, err := filepath.Abs(m.path)
	if err != nil {
		return "", err
	}
	replace, _ := json.Marshal(map[string]map[string]string{"Replace": {source: changed}}) // strings have no fault
	if err := cmp.Or(os.WriteFile(changed, m.apply(), 0o600), os.WriteFile(overlay, replace, 0o600)); err != nil {
		return "", err
	}
	tests := exec.Command("go", "test", "-vet=off", "-failfast", "-overlay", overlay, "-timeout", slow, "-skip", *skip, "./"+*dir)
	tests.Dir = *root
	text, err := tests.CombinedOutput()
	name := failed.FindSubmatch(text)
	switch {
	case err == nil:
		return "", nil
	case strings.Contains(string(text), "[build failed]"):
		return noBuild, nil
	case name == nil:
		return "a panic or the time limit", nil
	}
	return string(name[1]), nil
}
