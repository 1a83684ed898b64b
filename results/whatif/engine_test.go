package whatif

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// asked of an engine, what it replies.
func asked(t *testing.T, e *Engine, request map[string]any) (r reply) {
	t.Helper()
	text, err := json.Marshal(request)
	if err == nil {
		err = json.Unmarshal([]byte(e.Ask(string(text))), &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAnEngineIsOpenedChangedPlayedAndTells(t *testing.T) {
	w := small(t)
	base := open(t, w, Change{}).Play(0, 30)
	var e Engine
	for _, x := range []struct {
		request map[string]any
		wrong   string
	}{
		{map[string]any{"play": map[string]int{"histories": 1}}, "no war is open"},
		{map[string]any{"war": w, "base": base, "verify": true}, ""},
		{map[string]any{"play": map[string]int{"histories": 1}}, "no change is open"},
		{map[string]any{"change": Change{Set: []string{"nonsense"}}}, "want path=value"},
		{map[string]any{"answer": base}, "no change is open"},
		{map[string]any{"change": Change{Without: []string{"south"}}}, ""},
	} {
		if r := asked(t, &e, x.request); !strings.Contains(r.Error, x.wrong) || r.Error != "" && x.wrong == "" {
			t.Errorf("%v: %q, want %q", x.request, r.Error, x.wrong)
		}
	}
	p := open(t, w, Change{Without: []string{"south"}})
	codes := asked(t, &e, map[string]any{"play": map[string]int{"first": 10, "histories": 5}}).Codes
	if want := p.Play(10, 5); !reflect.DeepEqual(codes, want) {
		t.Errorf("%v, want %v", codes, want)
	}
	if got, want := asked(t, &e, map[string]any{"answer": codes}).Answer, p.Answer(codes, base); !reflect.DeepEqual(got.Arms[0].Now.By, want.Arms[0].Now.By) || got.Histories != 5 {
		t.Errorf("%+v, want %+v", got, want)
	}
	told := asked(t, &e, map[string]any{"tell": map[string]any{"regime": "lead", "history": 1, "beside": "independent"}}).History
	if len(told.Lines) != 2 || len(told.Told) < 3 || !strings.Contains(told.Parted, "part") {
		t.Errorf("%+v", told)
	}
	base["lead"][7] += 2
	if r := asked(t, &Engine{}, map[string]any{"war": w, "base": base, "verify": true}); !strings.Contains(r.Error, "another model") {
		t.Errorf("other numbers: %q", r.Error)
	}
	if r := asked(t, &Engine{}, map[string]any{"war": w, "base": base}); r.Error != "" {
		t.Error(r.Error)
	}
}
