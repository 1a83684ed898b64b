package fit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/cmd/internal/cli"
	"parley/docs"
	"parley/scenarios/fault"
	"parley/scenarios/sheet"
	"parley/sim/infer/validate"
	"parley/sim/stats"
)

// logFlags say where an evaluation is logged, and as what.
type logFlags struct {
	file, why string
	inSample  bool
	text      []byte // of the log, "" if there is none
}

// check that there is a score and a reason to log.
func (l *logFlags) check(parts []string) error {
	switch {
	case l.file == "" && (l.why != "" || l.inSample):
		return cli.BadInputf("parley validate: --why and --in-sample go with --log FILE")
	case l.file == "":
		return nil
	case strings.TrimSpace(l.why) == "" || strings.ContainsAny(l.why, "\r\n"):
		return cli.BadInputf("parley validate: --log: want --why SENTENCE, on one line")
	case len(parts) > 0 && !slices.Contains(parts, validate.PartHindcast):
		return cli.BadInputf("parley validate: --log: want --parts with %s: only what it scores is logged", validate.PartHindcast)
	}
	return nil
}

// evaluationColumns of a log, in order.
var evaluationColumns = []string{"evaluation", "date", "model", "plan", "posterior", "run", "deviations", "seed", "score", "in_sample", "why"}

// Places of columns. Those from columnModel to columnSeed say what was evaluated.
const (
	columnModel    = 2
	columnPlan     = 3
	columnSeed     = 7
	columnScore    = 8
	columnInSample = 9
)

// planOfWars stands in the place of a plan where wars were left out.
const planOfWars = "wars"

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
func (l *logFlags) read() (log [][]string, err error) {
	name := "docs/studies/evaluations.csv"
	l.text = []byte(docs.Evaluations)
	if l.file != "" {
		name = l.file
		switch l.text, err = fault.ReadFile(l.file, fault.MostTable); {
		case errors.Is(err, fs.ErrNotExist):
			return nil, nil
		case err != nil:
			return nil, cli.BadInputf("parley: --log: %s: %w", l.file, err)
		}
	}
	var faults fault.Collector
	rows := sheet.New(name, l.text, 0, &faults)
	if rows == nil || !rows.Begin(strings.Join(evaluationColumns, ", ")) {
		return nil, cli.Bad(faults.Err())
	}
	if !slices.Equal(rows.Header, evaluationColumns) {
		return nil, cli.BadInputf("parley: %s: not a log of evaluations: want the columns %s", name, strings.Join(evaluationColumns, ","))
	}
	for rows.Next() {
		log = append(log, rows.Fields)
	}
	return log, cli.Bad(faults.Err())
}

// stand tells a report how it stands in a log, or will once it is entered. Entered is a run
// that is not there, or there with another score. Those of its kind are counted.
func (l *logFlags) stand(log [][]string, r *validate.Report) (enter func() error) {
	r.Evaluations, r.LoggedScore, r.InSample = 0, nil, nil
	nothing := func() error { return nil }
	for _, row := range log {
		r.Evaluations += stats.Bit((row[columnPlan] == planOfWars) == (r.Plan == planOfWars))
	}
	for _, row := range log {
		if !slices.Equal(row[columnModel:columnSeed+1], identity(r)) {
			continue
		}
		if row[columnScore] == scoreWords(r) {
			was := row[columnInSample] == "yes"
			r.InSample, r.LoggedScore = &was, nil
			return nothing
		}
		if score, err := strconv.ParseFloat(row[columnScore], 64); err == nil && len(r.Scores) > 0 {
			r.LoggedScore = &score
		}
	}
	if l.file == "" {
		return nothing
	}
	r.Evaluations, r.InSample = r.Evaluations+1, &l.inSample
	return func() error { return l.enter(len(log)+1, r) }
}

// enter a report in the log, as the row of that number.
func (l *logFlags) enter(number int, r *validate.Report) error {
	inSample := map[bool]string{true: "yes", false: "no"}[l.inSample]
	row := append([]string{strconv.Itoa(number), time.Now().UTC().Format(time.DateOnly)}, identity(r)...)
	text := bytes.NewBuffer(bytes.TrimRight(l.text, "\r\n"))
	out := sheet.NewWriter(text)
	if len(l.text) > 0 {
		text.WriteString("\n")
	} else {
		out.Write(evaluationColumns)
	}
	out.WriteAll([][]string{append(row, scoreWords(r), inSample, l.why)}) // a buffer takes all
	if err := cli.WriteWhole(l.file, text.Bytes()); err != nil {
		return fmt.Errorf("parley: --log: %w", err)
	}
	return nil
}
