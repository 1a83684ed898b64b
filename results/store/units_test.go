package store_test

// unit of a figure in tables and documents.
type unit struct{ Name, Range, Meaning string }

// units of all figures that are not words, switches or plain counts.
var units = []unit{
	{"share", "0 to 1", "a part of a whole, a likelihood or a chance"},
	{"difference", "-1 to 1", "of two shares; 0.01 is a point"},
	{"difference apart", "-2 to 2", "of two differences of shares"},
	{"log-odds", "any number", "difference of the logarithms of the odds"},
	{"month", "1 or more", "month of the war or after it; 1 is the month of time zero"},
	{"months", "0 or more", "a length of time"},
	{"months apart", "any number", "difference of two lengths of time"},
	{"histories", "0 or more", "how many histories"},
	{"per history", "0 or more", "mean over histories"},
	{"per month", "0 or more", "mean over months and histories, in the unit of what is measured"},
	{"standard deviations", "any number", "a difference in standard deviations"},
	{"third parties", "0 or more", "how many third parties"},
	{"cells", "0 or more", "how many cells of a crossing"},
	{"position", "0 to 1", "on the line of an issue, between the sides' ideals"},
	{"correlation", "-1 to 1", "of ranks; 1 if two orders are the same"},
	{"distance", "any number", "from one position, or share, to another"},
	{"of the output", "any number", "share or months, as the output is"},
	{"scale", "-1 to 1", "on the scale that the scenario codes it on"},
}

// unitNamed finds a unit by its name.
func unitNamed(name string) (unit, bool) {
	for _, u := range units {
		if u.Name == name {
			return u, true
		}
	}
	return unit{}, false
}
