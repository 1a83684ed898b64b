package document

import (
	"reflect"
	"strings"
	"testing"
)

func executed(source string, data any) *Document { return Execute(Template("test", source, nil), data) }

func TestOnlyTheTemplateMakesMarkup(t *testing.T) {
	for _, name := range []string{"## a heading", "- an item", "one\n\n## two", "$ Run: this", string(markMade) + "7", string(markMade) + "-1"} {
		d := executed("## War\n\n{{.}} {{.}}\n", name)
		if len(d.Sections) != 1 || len(d.Sections[0].Blocks) > 2 {
			t.Errorf("%q makes %+v", name, d.Sections)
		}
		for _, b := range d.Sections[0].Blocks {
			if b.List != nil || b.Command != "" || b.Table != nil || b.Figure != nil {
				t.Errorf("%q makes %+v", name, b)
			}
		}
	}
}

func TestAConditionLeavesNoGap(t *testing.T) {
	source := "First.\n{{if .}}\nSecond.\n{{end}}\nThird.\n\n{{if .}}\nFourth.\n{{end}}\n"
	for yes, want := range map[bool][]string{true: {"First. Second. Third.", "Fourth."}, false: {"First. Third."}} {
		var got []string
		for _, b := range executed(source, yes).Sections[0].Blocks {
			got = append(got, b.Text)
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%v: %q, want %q", yes, got, want)
		}
	}
}

func TestACommandIsAsItIsGiven(t *testing.T) {
	b := executed("$ Again: {{.}}\n", "parley run 'a  war': b").Sections[0].Blocks[0]
	if b.Label != "Again" || b.Command != "parley run 'a  war': b" {
		t.Errorf("%+v", b)
	}
}

func TestATableIsWrittenOut(t *testing.T) {
	d := executed("|| arm | of || settled{{if .}} | kept{{end}}\n{{range .}}\n| {{.}} |  | 1 %{{if $}} | 2{{end}}\n{{end}}\n", []string{"lead", "a | b"})
	want := Table{Words: 2, Header: []string{"arm", "of", "settled", "kept"}, Rows: [][]string{{"lead", "", "1 %", "2"}, {"a | b", "", "1 %", "2"}}}
	if got := d.Sections[0].Blocks; len(got) != 1 || !reflect.DeepEqual(*got[0].Table, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestATableOfWordsAloneIsWrittenOut(t *testing.T) {
	d := executed("|| role | means\n| monitor | watches\n", nil)
	want := Table{Words: 2, Header: []string{"role", "means"}, Rows: [][]string{{"monitor", "watches"}}}
	if got := d.Sections[0].Blocks; len(got) != 1 || !reflect.DeepEqual(*got[0].Table, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
