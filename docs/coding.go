package docs

import (
	_ "embed"
	"strings"
	"sync"
)

// Coding is the page on what an expert coding means at each point of its scale.
//
//go:embed coding.md
var Coding string

// Point of a scale, as Coding has it: a value, as ".25", and what it looks like.
type Point struct{ Value, Meaning string }

// Points of each scale that Coding anchors, by the path of its key, as "party.PARTY.trust".
var Points = sync.OnceValue(func() map[string][]Point {
	points, key, anchors := map[string][]Point{}, "", false
	for line := range strings.Lines(Coding) {
		if heading, ok := strings.CutPrefix(line, "#"); ok {
			key = strings.Trim(heading, "#` \n")
		}
		cells := strings.Split(line, " | ")
		if value := strings.TrimPrefix(cells[0], "| "); len(cells) < 3 {
			anchors = anchors && strings.HasPrefix(line, "|--")
		} else if anchors {
			points[key] = append(points[key], Point{value, cells[1]})
		} else {
			anchors = value == "value"
		}
	}
	return points
})
