package scenarios

import "testing"

func TestTheTextOfATemplateIsTheSameWar(t *testing.T) {
	for _, info := range List() {
		for _, set := range [][]string{nil, {"coordination.regime=lead", "months=48", `title="a \"quoted\" title"`}} {
			whole, err := Prepare(info.Name, Options{Set: set})
			if err != nil {
				t.Fatal(err)
			}
			text := whole.Text()
			if hash := hashOfText(t, info.Name+".toml", text, Options{}); hash != whole.Hash() {
				t.Errorf("%s %q: another war, of the text\n%s", info.Name, set, text)
			}
			if set != nil {
				continue // the posterior is noted to be of another war, which a text cannot know
			}
			flat, err := Parse(info.Name+".toml", []byte(text), Options{})
			if err != nil {
				t.Fatal(err)
			}
			flat.Experiment = whole.Scenario().Experiment // which the text leaves out
			sameScenario(t, info.Name, flat, whole.Scenario())
		}
	}
}
