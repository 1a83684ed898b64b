package whatif

import (
	"encoding/json"
	"errors"
	"fmt"
)

// request is one of: open a war with its numbers, which are verified in the first worker; change
// it; play histories of it; answer with those played; tell a history, and where it parts from
// that under another regime.
type request struct {
	War    *War    `json:"war"`
	Base   Codes   `json:"base"`
	Verify bool    `json:"verify"`
	Change *Change `json:"change"`
	Play   *struct {
		First     int `json:"first"`
		Histories int `json:"histories"`
	} `json:"play"`
	Answer Codes `json:"answer"`
	Tell   *struct {
		Regime  string `json:"regime"`
		History int    `json:"history"`
		Beside  string `json:"beside"`
	} `json:"tell"`
}

type reply struct {
	Codes   Codes   `json:"codes,omitempty"`
	Answer  *Answer `json:"answer,omitempty"`
	History *Told   `json:"history,omitempty"`
	Error   string  `json:"error,omitempty"`
}

// verified histories of the base case, before anything is asked.
const verified = 20

// Engine of a page: the war as it is, of which histories are told, and as it is changed.
type Engine struct {
	war           *War
	base          Codes
	asIs, changed *Played
}

// Ask for something in JSON; so is the reply.
func (e *Engine) Ask(text string) string {
	var q request
	err := json.Unmarshal([]byte(text), &q)
	var r reply
	if err == nil {
		r, err = e.reply(&q)
	}
	if err != nil {
		r = reply{Error: err.Error()}
	}
	out, err := json.Marshal(r)
	if err != nil {
		panic("whatif: " + err.Error()) // counts, shares and words have a form in JSON
	}
	return string(out)
}

// reply to a request; what panics is an error.
func (e *Engine) reply(q *request) (r reply, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("internal error: %v", x)
		}
	}()
	switch {
	case q.War != nil:
		e.war, e.base = q.War, q.Base
		if e.asIs, err = Open(e.war, Change{}); err == nil && q.Verify {
			err = e.asIs.Verify(e.base, verified)
		}
	case e.asIs == nil:
		err = errors.New("no war is open")
	case q.Change != nil:
		e.changed = e.asIs
		if len(q.Change.Set)+len(q.Change.Without) > 0 {
			e.changed, err = Open(e.war, *q.Change)
		}
	case q.Tell != nil:
		r.History, err = e.asIs.Tell(q.Tell.Regime, q.Tell.Beside, q.Tell.History)
	case e.changed == nil:
		err = errors.New("no change is open")
	case q.Play != nil:
		r.Codes = e.changed.Play(q.Play.First, q.Play.Histories)
	case q.Answer != nil:
		r.Answer = e.changed.Answer(q.Answer, e.base)
	}
	return r, err
}
