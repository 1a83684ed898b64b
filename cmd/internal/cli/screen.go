package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"

	"parley/results/document"
	"parley/scenarios/fault"
	"parley/scenarios/form"
)

// ScreenOf says how wide a terminal is, COLUMNS first, and whether it may have
// colour: not with NO_COLOR (https://no-color.org), not a dumb one. What is no
// terminal has neither limit nor colour.
func ScreenOf(w io.Writer) document.Screen {
	if !isTerminal(w) {
		return document.Screen{}
	}
	s := document.Screen{Colour: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		s.Width = n
	} else if n, _, err := term.GetSize(int(w.(*os.File).Fd())); err == nil {
		s.Width = n
	}
	return s
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// Messages is where messages for people go, as Screen.Visible has them. The progress display steers
// its terminal itself.
type Messages struct {
	To     io.Writer
	screen document.Screen
}

// NewMessages to a terminal or a file.
func NewMessages(to io.Writer) *Messages { return &Messages{to, ScreenOf(to)} }

func (m *Messages) Write(text []byte) (int, error) {
	_, err := io.WriteString(m.To, m.screen.Visible(string(text)))
	return len(text), err
}

// ShownError writes an error for people: of a scenario each fault with its line.
func ShownError(err error, s document.Screen) string {
	if c, ok := err.(Coded); ok {
		err = c.error
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok && err.Error() == errors.Join(many.Unwrap()...).Error() {
		return strings.Join(form.Collect(many.Unwrap(), func(one error) string { return ShownError(one, s) }), "\n")
	}
	if faults, ok := err.(*fault.List); ok {
		return strings.Join(form.Collect(faults.List, func(f fault.Fault) string { return shownFault(&f, s) }), "\n")
	}
	return withPlace(err.Error(), s)
}

// withPlace is a message with what comes before its colon set off.
func withPlace(message string, s document.Screen) string {
	place, words, ok := strings.Cut(message, ": ")
	if !ok {
		return s.Wrap(message)
	}
	return s.Wrap(s.Bad(place+":") + " " + words)
}

// shownFault is the message, the line, and a mark under what is wrong.
func shownFault(f *fault.Fault, s document.Screen) string {
	message := withPlace(printable(f.String()), s)
	if f.Text == "" {
		return message
	}
	number := ""
	if f.Line > 0 {
		number = strconv.Itoa(f.Line)
	}
	before, marked, after := excerpt(f, s, len(number)+len("   | "))
	return fmt.Sprintf("%s\n %s %s%s%s\n %s %s%s", message, s.Quiet(number+" |"), before, s.Bad(marked), after,
		s.Quiet(strings.Repeat(" ", len(number))+" |"), strings.Repeat(" ", text.StringWidth(before)), s.Bad(strings.Repeat("^", max(1, text.StringWidth(marked)))))
}

const (
	// widestExcerpt is where there is no terminal.
	widestExcerpt    = 100
	narrowestExcerpt = 20
	cutOff           = "..."
)

// excerpt is the line of a fault, as much as fits beside the gutter: what is
// wrong, and what stands before and after.
func excerpt(f *fault.Fault, s document.Screen, gutter int) (before, marked, after string) {
	room := max(cmp.Or(s.Width, widestExcerpt)-gutter, narrowestExcerpt)
	before, marked, after = printable(f.Text[:f.From]), printable(f.Text[f.From:f.To]), printable(f.Text[f.To:])
	marked = text.Snip(marked, room, cutOff)
	room -= text.StringWidth(marked)
	for runes := []rune(before); text.StringWidth(before) > room && len(before) > len(cutOff); before = cutOff + string(runes) {
		runes = runes[1:]
	}
	if room < len(cutOff) {
		before = ""
	}
	room -= text.StringWidth(before)
	if text.StringWidth(after) > room {
		after = text.Trim(after, room-len(cutOff)) + cutOff
	}
	return before, marked, strings.TrimRight(after, " ")
}

// printable is one line, with blanks for tabs.
func printable(line string) string {
	return document.Screen{}.Visible(strings.NewReplacer("\t", "    ", "\n", `\n`).Replace(line))
}
