package document

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var escape = regexp.MustCompile("\x1b\\[[0-9;]*m")

// cellsOf are the words of a text, as a set, without colour.
func cellsOf(text string) map[string]bool {
	found := map[string]bool{}
	for _, word := range strings.Fields(escape.ReplaceAllString(text, "")) {
		found[word] = true
	}
	return found
}

func widest(text string) (most int) {
	for line := range strings.Lines(escape.ReplaceAllString(text, "")) {
		most = max(most, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")))
	}
	return most
}

func TestATableThatIsTooWideGoesOnBelow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[a-z0-9]{1,10}`)
		columns, left := rapid.IntRange(1, 12).Draw(t, "columns"), 0
		if columns > 1 {
			left = rapid.IntRange(0, min(2, columns-1)).Draw(t, "left")
		}
		header := rapid.SliceOfN(cell, columns, columns).Draw(t, "header")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, columns, columns), 1, 5).Draw(t, "rows")
		screen := Screen{Width: rapid.IntRange(40, 100).Draw(t, "width"), Colour: rapid.Bool().Draw(t, "colour")}
		got := screen.Grid(left, header, rows)
		if widest(got) > screen.Width {
			t.Fatalf("%d columns wide, want %d:\n%s", widest(got), screen.Width, got)
		}
		words := cellsOf(got)
		for _, r := range append(rows, header) {
			for _, c := range r {
				if !words[c] {
					t.Fatalf("%s is lost:\n%s", c, got)
				}
			}
		}
	})
}

func TestATableThatFitsIsThatOfAFile(t *testing.T) {
	header, rows := []string{"lead", "settled"}, [][]string{{"un", "2.5 %"}, {"osce", "12.5 %"}}
	want := Screen{}.Grid(1, header, rows)
	if got := (Screen{Width: 80}).Grid(1, header, rows); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := (Screen{Width: 80, Colour: true}).Grid(1, header, rows); got == want || escape.ReplaceAllString(got, "") != want {
		t.Errorf("got\n%q", got)
	}
}

func TestATableOfWordsThatIsTooWideIsAList(t *testing.T) {
	header, rows := []string{"path", "range", "meaning"}, [][]string{
		{"mediator.MEDIATOR.settings.SETTING", "", "a setting of its strategy, which parley list strategies has with its range and its default"},
		{"months", "1 to 600", "horizon"},
	}
	want := `mediator.MEDIATOR.settings.SETTING
  meaning: a setting of its strategy, which
    parley list strategies has with its range
    and its default
months
  range: 1 to 600
  meaning: horizon
`
	if got := (Screen{Width: 46}).Grid(3, header, rows); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFiguresThatGoOnBelowHaveTheirNamesAgain(t *testing.T) {
	header, rows := []string{"point", "acceptance", "arm", "settled", "months"}, [][]string{{"0", "0.5", "lead-only", "0.25", "51.5"}}
	want := `point  acceptance        arm
    0         0.5  lead-only

point  settled  months
    0     0.25    51.5
`
	if got := (Screen{Width: 34}).Grid(0, header, rows); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestNamesStayWhole(t *testing.T) {
	header, rows := []string{"summary", "value", "tolerance"}, [][]string{{"cluster.political.first", "20", "1"}, {"cluster.political.last", "47", "1"}}
	want := `summary                  value
cluster.political.first     20
cluster.political.last      47

summary                  tolerance
cluster.political.first          1
cluster.political.last           1
`
	if got := (Screen{Width: 36}).Grid(1, header, rows); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestProseIsAsWideAsTheScreen(t *testing.T) {
	said := strings.Repeat("Nobody called the sides to talks. ", 12)
	d := Document{Sections: []Section{{Blocks: []Block{{Text: said}, {List: []string{said}}}}}}
	for _, c := range []struct{ screen, most int }{{0, width}, {200, width}, {60, 60}, {10, narrowestProse}} {
		if got := widest(d.Text(Screen{Width: c.screen})); got > c.most || got < c.most-10 {
			t.Errorf("on a screen of %d: %d wide, want up to %d", c.screen, got, c.most)
		}
	}
}

// Colour changes no break of a line.
func TestColourHasNoWidth(t *testing.T) {
	d := Document{Sections: []Section{{Heading: "How it ended", Blocks: []Block{
		{Text: strings.Repeat("word ", 17)},
		{Label: "Again", Command: "parley compare minimal"}}}}}
	plain, coloured := d.Text(Screen{Width: 60}), d.Text(Screen{Width: 60, Colour: true})
	if escape.ReplaceAllString(coloured, "") != plain || coloured == plain {
		t.Errorf("plain\n%s\ncoloured\n%q", plain, coloured)
	}
}

// IDs must not break: a list of them is wrapped after commas and at spaces.
func TestWrapped(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"pool, single-text, a_very_long_identifier, b", "pool,\nsingle-text,\na_very_long_identifier,\nb"},
		{"alpha,beta,gamma_x", "alpha,beta,\ngamma_x"},
		{"two words", "two words"},
		{"of histories 1,234", "of histories\n1,234"},
		{"a share of 12 %", "a share of\n12 %"},
		{"", ""},
	} {
		if got := wrapped(c.text, 12); got != c.want {
			t.Errorf("%q: %q", c.text, got)
		}
	}
}
