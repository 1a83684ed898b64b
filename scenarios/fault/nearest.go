package fault

import "strings"

// Nearest returns the name most like s, or "" if none is near: at most a third
// of its letters inserted, left out, changed or swapped with a neighbour, or
// else the first letters in common.
func Nearest(s string, names []string) string {
	if len(s) > mostLetters {
		return ""
	}
	best, least := "", 0
	for _, name := range names {
		d := distance(strings.ToLower(s), strings.ToLower(name))
		if d > max(1, max(len(s), len(name))/3) {
			continue
		}
		if best == "" || d < least {
			best, least = name, d
		}
	}
	if best == "" {
		best = sameStart(s, names)
	}
	return best
}

// sameStart returns the name that shares the most letters at the start, four
// or more.
func sameStart(s string, names []string) string {
	best, most := "", 3
	for _, name := range names {
		n := 0
		for n < len(s) && n < len(name) && s[n] == name[n] {
			n++
		}
		if n > most {
			best, most = name, n
		}
	}
	return best
}

// mostLetters of a name that is looked for.
const mostLetters = 80

// DidYouMean returns a hint to append to a message, naming the name nearest to s, or "" if none is near.
func DidYouMean(s string, names []string) string {
	if name := Nearest(s, names); name != "" {
		return "; did you mean " + name + "?"
	}
	return ""
}

// distance is the optimal string alignment distance, in bytes.
func distance(a, b string) int {
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			change := row[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			next[j] = min(change, row[j]+1, next[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}

// OneOf lists names as what is allowed, shortened where there are many.
func OneOf(names []string) string {
	const most = 24
	if len(names) == 0 {
		return "nothing is defined that could stand here"
	}
	if len(names) > most {
		return "want one of " + strings.Join(names[:most], ", ") + ", ..."
	}
	if len(names) == 1 {
		return "want " + names[0]
	}
	return "want one of " + strings.Join(names, ", ")
}

// Shorten a text to what fits a line.
func Shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most-3]) + "..."
	}
	return s
}
