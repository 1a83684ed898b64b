package imported

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/scenarios/form"
	"parley/scenarios/record"
	"parley/sim"
)

// dataset is a public data set as its publisher writes it.
type dataset struct {
	name, short, citation, licence string
	columns                        []string // that a file has, whatever else
	// conflict and dyad are the column of the id and those of its name; year begins with one.
	conflict, dyad []string
	year           string
	// once are columns that name a row: no two rows have the same.
	once []string
	// quiet is the most deaths of a year without a row, and why.
	quiet     int
	quietNote string
	// take makes a row of the window one of the record; false if its day is outside.
	take func(t *Taken, year int) bool
}

var datasets = []dataset{
	{"UCDP Battle-Related Deaths Dataset", "UCDP BRD",
		"Davies, Pettersson and Öberg 2023, Journal of Peace Research 60(4): 691-708, and the codebook, or those of your version", "CC BY 4.0",
		[]string{"conflict_id", "location_inc", "side_a", "side_b", "year", "bd_best", "bd_low", "bd_high"},
		[]string{"conflict_id", "location_inc"}, []string{"dyad_id", "side_a", "side_b"}, "year",
		[]string{"conflict_id", "dyad_id", "side_a", "side_b", "year"}, 24, "no row: fewer than 25", battleDeaths},
	{"UCDP Georeferenced Event Dataset", "UCDP GED",
		"Sundberg and Melander 2013, Journal of Peace Research 50(4): 523-532, and the article of your version", "CC BY 4.0",
		[]string{"year", "conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name", "date_start", "date_end", "best", "high", "low"},
		[]string{"conflict_new_id", "conflict_name"}, []string{"dyad_new_id", "dyad_name"}, "year", []string{"id"}, 0, "no event", event},
	{"UCDP Peace Agreement Dataset", "UCDP PA",
		"Davies, Pettersson and Öberg 2022, Journal of Peace Research 59(4), and the codebook, or those of your version", "CC BY 4.0",
		[]string{"paid", "conflict_id", "conflict_name", "dyad_id", "dyad_name", "pa_name", "pa_date", "pa_type", "ended", "duration", "cease"},
		[]string{"conflict_id", "conflict_name"}, []string{"dyad_id", "dyad_name"}, "pa_date", []string{"paid"}, 0, "", ucdpAgreement},
	{"PA-X Peace Agreements Database", "PA-X",
		"Bell and Badanjak 2019, Journal of Peace Research 56(3): 452-466, and the version, www.peaceagreements.org",
		"terms of its own, on www.peaceagreements.org: read them before you pass the record on",
		[]string{"Con", "AgtId", "Agt", "Dat", "Status", "Agtp", "Stage"},
		[]string{"Con"}, []string{"no dyads"}, "Dat", []string{"AgtId"}, 0, "", paxAgreement},
}

// Names of the data sets whose files are read.
func Names() []string { return form.Collect(datasets, func(s dataset) string { return s.name }) }

// deaths of a year or a month, added up; bad if a row of it cannot be read, vague if there
// may be more, from a row of several months.
type deaths struct {
	low, best, high int
	bad, vague      bool
}

func add[K comparable](of map[K]*deaths, key K, x deaths) {
	sum := of[key]
	if sum == nil {
		sum = &deaths{}
		of[key] = sum
	}
	*sum = deaths{sum.low + x.low, sum.best + x.best, sum.high + x.high, sum.bad || x.bad, sum.vague || x.vague}
}

// mostDeaths of a row: more than of any war, and few enough that no sum of rows overflows.
const mostDeaths = 1e8

// deaths of the row.
func (t *Taken) deaths(low, best, high string) (x deaths) {
	for column, n := range map[string]*int{low: &x.low, best: &x.best, high: &x.high} {
		var err error
		*n, err = strconv.Atoi(t.cell(column))
		x.bad = x.bad || err != nil || *n < 0 || *n > mostDeaths
	}
	if x.bad = x.bad || x.low > x.best || x.best > x.high; x.bad {
		t.unplace("no counts in the order of "+low+", "+best+", "+high+": their year is left out", t.place(t.cell(low)+", "+t.cell(best)+", "+t.cell(high)))
	}
	return x
}

