// Package figures draws what results say: data in, pictures out, without IO. A Figure
// has a Chart, one of four kinds, and is one drawing in four forms: SVG for a page, in
// colours that the page's theme sets; SVG and PNG to stand alone; and the rows of its
// data. gonum.org/v1/plot draws, the one kept-up library in Go that writes both forms.
//
// A chart says how high it is and paints itself by a small vocabulary: words that are
// shortened or wrapped to a width (write, name, key), axes in house style, and painters
// in values of the plot (line, band, level, grid). A page gives each colour of the
// palette a light and a dark value (Variables); a series is told apart by colour, and
// in black and white by its dashes and glyph.
package figures
