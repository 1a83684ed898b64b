package cli

import (
	"fmt"
	"sync/atomic"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"parley/results/words"
)

// Progress shows how many histories are played, with the time left, on a terminal;
// elsewhere it writes a line for each phase.
type Progress struct {
	stderr    *Messages
	container *mpb.Progress
	bar       *mpb.Bar // nil without a terminal
	each      int64
	said      atomic.Value // behind the count
}

// NewProgress counts to a total; each one of it is so many histories.
func NewProgress(stderr *Messages, total, each int) *Progress {
	p := &Progress{stderr: stderr, each: int64(each)}
	if !isTerminal(stderr.To) {
		return p
	}
	p.said.Store("")
	counted := func(s decor.Statistics) string {
		return words.Thousands(s.Current) + " of " + words.Thousands(s.Total) + " histories"
	}
	said := func(decor.Statistics) string { return p.said.Load().(string) }
	p.container = mpb.New(mpb.WithOutput(stderr.To), mpb.WithWidth(64))
	p.bar = p.container.AddBar(int64(total)*p.each, mpb.BarRemoveOnComplete(), mpb.BarFillerTrim(),
		mpb.PrependDecorators(decor.Any(counted), decor.Name(" ")),
		mpb.AppendDecorators(decor.Name(" "), decor.Percentage(), decor.Name(", "), decor.AverageETA(decor.ET_STYLE_GO), decor.Name(" left"), decor.Any(said)))
	return p
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
	if p.bar != nil {
		p.bar.SetTotal(int64(total)*p.each, false)
		p.bar.SetCurrent(int64(done) * p.each)
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
