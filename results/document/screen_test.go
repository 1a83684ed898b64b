package document

import "testing"

func TestWhatSteersATerminalIsShown(t *testing.T) {
	for words, want := range map[string]string{
		"Tōlīs, 北京, \u200f": "Tōlīs, 北京, \\u200f", "a\tb\n": "a\tb\n", "\x1b[2J\x07\x7f": `\u001b[2J\u0007\u007f`, "\u009b31m": `\u009b31m`,
		"\u202eevil\u202c \u2066x\u2069\u2028": `\u202eevil\u202c \u2066x\u2069\u2028`, "a\r\nb": "a\\u000d\nb", "\xff\x9b": `\xff\x9b`,
		Screen{Colour: true}.Bad("x"): `\u001b[31;1mx\u001b[0m`,
	} {
		if got := (Screen{}).Visible(words); got != want {
			t.Errorf("%q is %s, want %s", words, got, want)
		}
	}
	s := Screen{Colour: true}
	if own := s.Bad("x") + s.Strong("y") + s.Quiet("z"); s.Visible(own+"\x1b[31m") != own+`\u001b[31m` {
		t.Errorf("%q is not left alone", own)
	}
}
