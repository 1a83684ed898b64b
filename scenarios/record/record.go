package record

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

//go:embed tajikistan mozambique el_salvador sudan_1993 sudan_2002 sri_lanka kenya_2008
var records embed.FS

// Record is what is known of a war that happened, coded by the rules of
// docs/scenarios.md. Each kind of row comes from a CSV file of a folder; a
// file that is not there leaves its rows unknown, and Has says so.
type Record struct {
	// Name is the folder, or the shipped record's name.
	Name string
	// Checksum of what its files hold, 16 hexadecimal digits. Runs of a validation are known
	// by the rest, as they were before there was one.
	Checksum   string `json:"-"`
	Rounds     []Round
	Documents  []Document
	Ceasefires []Ceasefire
	Violence   []MonthlyViolence
	Deaths     []YearlyDeaths
	Roles      []RoleEntry
	Positions  []FinalPosition
	// Absent are the rows about what the war lacks (Scenario.Named), which stand among
	// the others too: the record stays what it is.
	Absent []AbsentRow `json:",omitempty"`

	files    []string
	doubtful [len(roleDoubts)][]int // lines of roles.csv
}

// Doubts are sentences on rows that may be right and yet do not fit the scenario or each other.
func (r *Record) Doubts() (list []string) {
	for i, lines := range r.doubtful {
		if lines != nil {
			list = append(list, RowNote("roles.csv", lines, roleDoubts[i]))
		}
	}
	return list
}

// RowNote is a sentence on rows of a file.
func RowNote(file string, lines []int, what string) string {
	shown := form.Collect(lines, strconv.Itoa)
	if n, most := len(shown), 6; n > most+1 {
		shown = append(shown[:most], fmt.Sprintf("%d more", n-most))
	}
	return file + ", line " + strings.Join(shown, ", ") + ": " + what + "."
}

// AbsentRow is a row about a third party or an issue that the scenario names and its war
// lacks, and the months that it tells of. A position is of the month of the protocol on
// its issue, or of all months if there is none.
type AbsentRow struct {
	About       string
	First, Last sim.Month
}

func (r *Record) absent(about string, first, last sim.Month) {
	r.Absent = append(r.Absent, AbsentRow{about, first, last})
}

// datePositions of absent issues, which have no month when they are read.
func (r *Record) datePositions() {
	for i := range r.Absent {
		x := &r.Absent[i]
		if x.First != 0 {
			continue
		}
		x.Last = math.MaxInt32
		for _, y := range r.Absent {
			if y.About == x.About && y.First != 0 {
				x.First, x.Last = y.First, y.Last
			}
		}
	}
}

// Has says whether the record has a file, such as "rounds.csv".
func (r *Record) Has(file string) bool { return slices.Contains(r.files, file) }

// Confidence in a row of a record.
type Confidence uint8

const (
	ConfidenceLow    Confidence = iota // weak or interpretive
	ConfidenceMedium                   // inferred in part, or with a detail from memory
	ConfidenceHigh                     // stated by the source, or by two
)

// ConfidenceNames in the order of the constants.
var ConfidenceNames = []string{"low", "medium", "high"}

func (c Confidence) String() string { return ConfidenceNames[c] }

// Evidence is where a row comes from and how sure it is.
type Evidence struct {
	Provenance string     `csv:"provenance" need:"want where the row comes from"`
	Confidence Confidence `csv:"confidence"`
	Note       string     `csv:"note?"`
	// Line of the file.
	Line int `json:"-"`
}

func (e *Evidence) at(line int) { e.Line = line }

// Date is a calendar day. With MonthOnly the day is a placeholder.
type Date struct {
	Month     sim.Month
	Day       int
	MonthOnly bool
}

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d.Day == 0 }

// Compare orders dates.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// String returns YYYY-MM-DD.
func (d Date) String() string { return fmt.Sprintf("%s-%02d", d.Month, d.Day) }

// RoundKind is a kind of negotiation event.
type RoundKind uint8

