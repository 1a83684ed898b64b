// Package store keeps the results of a sweep in a folder. The end result does not
// depend on how often the work was broken off, on how many machines did it, or in
// which order.
//
//	DIR/manifest.json        the plan, its hash, version, build, command, codebook
//	DIR/parts/0-99.parquet   the points 0 to 99 while a sweep runs, whole or not there
//	DIR/results.parquet      a row for each point and arm; the end
//	DIR/histories.parquet    a row for each history, if wanted; parts have theirs
//
// A sweep goes through these steps:
//
//  1. Start settles the manifest: a folder holds one plan, played by one program, cut
//     into one number of shards; anything else is a *Refusal and touches nothing.
//  2. A Set is what one process does: all points, or those of a shard. They are cut into
//     parts, some hundred of a plan. Todo are the points of the parts that are missing.
//  3. The sweep hands over histories and points in rising order (History, Append). A part
//     is written aside and renamed when its last point has come. A kill leaves all
//     parts before it, and costs the points of the part in work.
//  4. Finish, or Merge where there are shards, joins all parts to the tables of the set and
//     removes them. Missing lists what is not there.
//  5. OpenResults reads the end result; Condition is the language of --where.
//
// Parts and results are one kind of file, a Parquet table with its plan, its points and a checksum
// in the footer, which comes last: a part that is cut off or damaged counts as missing.
package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"parley/scenarios/fault"
	"parley/sim/sweep"
)

const (
	manifestName = "manifest.json"
	manifestWhat = "parley result set"
	format       = 2
	// streamsNote says what a reader of differences has to know.
	streamsNote = "Replication K has the same random streams at every point and in every arm (common random numbers): " +
		"differences between points are of the scenario, and points are not independent."
)

// MaxShards is the most parts of a plan.
const MaxShards = 100_000

// Manifest says what a result set is of.
type Manifest struct {
	What   string `json:"what"`
	Format int    `json:"format"`
	// PlanHash names the plan.
	PlanHash string     `json:"plan_hash"`
	Plan     sweep.Plan `json:"plan"`
	Points   int        `json:"points"`
	// Shards the plan is cut into; 0 is one process for all.
	Shards int `json:"shards"`
	// Version of the program, Go and platform that began it; Build, where the version does not tell
	// one program from another, is a checksum of it.
	Version  string `json:"version"`
	Build    string `json:"build,omitempty"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
	// Command that gives the same results.
	Command string `json:"command"`
	Streams string `json:"random_streams"`
	// Notes in sentences on where the parameters come from.
	Notes []string `json:"notes,omitempty"`

	Columns        []Column `json:"columns"`
	HistoryColumns []Column `json:"history_columns,omitempty"`
	// Checksum of all the others.
	Checksum string `json:"checksum"`
}

// Checksum of a document, whatever its JSON is laid out like.
func Checksum(document any) string {
	text, err := json.Marshal(document)
	if err != nil {
		panic("store: " + err.Error()) // a number that is none
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Program that made the results: its version, and the build where there is one.
func (m *Manifest) Program() string {
	if m.Build == "" {
		return m.Version
	}
	return m.Version + " build " + m.Build
}

func (m Manifest) sum() string {
	m.Checksum = ""
	return Checksum(&m)
}

// Refusal is a mistake of the user: what is there is not touched.
type Refusal struct{ text string }

func (r *Refusal) Error() string { return r.text }

func refuse(format string, args ...any) error { return &Refusal{fmt.Sprintf(format, args...)} }

// unread is why a file was not, a *Refusal unless it is not there or another try may help.
func unread(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) || Transient(err) {
		return fmt.Errorf("%s: %w", path, err)
	}
	return refuse("%s: %v", path, err)
}

// complete fills in what follows from the plan.
func (m *Manifest) complete() error {
	n, err := m.Plan.Size()
	if err != nil {
		return refuse("%v", err)
	}
	if m.Shards < 0 || m.Shards > MaxShards {
		return refuse("%d shards: want 1 to %d", m.Shards, MaxShards)
	}
	m.What, m.Format, m.PlanHash, m.Points, m.Streams = manifestWhat, format, m.Plan.Hash(), n, streamsNote
	m.Columns = Columns(&m.Plan)
	if m.Plan.Histories {
		m.HistoryColumns = HistoryColumns(&m.Plan)
	}
	return nil
}

// readManifest reads what a folder is a result set of.
func readManifest(dir string) (*Manifest, error) {
	path := filepath.Join(dir, manifestName)
	text, err := fault.ReadFile(path, fault.MostMade)
	if err != nil {
		return nil, unread(path, err)
	}
	m := &Manifest{}
	if err := json.Unmarshal(text, m); err != nil || m.What != manifestWhat {
		return nil, refuse("%s: not the manifest of a result set of parley", path)
	}
	if m.Format != format {
		return nil, refuse("%s: format %d; this program reads format %d", path, m.Format, format)
	}
	n, err := m.Plan.Size()
	if err != nil || m.PlanHash != m.Plan.Hash() || n != m.Points || m.Shards < 0 || m.Shards > MaxShards {
		return nil, refuse("%s: changed by hand or damaged: it does not agree with its own plan_hash %s", path, m.PlanHash)
	}
	if m.Checksum != m.sum() {
		return nil, refuse("%s: changed by hand or damaged: it does not agree with its own checksum", path)
	}
	return m, nil
}

// settle makes a folder a result set of this manifest, or finds that it is one.
func (m *Manifest) settle(dir string) (created bool, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return false, err
	}
	there, err := readManifest(dir)
	if errors.Is(err, fs.ErrNotExist) {
		err = m.install(dir)
		created = err == nil
		// Shards of one array begin at the same time, and another may have been first.
		var now error
		if there, now = readManifest(dir); now == nil || created {
			err = now
		}
	}
	if err != nil {
		return false, err
	}
	switch {
	case m.Plan.Model != there.Plan.Model:
		err = refuse("%s: was begun by a program with another model, %s there and %s here, as parley version prints it: want the same program, or another folder",
			dir, there.Plan.Model, m.Plan.Model)
	case m.PlanHash != there.PlanHash:
		err = refuse("%s: holds another plan, or one of another text of its scenario, that of `%s`; want another folder", dir, there.Command)
	case m.Program() != there.Program():
		err = refuse("%s: was begun by version %s, this is %s: want the same program, or another folder", dir, there.Program(), m.Program())
	case there.Shards == 0 && m.Shards > 0:
		err = refuse("%s: its plan is not cut into shards, and here into %d: want no --shard, or another folder", dir, m.Shards)
	case m.Shards == 0 && there.Shards > 0:
		err = refuse("%s: its plan is cut into %d shards: want --shard I/%[2]d, or another folder", dir, there.Shards)
	case m.Shards != there.Shards:
		err = refuse("%s: its plan is cut into %d shards, not %d: want the same, or another folder", dir, there.Shards, m.Shards)
	}
	return created, err
}

// install puts the manifest into a folder that has none and nothing else; if one came in
// between, that stays, and the error is fs.ErrExist.
func (m *Manifest) install(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") || !strings.HasSuffix(name, partEnding) {
			return refuse("%s: holds %s and is no result set: want a new or an empty folder", dir, name)
		}
	}
	m.Checksum = m.sum()
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return WriteNew(filepath.Join(dir, manifestName), text)
}
