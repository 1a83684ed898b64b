package fault

import "testing"

func TestWhatIsNotUTF8IsShownInItsLine(t *testing.T) {
	var faults Collector
	if s := NewSheet("x.csv", []byte("a\rb\r\n\xff"), 0, &faults); s != nil || faults.List[0].Line != 3 {
		t.Errorf("%v: what is not UTF-8 stands in line 3", faults.Err())
	}
}
