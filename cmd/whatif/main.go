//go:build js

// Command whatif is the engine of a page, as WebAssembly: parley(request) answers in JSON.
// make engine builds it; parley report puts it into its page.
package main

import (
	"encoding/json"
	"errors"
	"syscall/js"

	"parley/results/whatif"
	"parley/sim/infer/observe"
)

// request is one of: open a war with its codes, change it, play on, tell a history, and
// where it parts from that under another regime.
type request struct {
	War    *whatif.War    `json:"war"`
	Base   whatif.Codes   `json:"base"`
	Change *whatif.Change `json:"change"`
	Play   int            `json:"play"`
	Tell   *struct {
		Regime  string `json:"regime"`
		History int    `json:"history"`
		Beside  string `json:"beside"`
	} `json:"tell"`
}

type reply struct {
	Answer *whatif.Answer `json:"answer,omitempty"`
	Told   []whatif.Part  `json:"told,omitempty"`
	Parted string         `json:"parted,omitempty"`
	// Lines are the timelines of the history told and of the one beside it.
	Lines []*observe.Chronicle `json:"lines,omitempty"`
	Error string               `json:"error,omitempty"`
}

// verified histories of the base case, before anything is asked.
const verified = 20

// engine is the war of the page as it is, of which histories are told, and what is being
// played of it, changed.
type engine struct {
	war          *whatif.War
	base         whatif.Codes
	asIs, played *whatif.Played
}

func main() {
	var e engine
	js.Global().Set("parley", js.FuncOf(func(_ js.Value, args []js.Value) any {
		var r reply
		var q request
		err := json.Unmarshal([]byte(args[0].String()), &q)
		if err == nil {
			err = e.answer(&q, &r)
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

func (e *engine) answer(q *request, r *reply) (err error) {
	if q.War != nil {
		e.war, e.base = q.War, q.Base
		if err := e.war.Verify(e.base, verified); err != nil {
			return err
		}
		if e.asIs, err = whatif.Open(e.war, whatif.Change{}); err != nil {
			return err
		}
	}
	if e.asIs == nil {
		return errors.New("no war is open")
	}
	if q.Change != nil {
		if e.played, err = whatif.Open(e.war, *q.Change); err != nil {
			e.played = nil
			return err
		}
	}
	switch {
	case q.Tell != nil:
		return e.tell(q, r)
	case q.Play > 0 && e.played == nil:
		return errors.New("no change is open")
	case q.Play > 0:
		if err = e.played.Play(q.Play); err == nil {
			r.Answer = e.played.Answer(e.base)
		}
	}
	return err
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
