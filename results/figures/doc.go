// Package figures draws what results say: data in, pictures out, without IO.
// Every Figure is one drawing that comes as SVG for the page, in colours that the
// page's theme sets, as SVG and PNG to stand alone, and as the rows of its data.
// gonum.org/v1/plot draws, the one kept-up library in Go that writes both forms.
//
//	draw.go    Figure and its forms
//	palette.go colours, and the marks that tell series apart without them
//	canvas.go  axes, lines, bands, intervals and labels in house style
package figures
