package cli

import (
	"strings"
	"testing"
)

func TestTimesHaveTwoDigits(t *testing.T) {
	for seconds, want := range map[float64]string{0: "0s", 94e-6: "94µs", 0.0014: "1.4ms", 0.394: "390ms", 10.4: "10s", 61.4: "1m1s", 543.596: "9m", 3601: "1h", 5432: "1h30m", 1e18: "1000000h"} {
		if got := Rough(seconds); got != want {
			t.Errorf("%g s: %s, want %s", seconds, got, want)
		}
	}
}

// Where there is no terminal a tenth is told, but not twice within a minute.
func TestALogHasALineForATenth(t *testing.T) {
	var log strings.Builder
	p := NewProgress(NewMessages(&log), 1000, 7)
	for done := range 1000 {
		if done == 250 || done == 255 || done == 500 {
			p.begun, p.line = p.begun.Add(-betweenLines), p.line.Add(-betweenLines)
		}
		p.Update(done, 1000)
	}
	want := "parley: 1,750 of 7,000 histories, 3m left\nparley: 2,100 of 7,000 histories, 4m40s left\nparley: 3,500 of 7,000 histories, 3m left\n"
	if got := log.String(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