const (
	KindRound RoundKind = iota // as the next three a meeting of the sides
	KindConsultation
	KindSummit
	KindSigning
	KindShuttle // a third party between the sides, who do not meet
	KindLocal   // a meeting of a part of each side
)

// Meets says whether the sides meet at it.
func (k RoundKind) Meets() bool { return k <= KindSigning }

// Result of a negotiation event.
type Result uint8

const (
	ResultNone      Result = iota // nothing of substance signed
	ResultPartial                 // something signed or conceded, the main purpose missed
	ResultAgreement               // the main purpose met
)

// ResultNames in the order of the constants.
var ResultNames = []string{"none", "partial", "agreement"}

// Round is an official negotiation event, a row of rounds.csv.
type Round struct {
	ID     string    `csv:"id" need:"want an id" once:"the id"`
	Kind   RoundKind `csv:"kind"`
	Start  Date      `csv:"start"`
	End    Date      `csv:"end" from:"day"`
	_      precision `csv:"precision"`
	Level  sim.Level `csv:"level" empty:"true"` // of the delegations, where the sides meet
	Result Result    `csv:"outcome"`
	Evidence
}

// Uncoded says whether its note tells of rounds that the record lacks.
func (x Round) Uncoded() bool { return strings.Contains(x.Note, "not coded") }

// DocumentKind says what a signed paper settles.
type DocumentKind uint8

const (
	DocProtocol   DocumentKind = iota // settles one issue of the scenario
	DocFramework                      // binds the sides to what they will settle, and settles nothing
	DocSettlement                     // ends the war
	DocProcedure                      // sets up a body, or settles what is no issue of the scenario
	DocStatement                      // says what happened
	DocPaper                          // nobody has coded yet what it settles, if anything
)

// DocumentKindNames in the order of the constants.
var DocumentKindNames = []string{"protocol", "framework", "settlement", "procedure", "statement", "paper"}

// Document is a row of protocols.csv.
type Document struct {
	ID      string       `csv:"id" need:"want an id" once:"the id"`
	Kind    DocumentKind `csv:"kind"`
	Date    Date         `csv:"date"`
	_       precision    `csv:"precision"`
	Cluster string       `csv:"cluster"` // it is about, or ""
	// Issue indexes Config.Issues for a protocol, else sim.NoIssue, as for a protocol on an
	// issue that the war lacks.
	Issue int `csv:"issue"`
	// Kept says of a settlement whether it held for five years.
	Kept Answer `csv:"kept?" empty:"true"`
	Evidence
}

// Answer to a question that a record may leave open.
type Answer uint8

const (
	AnswerUnknown Answer = iota
	AnswerNo
	AnswerYes
)

// precision says whether the days of a row are known, or its months alone.
type precision uint8

// CeasefireKind is a kind of row of ceasefires.csv.
type CeasefireKind uint8

const (
	CeasefireNew CeasefireKind = iota // signed, as the next
	CeasefireExtension
	CeasefireLapse     // a term ran out
	CeasefireBreakdown // fighting while a term ran on
)

// Signed says whether it stands for a signature.
func (k CeasefireKind) Signed() bool { return k <= CeasefireExtension }

// Ceasefire is a row of ceasefires.csv.
type Ceasefire struct {
	ID   string        `csv:"id" need:"want an id" once:"the id"`
	Kind CeasefireKind `csv:"kind"`
	// Agreed is when it was signed; zero for a lapse or a breakdown.
	Agreed Date `csv:"agreed" empty:"true"`
	// Start and End of the term, or of the fighting; End is zero for a
	// ceasefire without term.
	Start Date      `csv:"start"`
	End   Date      `csv:"end" empty:"true" from:"day"`
	_     precision `csv:"precision"`
	Evidence
}

// MonthlyViolence is a row of violence.csv: the intensity that a coder saw in a
// month, 0 no organised fighting, 1 incidents, 2 repeated clashes, 3 sustained
// local fighting, 4 peak.
type MonthlyViolence struct {
	Month   sim.Month `csv:"month" once:"this month"`
	Ordinal int       `csv:"ordinal" most:"4"`
	Evidence
}

