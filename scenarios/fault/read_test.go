package fault

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestOnlyARegularFileOfBoundedSizeIsRead(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for path, want := range map[string]string{
		dir:                                "is a folder: want a file",
		os.DevNull:                         "is a pipe or a device: want a regular file",
		filepath.Join(dir, "nothing"):      "file does not exist",
		write("large", "123456789"):        "is too large, 9 bytes: want at most 8",
		filepath.Join(dir, "large", "sub"): "cannot be read: not a directory",
	} {
		if _, err := ReadFile(path, 8); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
	for name, text := range map[string]string{"plain": "né", "marked": "\xef\xbb\xbfné", "little": "\xff\xfen\x00\xe9\x00", "big": "\xfe\xff\x00n\x00\xe9"} {
		if got, err := ReadFile(write(name, text), 8); err != nil || string(got) != "né" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// What is read from outside goes through Open, CSV through package sheet. The exceptions create or lock a file
// of ours, read a folder's name or the program itself, or read what is built in.
func TestNothingElseOpensAFileToReadIt(t *testing.T) {
	of := map[string][]string{
		"os":      {"Open", "OpenFile", "OpenRoot", "OpenInRoot", "ReadFile", "DirFS", "CopyFS", "NewFile", "Pipe"},
		"syscall": {"Open"}, "ioutil": {"ReadFile", "ReadAll"}, "csv": {"NewReader", "NewWriter"},
	}
	allowed := []string{"scenarios/fault/read.go os.Open", "scenarios/sheet/sheet.go csv.NewReader", "scenarios/sheet/sheet.go csv.NewWriter",
		"results/store/file.go os.OpenFile", "results/store/file.go os.Open", "cmd/internal/cli/output.go os.ReadFile", "sim/infer/observe/family.go csv.NewReader"}
	var found []string
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(root, path)
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (name == "tools" || name == "bin" || strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if of, ok := s.X.(*ast.Ident); ok {
					found = append(found, name+" "+of.Name+"."+s.Sel.Name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range found {
		_, call, _ := strings.Cut(x, " ")
		pkg, name, _ := strings.Cut(call, ".")
		if slices.Contains(of[pkg], name) && !slices.Contains(allowed, x) {
			t.Errorf("%s: want fault.Open, fault.ReadFile or package sheet", x)
		}
	}
	for _, x := range allowed {
		if !slices.Contains(found, x) {
			t.Errorf("%s is allowed and not there", x)
		}
	}
}
