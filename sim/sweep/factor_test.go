package sweep

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestParseFactor(t *testing.T) {
	tests := []struct {
		text   string
		levels string // of a factor with levels, joined by |
		kind   Kind
	}{
		{"coordination.acceptance=0:1:11", "0|0.1|0.2|0.3|0.4|0.5|0.6|0.7|0.8|0.9|1", KindNumber},
		{" months = 12 : 60 : 5 ", "12|24|36|48|60", KindNumber},
		{"x=-0.3:0.3:7", "-0.3|-0.2|-0.1|0|0.1|0.2|0.3", KindNumber},
		{"x=0.1:0.1:1", "0.1", KindNumber},
		{"x=0:1:1", "0", KindNumber},
		{"x=0:1:4", "0|0.3333333333333333|0.6666666666666666|1", KindNumber},
		{"x=-0.5,0,0.50", "-0.5|0|0.5", KindNumber},
		{"x=-0", "0", KindNumber},
		{"roles.convener=true,false", "true|false", KindBool},
		{"coordination.lead=un, russia", "un|russia", KindText},
		{"x=0.5,un", "0.5|un", KindText},
		{"x=[0.2, 0.4],{low = 0, high = 1}", "[0.2, 0.4]|{low = 0, high = 1}", KindText},
		{`x="a,b",'c:d'`, `"a,b"|'c:d'`, KindText},
		{`x="a=b"`, `"a=b"`, KindText},
		{"x=1e-7:3e-7:3", "1e-07|2e-07|3e-07", KindNumber},
	}
	for _, test := range tests {
		f, err := ParseFactor(test.text)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		var levels []string
		for i := range f.Size() {
			levels = append(levels, f.Level(i))
		}
		if got := strings.Join(levels, "|"); got != test.levels || f.Kind() != test.kind {
			t.Errorf("%s: levels %s of kind %s, want %s of kind %s", test.text, got, f.Kind(), test.levels, test.kind)
		}
		again, err := ParseFactor(f.String())
		if err != nil || !reflect.DeepEqual(again, f) {
			t.Errorf("%s: read again from %s: %+v, %v", test.text, f, again, err)
		}
		var stored Factor
		text, _ := json.Marshal(f)
		if err := json.Unmarshal(text, &stored); err != nil || !reflect.DeepEqual(stored, f) {
			t.Errorf("%s: stored as %s, read as %+v, %v", test.text, text, stored, err)
		}
	}
}

func TestBadFactors(t *testing.T) {
	tests := map[string]string{
		"":                           ": want path=low:high:count, or path= and levels between commas",
		"x":                          "x: want path=low:high:count, or path= and levels between commas",
		"x=":                         "x=: want path=low:high:count, or path= and levels between commas",
		"=1":                         "=1: want path=low:high:count, or path= and levels between commas",
		"x=1:0:5":                    "x = 1:0:5: the range is reversed: want low at most high",
		"x=1:0":                      "x = 1:0: the range is reversed: want low at most high",
		"x=1:1:2":                    "x = 1:1:2: the range is empty: want low below high, or one level",
		"x=1:1":                      "x = 1:1: the range is empty: want low below high, or one level",
		"x=0:1:0":                    `x = 0:1:0: count = "0": want a whole number, 1 to 1000000000`,
		"x=0:1:-3":                   `x = 0:1:-3: count = "-3": want a whole number, 1 to 1000000000`,
		"x=0:1:2.5":                  `x = 0:1:2.5: count = "2.5": want a whole number, 1 to 1000000000`,
		"x=0:1:":                     `x = 0:1:: count = "": want a whole number, 1 to 1000000000`,
		"x=0:1:9999999999":           `x = 0:1:9999999999: count = "9999999999": want a whole number, 1 to 1000000000`,
		"x=0:1:2:3":                  "x = 0:1:2:3: want low:high:count",
		"x=:1:3":                     `x = :1:3: low = "": want a finite number`,
		"x=0:high:3":                 `x = 0:high:3: high = "high": want a finite number`,
		"x=nan:1:3":                  `x = nan:1:3: low = "nan": want a finite number`,
		"x=0:inf:3":                  `x = 0:inf:3: high = "inf": want a finite number`,
		"x=0:1e999:3":                `x = 0:1e999:3: high = "1e999": want a finite number`,
		"x=-1e308:1e308:3":           "x = -1e+308:1e+308:3: want finite numbers",
		"x=1:1.000000001:1000000000": "x = 1:1.000000001:1000000000: more levels than numbers between low and high",
		"x=1,,2":                     "x = 1,,2: level 2: empty",
		"x=1,2,":                     "x = 1,2,: level 3: empty",
		"x=0.5,.50":                  "x = 0.5,0.5: level 0.5 is there twice",
		"x=un,un":                    "x = un,un: level un is there twice",
		"x=1,NaN":                    "x = 1,NaN: level 2: NaN: want a finite number",
		"x=-inf":                     "x = -inf: level 1: -inf: want a finite number",
		"x=0-1":                      "x = 0-1: level 1: 0-1: want a range as low:high:count, as in 0:1:5, or levels between commas",
		"x=.1 to .9":                 "x = .1 to .9: level 1: .1 to .9: want a range as low:high:count, as in 0:1:5, or levels between commas",
		"x=0-1-5":                    "x = 0-1-5: level 1: 0-1-5: want a range as low:high:count, as in 0:1:5, or levels between commas",
		"x=0..1":                     "x = 0..1: level 1: 0..1: want a range as low:high:count, as in 0:1:5, or levels between commas",
		"x=0:1:3,5":                  "x = 0:1:3,5: level 1: 0:1:3: a range is not one of several levels: want low:high:count alone",
	}
	for text, want := range tests {
		if _, err := ParseFactor(text); err == nil || err.Error() != want {
			t.Errorf("%s:\n got %v\nwant %s", text, err, want)
		}
	}
}

func FuzzParseFactor(f *testing.F) {
	for _, s := range []string{"x=0:1:11", "x=-0.5,0,0.5", `x="a,b",[1,2]`, "x=0:1", "x=1e308:-1e308:2", "x=]},a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		factor, err := ParseFactor(s)
		if err != nil {
			return
		}
		n := factor.Size()
		for _, i := range []int{0, 1, n / 2, n - 1} {
			if i < 0 || i >= n {
				continue
			}
			if v := factor.Level(i); v == "" {
				t.Errorf("%q: level %d is empty", s, i)
			}
		}
		if r := factor.Range; r != nil && n > 1 {
			first, last := factor.Level(0), factor.Level(n-1)
			if first != formatNumber(r.Low) || last != formatNumber(r.High) || factor.Level(n-2) == last {
				t.Errorf("%q: from %s by %s to %s", s, first, factor.Level(n-2), last)
			}
		}
		for _, u := range []float64{0, 0.5, 1 - 0x1p-53} {
			if v := factor.at(u); v == "" {
				t.Errorf("%q: empty at %g", s, u)
			}
		}
	})
}

func TestKinds(t *testing.T) {
	tests := []struct {
		values []string
		want   Kind
	}{
		{nil, KindText},
		{[]string{"", ""}, KindText},
		{[]string{"", "1", "0.5"}, KindNumber},
		{[]string{"true", ""}, KindBool},
		{[]string{"true", "1"}, KindText},
		{[]string{"un", "1"}, KindText},
	}
	for _, test := range tests {
		if got := KindOf(test.values); got != test.want {
			t.Errorf("%q: kind %s, want %s", test.values, got, test.want)
		}
	}
}
