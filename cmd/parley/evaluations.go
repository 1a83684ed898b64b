package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
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

// check that only what was planned is logged.
func (l *logFlags) check(f *validateFlags) error {
	planned := validate.Planned
	switch {
	case l.file == "" && (l.why != "" || l.inSample):
		return badInputf("parley validate: --why and --in-sample go with --log FILE")
	case l.file == "":
		return nil
	case strings.TrimSpace(l.why) == "" || strings.ContainsAny(l.why, "\r\n"):
		return badInputf("parley validate: --log: want --why SENTENCE, on one line")
	case len(f.set) > 0 || len(f.without) > 0 || len(f.parts) > 0 || f.reps != int64(planned.Histories) || f.nearest != int64(planned.Nearest):
		return badInputf("parley validate: --log: want the evaluation that is planned: no --set, --without, --parts, --reps or --nearest")
	}
	return nil
}

// evaluationColumns of a log, in order.
var evaluationColumns = []string{"evaluation", "date", "model", "plan", "posterior", "seed", "score", "in_sample", "why"}

// Places of columns.
const (
	columnModel    = 2
	columnSeed     = 5
	columnInSample = 7
)

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
	return rows[1:], nil
}

// enter a report in the log, unless one of the same model, plan, posteriors and seed
// is there, and tell the report how it stands.
func (l *logFlags) enter(log [][]string, r *validate.Report) error {
	identity := []string{r.Model, r.Plan, r.Posterior, strconv.FormatInt(r.Seed, 10)}
	r.Evaluations = len(log)
	for _, row := range log {
		if slices.Equal(row[columnModel:columnSeed+1], identity) {
			was := row[columnInSample] == "yes"
			r.InSample = &was
			return nil
		}
	}
	if l.file == "" {
		return nil
	}
	inSample := "no"
	if l.inSample {
		inSample = "yes"
	}
	row := []string{strconv.Itoa(len(log) + 1), time.Now().UTC().Format(time.DateOnly)}
	row = append(append(row, identity...), fmt.Sprintf("%.4f", r.Scores[0].Score.Score), inSample, l.why)
	r.Evaluations, r.InSample = len(log)+1, &l.inSample
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.WriteAll(append(append([][]string{evaluationColumns}, log...), row)) // a buffer takes everything
	return writeWhole(l.file, []byte(b.String()))
}
