package results

import "github.com/jedib0t/go-pretty/v6/text"

// Screen is what a text is read on. The zero Screen is a file or a pipe: prose of
// the usual width, tables as wide as they are, no colour.
type Screen struct {
	// Width in columns; 0 for no limit.
	Width  int
	Colour bool
}

// Strong is for headings.
func (s Screen) Strong(words string) string { return s.paint(words, text.Bold) }

// Bad is for errors, and for a lead that hurts.
func (s Screen) Bad(words string) string { return s.paint(words, text.FgRed, text.Bold) }

// Good is for a lead that helps.
func (s Screen) Good(words string) string { return s.paint(words, text.FgGreen, text.Bold) }

// Quiet is for what only holds the rest together.
func (s Screen) Quiet(words string) string { return s.paint(words, text.Faint) }

func (s Screen) paint(words string, colours ...text.Color) string {
	if !s.Colour || words == "" {
		return words
	}
	return text.Escape(words, text.Colors(colours).EscapeSeq())
}
