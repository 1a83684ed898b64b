package record_test

import (
	"fmt"

	"parley/scenarios"
	"parley/scenarios/record"
)

// The shipped record of the war in Tajikistan, and how its settlement is evidenced.
func ExampleShipped() {
	s, err := scenarios.Load("tajikistan", scenarios.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := record.Shipped(s.Name, s)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range r.Documents {
		if d.Kind == record.DocSettlement {
			fmt.Println(d.ID, d.Date, d.Confidence, d.Kept == record.AnswerYes)
		}
	}
	// Output:
	// p18 1997-06-27 high true
}