func battleDeaths(t *Taken, year int) bool {
	add(t.years, year, t.deaths("bd_low", "bd_best", "bd_high"))
	return true
}

// event counts in its year, and in the month of its middle day if it is known to a month.
func event(t *Taken, year int) bool {
	const longest = 31 // days
	x := t.deaths("low", "best", "high")
	add(t.years, year, x)
	first, err1 := dayOf(t.cell("date_start"))
	last, err2 := dayOf(t.cell("date_end"))
	days := int(last.Sub(first).Hours() / 24)
	from, until, deadly := monthOf(first), monthOf(last), fmt.Sprintf("%d deaths", x.best)
	switch {
	case err1 != nil || err2 != nil || days < 0:
		t.unplace("date_start and date_end are no days in order, as YYYY-MM-DD: in the year, in no month; months of that year without another event are left out",
			t.place(t.cell("date_start")+" to "+t.cell("date_end")+", "+deadly))
		from, until = sim.NewMonth(year, 1), sim.NewMonth(year, 12)
	case days < longest:
		add(t.months, monthOf(first.AddDate(0, 0, days/2)), x)
		return true
	default:
		t.unplace(fmt.Sprintf("more than %d days: in the year, in no month", longest), t.place(deadly))
	}
	for m := max(t.from, from); m <= min(t.until, until); m++ {
		add(t.months, m, deaths{vague: true})
	}
	return true
}

func dayOf(cell string) (time.Time, error) {
	return time.Parse(time.DateOnly, cell[:min(len(cell), len(time.DateOnly))])
}

func monthOf(t time.Time) sim.Month { return sim.NewMonth(t.Year(), int(t.Month())) }

// writeYears of the window, as far as the file goes.
func (t *Taken) writeYears() {
	rows := [][]string{{"year", "low", "best", "high", "note", "provenance", "confidence"}}
	for year := max(int(t.from)/12, t.all[0]); year <= min(int(t.until)/12, t.all[1]); year++ {
		x, note, sure := t.years[year], "", "high"
		if x == nil {
			x, note, sure = &deaths{high: t.set.quiet}, t.set.quietNote, "medium"
		}
		if !x.bad {
			rows = append(rows, []string{strconv.Itoa(year), strconv.Itoa(x.low), strconv.Itoa(x.best), strconv.Itoa(x.high), note, t.source(t.whom()), sure})
		}
	}
	if len(t.years) > 0 && len(rows) > 1 {
		t.Rows["violence_yearly.csv"] = rows
	}
}

// ordinals are the fewest deaths of a month of each ordinal: the thresholds by year of
// docs/coding.md, a twelfth each; a single death is an incident.
var ordinals = []int{0, 1, 17, 84, 417}

// writeMonths of the window, as far as the years of the file go.
func (t *Taken) writeMonths() {
	rows := [][]string{{"month", "ordinal", "note", "provenance", "confidence"}}
	for m := max(t.from, sim.NewMonth(t.all[0], 1)); m <= min(t.until, sim.NewMonth(t.all[1], 12)); m++ {
		x, note, sure := t.months[m], "", "medium"
		if x == nil {
			x, note, sure = &deaths{}, t.set.quietNote, "low"
		} else {
			note = fmt.Sprintf("deaths: %d", x.best)
		}
		if x.vague {
			sure = "low"
		}
		if !x.bad && (x.best > 0 || !x.vague) {
			over, _ := slices.BinarySearch(ordinals, x.best+1)
			rows = append(rows, []string{m.String(), strconv.Itoa(over - 1), note, t.source(t.whom()), sure})
		}
	}
	if len(t.months) > 0 && len(rows) > 1 {
		t.Rows["violence.csv"] = rows
	}
}

// Paper is a row of protocols.csv.
type Paper struct {
	ID, Date, Name string
	kind           record.DocumentKind
	source         string
	signed, ended  sim.Month // 0 for no end
	followed       bool      // it is known whether it ended
}