// YearlyDeaths is a row of violence_yearly.csv: battle deaths of a calendar year.
type YearlyDeaths struct {
	Year int `csv:"year" least:"1800" most:"2200" once:"this year"`
	Low  int `csv:"low" most:"100000000"`
	Best int `csv:"best" most:"100000000"`
	High int `csv:"high" most:"100000000"`
	Evidence
}

// RoleBasis says what a role entry rests on.
type RoleBasis uint8

const (
	BasisTable2   RoleBasis = iota // Table 2 of Iji, complete for its periods
	BasisText                      // a source names the role or plainly describes it
	BasisInferred                  // the act is sourced, its label is the coder's
)

// RoleEntry is a row of roles.csv: a third party acted in a role during a period.
type RoleEntry struct {
	// Start and End are calendar months, inclusive; they name the period.
	Start    sim.Month `csv:"start"`
	End      sim.Month `csv:"end" from:"month"`
	Role     sim.Role  `csv:"role"`
	Mediator string    `csv:"mediator"`
	Basis    RoleBasis `csv:"basis"`
	Evidence
}

// FinalPosition is a row of positions.csv: where an issue was settled, [0,1].
type FinalPosition struct {
	// Issue indexes Config.Issues; sim.NoIssue is one that the war lacks.
	Issue    int     `csv:"issue" once:"this issue"`
	Position float64 `csv:"position"` // from 0 to 1
	Evidence
}

// Of says whether a shipped record belongs to a scenario.
func Of(scenario string) bool { return folderOf(scenario) != "" }

// folderOf a scenario's record, or that of the war of which it is a variant; "" if there is none.
func folderOf(scenario string) string {
	war, _, _ := strings.Cut(scenario, "-")
	if !slices.Contains(Wars(), war) {
		return ""
	}
	return war
}

// Wars are the scenarios that are shipped with a record, by name.
var Wars = sync.OnceValue(func() []string {
	folders, _ := records.ReadDir(".") // it is built in
	return form.Collect(folders, fs.DirEntry.Name)
})

// Shipped returns the record that belongs to a shipped scenario, read for s. The error is
// a *fault.List: there is none, or s does not name what it names.
func Shipped(scenario string, s *scenarios.Scenario) (*Record, error) {
	name := folderOf(scenario)
	if name == "" {
		return nil, fault.One(scenario, "no record of this war is built in: want a folder of one")
	}
	entries, _ := records.ReadDir(name) // it is built in
	return readRecord(folder{entries, func(file string) ([]byte, error) { return records.ReadFile(path.Join(name, file)) }}, name, s)
}

// Named reads the record of a war that is built in, or a folder; without a name it is the
// one that belongs to the scenario.
func Named(s *scenarios.Scenario, name string) (*Record, error) {
	switch {
	case name == "":
		return Shipped(s.Name, s)
	case Of(name):
		return Shipped(name, s)
	}
	return Load(name, s)
}

// Load reads a folder of CSV files, strictly: every fault of every file is
// reported with file, line and column. Ids are those that s names; rows about what its war
// lacks are Absent. The error is a *fault.List.
func Load(dir string, s *scenarios.Scenario) (*Record, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() { // to list a pipe would hang
		return nil, fault.One(dir, "this is a file: want a folder with "+strings.Join(recordFiles(), ", "))
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fault.One(dir, fault.PlainError(err).Error())
	}
	return readRecord(folder{entries, func(file string) ([]byte, error) { return fault.ReadFile(filepath.Join(dir, file), fault.MostWritten) }}, dir, s)
}

// RoleTable is the part of a scenario's shipped record that is Table 2 of Iji, January
// 1993 to March 1994; nil for a scenario without one, or one that does not name what it names.
func RoleTable(s *scenarios.Scenario) []RoleEntry {
	r, err := Shipped(s.Name, s)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(r.Roles, func(e RoleEntry) bool { return e.Basis != BasisTable2 })
}
