package cli

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"parley/results/words"
)

// Progress shows how many histories are played, with the time left, on a terminal;
// elsewhere it writes a line for each phase, and for each tenth of what takes minutes.
type Progress struct {
	stderr    *Messages
	container *mpb.Progress
	bar       *mpb.Bar // nil without a terminal
	each      int64
	said      atomic.Value // behind the count
	begun     time.Time
	// Of the last line: when it was written, and how many tenths were done.
	line   time.Time
	tenths int
}

// betweenLines is the least time between two of a log.
const betweenLines = time.Minute

// NewProgress counts to a total; each one of it is so many histories.
func NewProgress(stderr *Messages, total, each int) *Progress {
	p := &Progress{stderr: stderr, each: int64(each), begun: time.Now(), line: time.Now()}
	if !isTerminal(stderr.To) {
		return p
	}
	p.said.Store("")
	counted := func(s decor.Statistics) string { return counted(s.Current, s.Total) }
	left := func(s decor.Statistics) string { return p.left(s.Current, s.Total) }
	said := func(decor.Statistics) string { return p.said.Load().(string) }
	p.container = mpb.New(mpb.WithOutput(stderr.To), mpb.WithWidth(64))
	p.bar = p.container.AddBar(int64(total)*p.each, mpb.BarRemoveOnComplete(), mpb.BarFillerTrim(),
		mpb.PrependDecorators(decor.Any(counted), decor.Name(" ")),
		mpb.AppendDecorators(decor.Name(" "), decor.Percentage(), decor.Any(left), decor.Any(said)))
	return p
}

func counted(done, total int64) string {
	return words.Thousands(done) + " of " + words.Thousands(total) + " histories"
}

// left is how long the rest takes, nothing before there is something to go by.
func (p *Progress) left(done, total int64) string {
	if done == 0 {
		return ""
	}
	return ", " + Rough(time.Since(p.begun).Seconds()*float64(total-done)/float64(done)) + " left"
}

// Rough is a number of seconds in two digits, and at most a million hours.
func Rough(seconds float64) string {
	seconds, _ = strconv.ParseFloat(strconv.FormatFloat(min(seconds, 1e6*3600), 'e', 1, 64), 64)
	text := time.Duration(math.Round(seconds * float64(time.Second))).String()
	for _, none := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, none) {
			text = text[:len(text)-2]
		}
	}
	return text
}

// Phase says what begins or has ended.
func (p *Progress) Phase(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if p.bar == nil {
		fmt.Fprintln(p.stderr, "parley:", text)
		return
	}
	p.said.Store("; " + text)
}

func (p *Progress) Update(done, total int) {
	now, all := int64(done)*p.each, int64(total)*p.each
	tenths := int(10 * float64(done) / float64(max(1, total)))
	switch {
	case p.bar != nil:
		p.bar.SetTotal(all, false)
		p.bar.SetCurrent(now)
	case tenths > p.tenths && time.Since(p.line) >= betweenLines:
		p.line, p.tenths = time.Now(), tenths
		fmt.Fprintf(p.stderr, "parley: %s%s\n", counted(now, all), p.left(now, all))
	}
}

// Stop takes the bar away.
func (p *Progress) Stop() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.container.Wait()
		p.bar = nil
	}
}
