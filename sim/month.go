package sim

import "fmt"

// Month counts calendar months: 12 x year + month - 1.
type Month int

// NewMonth makes a Month; month runs from 1 to 12.
func NewMonth(year, month int) Month { return Month(12*year + month - 1) }

// ParseMonth reads YYYY-MM with a year from 1800 to 2200.
func ParseMonth(s string) (Month, error) {
	var year, month int
	if len(s) != 7 || s[4] != '-' {
		return 0, fmt.Errorf("want a month as YYYY-MM")
	}
	for i, c := range s {
		if i != 4 && (c < '0' || c > '9') {
			return 0, fmt.Errorf("want a month as YYYY-MM")
		}
	}
	if _, err := fmt.Sscanf(s, "%d-%d", &year, &month); err != nil {
		return 0, fmt.Errorf("want a month as YYYY-MM")
	}
	if year < 1800 || year > 2200 || month < 1 || month > 12 {
		return 0, fmt.Errorf("want a month as YYYY-MM, from 1800-01 to 2200-12")
	}
	return NewMonth(year, month), nil
}

// String returns YYYY-MM.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", int(m)/12, int(m)%12+1) }