// paper of the row, nil without a day in the window.
func (t *Taken) paper(kind record.DocumentKind, id, date, name string) *Paper {
	day, err := dayOf(date)
	if err != nil {
		t.unplace("no date of a paper as YYYY-MM-DD", t.place(date))
		return nil
	}
	if signed := monthOf(day); signed >= t.from && signed <= t.until {
		t.papers = append(t.papers, Paper{ID: "p" + id, Date: day.Format(time.DateOnly), Name: name, kind: kind, source: t.source(id), signed: signed})
		return &t.papers[len(t.papers)-1]
	}
	return nil
}

const ceasefire = "a ceasefire, whose term is in no column: code it in ceasefires.csv"

// ucdpKinds by pa_type: a full agreement settles the incompatibility, a partial one a part
// of it, and one of a peace process begins talks.
var ucdpKinds = map[string]record.DocumentKind{"1": record.DocSettlement, "2": record.DocPaper, "3": record.DocProcedure}

func ucdpAgreement(t *Taken, _ int) bool {
	kind, ok := ucdpKinds[t.cell("pa_type")]
	if !ok {
		t.unplace("pa_type is none of 1, 2 and 3", t.place(t.cell("pa_name")))
		return true
	}
	p := t.paper(kind, t.cell("paid"), t.cell("pa_date"), t.cell("pa_name"))
	if p == nil {
		return false
	}
	end, err := dayOf(t.cell("duration"))
	if p.followed = err == nil || t.cell("ended") != "True"; err == nil {
		p.ended = monthOf(end)
	}
	if t.cell("cease") == "1" {
		t.unplace(ceasefire, p.ID)
	}
	return true
}

// paxKinds by Stage; a renewal says again what was agreed.
var paxKinds = map[string]record.DocumentKind{"Pre": record.DocProcedure, "Cea": record.DocPaper, "SubPar": record.DocPaper, "SubComp": record.DocSettlement,
	"Imp": record.DocPaper, "Ren": record.DocStatement, "Other": record.DocPaper}

func paxAgreement(t *Taken, _ int) bool {
	kind, ok := paxKinds[t.cell("Stage")]
	switch {
	case !ok:
		t.unplace("Stage is none of its names", t.place(t.cell("Stage")))
		return true
	case strings.Contains(t.cell("Agtp"), "Local"):
		t.unplace("local, not between the sides", t.place(t.cell("Agt")))
		return true
	case strings.HasPrefix(t.cell("Status"), "Unilateral"):
		kind = record.DocStatement
	}
	p := t.paper(kind, t.cell("AgtId"), t.cell("Dat"), t.cell("Agt"))
	if p != nil && t.cell("Stage") == "Cea" {
		t.unplace(ceasefire, p.ID)
	}
	return p != nil
}

// writePapers by day. A history ends with its first settlement; a later one is a paper.
// What a settlement settles by itself another row says, so it is a paper too.
func (t *Taken) writePapers() {
	slices.SortFunc(t.papers, func(a, b Paper) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID)) })
	rows := [][]string{{"id", "date", "precision", "kind", "cluster", "issue", "kept", "note", "provenance", "confidence"}}
	write := func(p Paper, kept, sure string) {
		rows = append(rows, []string{p.ID, p.Date, "day", record.DocumentKindNames[p.kind], "", "", kept, p.Name, p.source, sure})
	}
	settled := false
	for _, p := range t.papers {
		switch {
		case p.kind == record.DocSettlement && settled:
			t.unplace("a full agreement after the first, which is the settlement: this is a paper", p.ID)
			p.kind = record.DocPaper
		case p.kind == record.DocSettlement:
			settled = true
			write(p, p.kept(sim.NewMonth(t.all[1], 12)), "high")
			p.ID, p.kind = p.ID+"-own", record.DocPaper
		}
		if p.kind == record.DocPaper {
			t.Papers = append(t.Papers, p)
			write(p, "", "high")
		} else {
			write(p, "", "medium") // its kind is by a rule
		}
	}
	if len(t.papers) > 0 {
		t.Rows["protocols.csv"] = rows
	}
}

// kept says of a settlement whether it held for five years, if the data set goes so far.
func (p *Paper) kept(last sim.Month) string {
	const peace = 60 // months
	switch {
	case !p.followed:
		return ""
	case p.ended != 0 && p.ended < p.signed+peace:
		return "no"
	case p.ended != 0 || last >= p.signed+peace:
		return "yes"
	}
	return ""
}
