package document

import (
	"fmt"
	"strings"
)

// Tone is a colour on light and on dark paper, as 0xRRGGBB.
type Tone struct {
	Name        string
	Light, Dark uint32
}

// Palette of pages and pictures. The hues are those of Okabe and Ito (2008), which
// readers with any colour vision tell apart, made darker or lighter until they stand
// out from the paper.
var Palette = []Tone{
	{"paper", 0xFFFFFF, 0x15191D},
	{"ink", 0x1B1F23, 0xECEFF2},
	{"muted", 0x545B62, 0xAAB2BA},
	{"faint", 0xDDE1E5, 0x343B42},
	{"blue", 0x0066A8, 0x62B8F0},
	{"orange", 0xC04E00, 0xFF9B5C},
	{"green", 0x00805C, 0x3CCBA0},
	{"purple", 0x9A3A78, 0xE9A0CB},
	{"gold", 0x8F6A00, 0xE8C04A},
	{"grey", 0x6A7178, 0x98A1A9},
}

// variables are the palette as custom properties of CSS, for light or dark paper.
func variables(dark bool) string {
	var b strings.Builder
	for _, t := range Palette {
		value := t.Light
		if dark {
			value = t.Dark
		}
		fmt.Fprintf(&b, "--%s:#%06X;", t.Name, value)
	}
	return b.String()
}
