//go:build js

// Command whatif is the engine of a page, as WebAssembly: parley(request) answers in JSON.
// make engine builds it; parley report puts it into its page.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"syscall/js"

	"parley/results/whatif"
	"parley/sim/infer/observe"
)

// request is one of: open a war with its numbers, which are verified in the first worker; change
// it; play histories of it; answer with those played; tell a history, and where it parts from
// that under another regime.
type request struct {
	War    *whatif.War    `json:"war"`
	Base   whatif.Codes   `json:"base"`
	Verify bool           `json:"verify"`
	Change *whatif.Change `json:"change"`
	Play   *struct {
		First     int `json:"first"`
		Histories int `json:"histories"`
	} `json:"play"`
	Answer whatif.Codes `json:"answer"`
	Tell   *struct {
		Regime  string `json:"regime"`
		History int    `json:"history"`
		Beside  string `json:"beside"`
	} `json:"tell"`
}

type reply struct {
	Codes  whatif.Codes   `json:"codes,omitempty"`
	Answer *whatif.Answer `json:"answer,omitempty"`
	Told   []whatif.Part  `json:"told,omitempty"`
	Parted string         `json:"parted,omitempty"`
	// Lines are the timelines of the history told and of the one beside it.
	Lines []*observe.Chronicle `json:"lines,omitempty"`
	Error string               `json:"error,omitempty"`
}

// verified histories of the base case, before anything is asked.
const verified = 20

// engine is the war of the page as it is, of which histories are told, and as it is changed.
type engine struct {
	war           *whatif.War
	base          whatif.Codes
	asIs, changed *whatif.Played
}

func main() {
	var e engine
	js.Global().Set("parley", js.FuncOf(func(_ js.Value, args []js.Value) any {
		var q request
		err := json.Unmarshal([]byte(args[0].String()), &q)
		var r reply
		if err == nil {
			r, err = e.reply(&q)
		}
		if err != nil {
			r = reply{Error: err.Error()}
		}
		text, err := json.Marshal(r)
		if err != nil {
			return `{"error":"` + err.Error() + `"}`
		}
		return string(text)
	}))
	select {}
}

// reply to a request; what panics is an error.
func (e *engine) reply(q *request) (r reply, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("internal error: %v", x)
		}
	}()
	switch {
	case q.War != nil:
		e.war, e.base = q.War, q.Base
		if e.asIs, err = whatif.Open(e.war, whatif.Change{}); err == nil && q.Verify {
			err = e.asIs.Verify(e.base, verified)
		}
	case e.asIs == nil:
		err = errors.New("no war is open")
	case q.Change != nil:
		e.changed = e.asIs
		if len(q.Change.Set)+len(q.Change.Without) > 0 {
			e.changed, err = whatif.Open(e.war, *q.Change)
		}
	case q.Tell != nil:
		err = e.tell(q, &r)
	case e.changed == nil:
		err = errors.New("no change is open")
	case q.Play != nil:
		r.Codes = e.changed.Play(q.Play.First, q.Play.Histories)
	case q.Answer != nil:
		r.Answer = e.changed.Answer(q.Answer, e.base)
	}
	return r, err
}

func (e *engine) tell(q *request, r *reply) (err error) {
	regimes := []string{q.Tell.Regime}
	if q.Tell.Beside != "" {
		regimes = append(regimes, q.Tell.Beside)
		if r.Parted, err = e.asIs.Parted(q.Tell.Regime, q.Tell.Beside, q.Tell.History); err != nil {
			return err
		}
	}
	for _, regime := range regimes {
		line, err := e.asIs.Timeline(regime, q.Tell.History)
		if err != nil {
			return err
		}
		r.Lines = append(r.Lines, line)
	}
	r.Told, err = e.asIs.Tell(q.Tell.Regime, q.Tell.History)
	return err
}
