// Package report makes the page that people read: results in, HTML out, without
// IO or clock. A page is one file that fetches nothing and runs nothing.
//
//	page.go       Page: sections of sentences, pictures, tables and commands
//	html.go       Page -> HTML; page.html and style.css are its template
//	scenario.go   Input of a scenario, and its page
//	answer.go     does a lead help here
//	doubt.go      how sure that is
//	change.go     what would change it
//	case.go       what is counted, and who and what is in the war
//	incidence.go  how many wars are settled, and when
//	parameters.go the lead's effect over draws of the parameters
//	mechanisms.go what each mechanism is worth
//	leads.go      who should lead
//	roles.go      who does what, beside the record
//	history.go    one history beside the record
//	where.go      where a lead helps and where not
//	checks.go     calibration and hindcast
//	hindcast.go   what was forecast, and what happened
//	trust.go      the verdict on the model as a forecaster
//	again.go      how to run it again, and what it may not be used for
//	sweep.go      the page of a result set
//	sweeptally.go what it counts, by factor, level and arm
//	verdict.go    verdicts in words
//	words.go      numbers and names as people say them
package report
