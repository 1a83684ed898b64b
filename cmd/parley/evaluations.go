package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"parley/docs"
	"parley/results/validate"
)

// logFlags say where an evaluation is logged, and as what.
type logFlags struct {
	file, why string
	inSample  bool
}

func (l *logFlags) add(flags *pflag.FlagSet) {
	flags.Var(fileName{&l.file}, "log", "add the evaluation to this log, if it is new (default only count what is logged in docs)")
	flags.StringVar(&l.why, "why", "", "with --log: why it is made, in a `SENTENCE`")
	flags.BoolVar(&l.inSample, "in-sample", false, "with --log: something was changed in the light of an earlier evaluation")
}

// check that there is a score and a reason to log.
func (l *logFlags) check(parts []string) error {
	switch {
	case l.file == "" && (l.why != "" || l.inSample):
		return badInputf("parley validate: --why and --in-sample go with --log FILE")
	case l.file == "":
		return nil
	case strings.TrimSpace(l.why) == "" || strings.ContainsAny(l.why, "\r\n"):
		return badInputf("parley validate: --log: want --why SENTENCE, on one line")
	case len(parts) > 0 && !slices.Contains(parts, validate.PartHindcast):
		return badInputf("parley validate: --log: want --parts with %s: only what it scores is logged", validate.PartHindcast)
	}
	return nil
}

// evaluationColumns of a log, in order.
var evaluationColumns = []string{"evaluation", "date", "model", "plan", "posterior", "run", "deviations", "seed", "score", "in_sample", "why"}

// Places of columns. Those from columnModel to columnSeed say what was evaluated.
const (
	columnNumber   = 0
	columnDate     = 1
	columnModel    = 2
	columnSeed     = 7
	columnScore    = 8
	columnInSample = 9
)

// identity of an evaluation, as a log has it.
func identity(r *validate.Report) []string {
	return []string{r.Model, r.Plan, r.Posterior, r.Run, strings.Join(r.Deviations, " "), strconv.FormatInt(r.Seed, 10)}
}

func scoreWords(r *validate.Report) string {
	if len(r.Scores) == 0 {
		return ""
	}
	return strconv.FormatFloat(r.Scores[0].Score.Score, 'f', 4, 64)
}

// read the log, or the one that is built in; rows without the header.
func (l *logFlags) read() ([][]string, error) {
	name, text := "docs/evaluations.csv", docs.Evaluations
	if l.file != "" {
		content, err := os.ReadFile(l.file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, nil
		case err != nil:
			return nil, badInputf("parley: --log: %s: %w", l.file, cause(err))
		}
		name, text = l.file, string(content)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Equal(rows[0], evaluationColumns) {
		return nil, badInputf("parley: %s: not a log of evaluations: want the columns %s", name, strings.Join(evaluationColumns, ","))
	}
	for i, row := range rows[1:] {
		if column, want := badCell(row, i+1); want != "" {
			return nil, badInputf("parley: %s: evaluation %d: %s = %q: want %s", name, i+1, evaluationColumns[column], row[column], want)
		}
	}
	return rows[1:], nil
}

// badCell of a row that should be the n-th, and what it should be.
func badCell(row []string, n int) (column int, want string) {
	_, badDate := time.Parse(time.DateOnly, row[columnDate])
	_, badSeed := strconv.ParseInt(row[columnSeed], 10, 64)
	score, badScore := strconv.ParseFloat(row[columnScore], 64)
	switch {
	case row[columnNumber] != strconv.Itoa(n):
		return columnNumber, "rows numbered in order"
	case badDate != nil:
		return columnDate, "a date as 2026-01-31"
	case badSeed != nil:
		return columnSeed, "a whole number"
	case badScore != nil || !(score >= 0) || math.IsInf(score, 0):
		return columnScore, "a number from 0"
	case row[columnInSample] != "yes" && row[columnInSample] != "no":
		return columnInSample, "yes or no"
	}
	return 0, ""
}

// stand tells a report how it stands in a log, or will once it is entered, and says
// whether it is to be entered: a run that is not there, or there with another score.
func (l *logFlags) stand(log [][]string, r *validate.Report) (enter bool) {
	r.Evaluations, r.LoggedScore, r.InSample = len(log), nil, nil
	for _, row := range log {
		if !slices.Equal(row[columnModel:columnSeed+1], identity(r)) {
			continue
		}
		if row[columnScore] == scoreWords(r) {
			was := row[columnInSample] == "yes"
			r.InSample, r.LoggedScore = &was, nil
			return false
		}
		if score, _ := strconv.ParseFloat(row[columnScore], 64); len(r.Scores) > 0 { // was read before
			r.LoggedScore = &score
		}
	}
	if l.file == "" {
		return false
	}
	r.Evaluations, r.InSample = len(log)+1, &l.inSample
	return true
}

// enter a report in the log as it is by now: others may have entered theirs.
func (l *logFlags) enter(r *validate.Report) error {
	unlock, err := l.lock()
	if err != nil {
		return err
	}
	defer unlock()
	log, err := l.read()
	if err != nil || !l.stand(log, r) {
		return err
	}
	inSample := "no"
	if l.inSample {
		inSample = "yes"
	}
	row := append([]string{strconv.Itoa(len(log) + 1), time.Now().UTC().Format(time.DateOnly)}, identity(r)...)
	row = append(row, scoreWords(r), inSample, l.why)
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.WriteAll(append(append([][]string{evaluationColumns}, log...), row)) // a buffer takes everything
	return writeWhole(l.file, []byte(b.String()))
}

// How long to wait for another command that writes the same log.
const (
	lockTries = 100
	lockPause = 50 * time.Millisecond
)

// lock the log against other commands, by a file beside it.
func (l *logFlags) lock() (unlock func(), err error) {
	name := l.file + ".lock"
	for range lockTries {
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil {
			return func() { _ = os.Remove(name) }, file.Close()
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, badInputf("parley: --log: %s: %w", l.file, cause(err))
		}
		time.Sleep(lockPause)
	}
	return nil, fmt.Errorf("parley: --log: %s is there: another command writes the log, or one was ended while it did; then remove it", name)
}
