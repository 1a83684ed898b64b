package document

import (
	"strings"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"
)

// Screen is what a text is read on. The zero Screen is a file or a pipe: prose of
// the usual width, tables as wide as they are, no colour.
type Screen struct {
	// Width in columns; 0 for no limit.
	Width  int
	Colour bool
}

// Strong is for headings.
func (s Screen) Strong(words string) string { return s.paint(words, text.Bold) }

// Bad is for errors.
func (s Screen) Bad(words string) string { return s.paint(words, text.FgRed, text.Bold) }

// Quiet is for what only holds the rest together.
func (s Screen) Quiet(words string) string { return s.paint(words, text.Faint) }

func (s Screen) paint(words string, colours ...text.Color) string {
	if !s.Colour || words == "" {
		return words
	}
	return text.Escape(words, text.Colors(colours).EscapeSeq())
}

// narrowestProse keeps a text readable where a screen claims to be narrower.
const narrowestProse = 30

// prose is how wide paragraphs are.
func (s Screen) prose() int {
	if s.Width <= 0 {
		return width
	}
	return max(narrowestProse, min(width, s.Width))
}

// inset is the screen beside an indent.
func (s Screen) inset(indent int) Screen {
	if s.Width > 0 {
		s.Width = max(narrowestProse, s.Width-indent)
	}
	return s
}

// widthOf counts characters, so that a file is wrapped alike under every locale;
// colour has no width.
func widthOf(word string) int {
	if strings.ContainsRune(word, text.EscapeStartRune) {
		return text.StringWidthWithoutEscSequences(word)
	}
	return utf8.RuneCountInString(word)
}
