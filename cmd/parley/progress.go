//go:build !js

package main

import (
	"io"
	"sync/atomic"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"parley/results/words"
)

// progress shows how far a sweep is, with the time left, where somebody
// watches: on a terminal only.
type progress struct {
	container *mpb.Progress
	bar       *mpb.Bar
	each      int64
	note      *atomic.Value // text behind the count
}

// newProgress counts to a total; each one of it is so many histories.
func newProgress(stderr io.Writer, total, each int) *progress {
	if !isTerminal(stderr) {
		return &progress{}
	}
	p := mpb.New(mpb.WithOutput(stderr), mpb.WithWidth(64))
	note := &atomic.Value{}
	note.Store("")
	noted := func(decor.Statistics) string { return note.Load().(string) }
	bar := p.AddBar(int64(total)*int64(each), mpb.BarRemoveOnComplete(), mpb.BarFillerTrim(),
		mpb.PrependDecorators(decor.Any(counted), decor.Name(" ")),
		mpb.AppendDecorators(decor.Name(" "), decor.Percentage(), decor.Name(", "), decor.AverageETA(decor.ET_STYLE_GO), decor.Name(" left"), decor.Any(noted)))
	return &progress{p, bar, int64(each), note}
}

// watched says whether there is a terminal.
func (p *progress) watched() bool { return p.bar != nil }

// say what else is known so far.
func (p *progress) say(text string) {
	if p.bar != nil {
		p.note.Store("; " + text)
	}
}

func counted(s decor.Statistics) string {
	return words.Thousands(s.Current) + " of " + words.Thousands(s.Total) + " histories"
}

func (p *progress) update(done, total int) {
	if p.bar != nil {
		p.bar.SetTotal(int64(total)*p.each, false)
		p.bar.SetCurrent(int64(done) * p.each)
	}
}

// stop takes the bar away.
func (p *progress) stop() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.container.Wait()
	}
}
