package figures

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"parley/results/document"
)

const hostile = `</text></svg><script>alert(1)</script>"'&` + "\x00"

// each is a picture with hostile names everywhere, and one on an axis from 0.
func each() []*Figure {
	var figures []*Figure
	for name, chart := range map[string]*Forest{
		"effects": {Label: hostile, Nothing: 1, Left: hostile, Right: hostile, NoteHead: hostile, Rows: []Interval{{Label: hostile, Low: -1, Mid: 0.5, High: 2, Note: hostile}, {Label: "b", Low: 3, Mid: 4, High: 5, Series: 1}}},
		"shares":  {Label: hostile, High: 100, Rows: []Interval{{Label: hostile, WideLow: 1, Low: 10, Mid: 20, High: 90, WideHigh: 100, Note: hostile}}},
	} {
		figures = append(figures, &Figure{Name: name, Title: hostile, Alt: hostile, Header: []string{"a", "b"}, Rows: [][]string{{hostile, "1"}}, Chart: chart})
	}
	return figures
}

// What would steer a terminal or turn the direction of letters is shown, in a title as in a label.
func TestPicturesShowWhatSteers(t *testing.T) {
	f := &Figure{Name: "steps", Title: "Title \u202eab\x1b[2J\u0085", Alt: "Alt \u2066", Header: []string{"a"},
		Chart: &Forest{Rows: []Interval{{Label: "Label\u200f\nend", Low: 1, Mid: 2, High: 3}}}}
	for form, text := range map[string]string{"file": string(f.SVG()), "inline": f.Inline()} {
		for _, want := range []string{`Title \u202eab\u001b[2J\u0085`, `Alt \u2066`, `Label\u200f end`} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %s in\n%s", form, want, text)
			}
		}
		if strings.ContainsAny(text, "\u202e\x1b\u0085\u2066\u200f") {
			t.Errorf("%s steers", form)
		}
	}
}

func TestEveryPictureIsWellFormedAndRunsNothing(t *testing.T) {
	for _, f := range each() {
		for form, text := range map[string]string{"file": string(f.SVG()), "inline": f.Inline()} {
			d := xml.NewDecoder(strings.NewReader(text))
			texts := 0
			for {
				token, err := d.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("%s, %s: %v", f.Name, form, err)
				}
				if start, ok := token.(xml.StartElement); ok {
					switch start.Name.Local {
					case "svg", "g", "path", "title", "desc", "rect":
					case "text":
						texts++
					default:
						t.Errorf("%s, %s: element %s", f.Name, form, start.Name.Local)
					}
				}
			}
			if texts == 0 {
				t.Errorf("%s, %s: no words in it", f.Name, form)
			}
		}
	}
}

// A reader without the font has another, which is wider or narrower.
func TestWordsKeepTheirWidthInAnyFontAndStayInThePicture(t *testing.T) {
	pattern := regexp.MustCompile(`<text textLength="([0-9.]+)" lengthAdjust="spacingAndGlyphs" x="(-?[0-9.e+-]+)"`)
	for _, f := range each() {
		for form, text := range map[string]string{"file": string(f.SVG()), "inline": f.Inline()} {
			found := pattern.FindAllStringSubmatch(text, -1)
			if len(found) != strings.Count(text, "<text") {
				t.Errorf("%s, %s: %d of %d words have a width", f.Name, form, len(found), strings.Count(text, "<text"))
			}
			for _, m := range found {
				width, _ := strconv.ParseFloat(m[1], 64)
				x, _ := strconv.ParseFloat(m[2], 64)
				if width == 0 || x < -0.5 || x+width > Width+0.5 {
					t.Errorf("%s, %s: words from %g to %g in a picture %d wide", f.Name, form, x, x+width, Width)
				}
			}
		}
	}
}

const longName = "Organisation of the Islamic Conference"

// wordsOfPicture are all words in it, in order.
func wordsOfPicture(f *Figure) string {
	var all []string
	for _, m := range wordsOf.FindAllStringSubmatch(string(f.SVG()), -1) {
		all = append(all, m[3])
	}
	return strings.Join(all, " ")
}

func TestLongNamesAndTitlesAreWrappedAndNotCut(t *testing.T) {
	title := "What each of many third parties adds as lead, in settled wars of 100, by something"
	text := wordsOfPicture(&Figure{Name: "forest", Title: title, Chart: &Forest{Rows: []Interval{{Label: longName, Low: 1, Mid: 2, High: 3}}}})
	for _, want := range []string{title, longName} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not whole in %q", want, text)
		}
	}
}

func TestInlinePicturesTakeTheirColoursFromThePage(t *testing.T) {
	for _, f := range each() {
		text := f.Inline()
		if own := regexp.MustCompile(`#[0-9A-F]{6}`).FindString(text); own != "" {
			t.Errorf("%s has a colour of its own: %s", f.Name, own)
		}
		if strings.Contains(text, "<text") && strings.Count(text, "<text") != strings.Count(text, ";fill:var(--") {
			t.Errorf("%s: words without a colour", f.Name)
		}
	}
}

func TestPNGHasMoreThanPaper(t *testing.T) {
	for _, f := range each() {
		data, err := f.PNG()
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		colours := map[[3]uint32]bool{}
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				r, g, b, _ := img.At(x, y).RGBA()
				colours[[3]uint32{r, g, b}] = true
			}
		}
		if len(colours) < 10 {
			t.Errorf("%s: %d colours", f.Name, len(colours))
		}
		if dir := os.Getenv("FIGURES"); dir != "" {
			_ = os.WriteFile(filepath.Join(dir, f.Name+".png"), data, 0o666)
		}
	}
}

func TestCSVHoldsTheRows(t *testing.T) {
	for _, f := range each() {
		rows, err := csv.NewReader(bytes.NewReader(f.CSV())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(f.Rows)+1 || len(rows[0]) != len(f.Header) {
			t.Errorf("%s: %q", f.Name, rows)
		}
	}
}

func TestColoursStandOutFromThePaper(t *testing.T) {
	for _, tone := range document.Palette[1:] {
		for paper, got := range map[string]float64{"light": contrast(tone.Light, document.Palette[Paper].Light), "dark": contrast(tone.Dark, document.Palette[Paper].Dark)} {
			if got < 4.5 && tone.Name != "faint" {
				t.Errorf("%s on %s: %.2f", tone.Name, paper, got)
			}
		}
	}
}

// contrast of two colours as WCAG 2.2 defines it.
func contrast(a, b uint32) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(rgb uint32) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(rgb>>(16-8*i)&0xFF) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
