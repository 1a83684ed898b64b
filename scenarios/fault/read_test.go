package fault

import "testing"

func TestWhatIsNotUTF8IsShownInItsLine(t *testing.T) {
	if line, _ := NotUTF8([]byte("a\rb\r\n\xff")); line != 3 {
		t.Errorf("what is not UTF-8 stands in line %d, want 3", line)
	}
}
