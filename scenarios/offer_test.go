package scenarios

import (
	"strings"
	"testing"
)

// Whatever is offered can be accepted: a path that leads somewhere, and in the end
// a value that holds.
func TestWhatIsOfferedIsAccepted(t *testing.T) {
	tmpl, err := Prepare("tajikistan", Options{})
	if err != nil {
		t.Fatal(err)
	}
	open, values := []string{""}, 0
	for len(open) > 0 {
		typed := open[0]
		open = open[1:]
		offers, hint := tmpl.Offers(typed, false)
		if len(offers) == 0 && hint == "" && typed != "act." { // it has no acts
			t.Errorf("%s: neither an offer nor a hint", typed)
		}
		for _, o := range offers {
			switch {
			case !strings.HasPrefix(o.Text, typed) || o.Text == typed:
				t.Errorf("%s goes on as %s", typed, o.Text)
			case strings.HasSuffix(o.Text, ".") || strings.HasSuffix(o.Text, "="):
				open = append(open, o.Text)
			default:
				values++
				path, value, _ := strings.Cut(o.Text, "=")
				if err := tmpl.CheckPath(path); err != nil {
					t.Error(err)
				}
				if err := tmpl.CheckValue(path, value); err != nil {
					t.Error(err)
				}
			}
		}
	}
	if values < 100 {
		t.Errorf("only %d values were offered", values)
	}
}
