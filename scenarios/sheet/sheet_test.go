package sheet

import (
	"reflect"
	"strings"
	"testing"

	"parley/scenarios/fault"
)

func TestWhatIsNotUTF8IsShownInItsLine(t *testing.T) {
	var faults fault.Collector
	if s := New("x.csv", []byte("a\rb\r\n\xff"), 0, &faults); s != nil || faults.List[0].Line != 3 {
		t.Errorf("%v: what is not UTF-8 stands in line 3", faults.Err())
	}
}

// A cell is marked in its line, whatever comes before: comments, empty lines, cells of several lines.
func TestACellIsMarkedInItsLine(t *testing.T) {
	var faults fault.Collector
	s := New("x.csv", []byte("# sum\n\na,b\n\"1\n2\",x\n\n,\n3, \"y\"\n"), '#', &faults)
	if !s.Begin("a, b") {
		t.Fatal(faults.Err())
	}
	for s.Next() {
		s.Wrong(1, "want z")
	}
	var shown []string
	for _, f := range faults.List {
		shown = append(shown, f.String()+" in "+f.Text[:f.From]+"["+f.Text[f.From:f.To]+"]"+f.Text[f.To:])
	}
	if want := []string{"x.csv:5: b = x: want z in 2\",[x]", `x.csv:8: b = y: want z in 3, ["y"]`}; !reflect.DeepEqual(shown, want) {
		t.Errorf("got  %q\nwant %q", shown, want)
	}
}

func TestNoSpreadsheetRunsWhatIsWrittenAndItIsReadAgainAsItWas(t *testing.T) {
	rows := [][]string{{"a", "b", "c"}, {"=SUM(A1:A9)", "-0.5", "+1e3"}, {"+49 30", "-", "@home"}, {"--set x=1", "-x", "'quoted'"}}
	var b strings.Builder
	if err := NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if want := "a,b,c\n'=SUM(A1:A9),-0.5,+1e3\n'+49 30,'-,'@home\n'--set x=1,'-x,'quoted'\n"; b.String() != want {
		t.Errorf("got %s\nwant %s", b.String(), want)
	}
	var faults fault.Collector
	s := New("x.csv", []byte(b.String()), 0, &faults)
	if !s.Begin("") {
		t.Fatal(faults.Err())
	}
	for _, row := range rows[1:] {
		if !s.Next() || !reflect.DeepEqual(s.Fields, row) {
			t.Errorf("%q is read as %q", row, s.Fields)
		}
	}
}
