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
	"parley/results/words"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/record"
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

// evaluationColumns of a log, in order; identity are those that say what was evaluated.
var (
	evaluationColumns = []string{"evaluation", "date", "model", "plan", "posterior", "run", "deviations", "seed", "score", "in_sample", "why"}
	identity          = evaluationColumns[2:8]
)

// planOfWars stands in the place of a plan where wars were left out; plannedWar is the one of
// the plan, with its variants, and the log has any other before its deviations.
const (
	planOfWars = "wars"
	plannedWar = "tajikistan"
)

// entry of a log, by column.
type entry map[string]string

func entryOf(r *validate.Report) entry {
	set := r.Deviations
	if war, _, _ := strings.Cut(r.Scenario, "-"); r.Plan != planOfWars && war != plannedWar {
		set = slices.Concat([]string{r.Scenario}, set)
	}
	e := entry{"model": r.Model, "plan": r.Plan, "posterior": r.Posterior, "run": r.Run,
		"deviations": strings.Join(set, " "), "seed": strconv.FormatInt(r.Seed, 10)}
	if len(r.Scores) > 0 {
		e["score"] = strconv.FormatFloat(r.Scores[0].Score.Score, 'f', 4, 64)
	}
	return e
}

// kind of an evaluation: wars left out, or the war that it is of.
func (e entry) kind() string {
	word, _, _ := strings.Cut(e["deviations"], " ")
	switch {
	case e["plan"] == planOfWars:
		return planOfWars
	case word == "" || word[0] == '-':
		return plannedWar
	}
	return word
}

// read the log, or the one that is built in.
func (l *logFlags) read() (log []entry, err error) {
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
		e := entry{}
		for i, column := range evaluationColumns {
			e[column] = rows.Fields[i]
		}
		log = append(log, e)
	}
	return log, cli.Bad(faults.Err())
}

// stand tells a report how it stands in a log, or will once it is entered. Entered is a run
// that is not there, or there with another score. Those of its kind are counted, and it is
// in-sample if an earlier one of them is; a log of one's own cannot clear a shipped war of what
// the shipped log has.
func (l *logFlags) stand(log []entry, r *validate.Report) (enter func() error) {
	r.Evaluations, r.LoggedScore, r.InSample = 0, nil, nil
	nothing, own, inSample := func() error { return nil }, entryOf(r), false
	tells := func(e entry) bool { return e.kind() == own.kind() && e["in_sample"] == "yes" }
	if l.file != "" && slices.ContainsFunc(strings.Fields(r.Scenario), record.Of) {
		shipped, _ := (&logFlags{}).read() // a test reads it
		inSample = slices.ContainsFunc(shipped, tells)
	}
	for _, e := range log {
		r.Evaluations += stats.Bit(e.kind() == own.kind())
	}
	for _, e := range log {
		inSample = inSample || tells(e)
		if slices.ContainsFunc(identity, func(column string) bool { return e[column] != own[column] }) {
			continue
		}
		if e["score"] == own["score"] {
			r.InSample, r.LoggedScore = &inSample, nil
			return nothing
		}
		if score, err := strconv.ParseFloat(e["score"], 64); err == nil && len(r.Scores) > 0 {
			r.LoggedScore = &score
		}
	}
	if l.file == "" {
		return nothing
	}
	inSample = inSample || l.inSample
	r.Evaluations, r.InSample = r.Evaluations+1, &inSample
	own["evaluation"], own["date"], own["why"] = strconv.Itoa(len(log)+1), time.Now().UTC().Format(time.DateOnly), l.why
	own["in_sample"] = words.If(inSample, "yes", "no")
	return func() error { return l.enter(own) }
}

// enter it in the log.
func (l *logFlags) enter(e entry) error {
	text := bytes.NewBuffer(bytes.TrimRight(l.text, "\r\n"))
	out := sheet.NewWriter(text)
	if len(l.text) > 0 {
		text.WriteString("\n")
	} else {
		out.Write(evaluationColumns)
	}
	row := form.Collect(evaluationColumns, func(column string) string { return e[column] })
	out.WriteAll([][]string{row}) // a buffer takes all
	if err := cli.WriteWhole(l.file, text.Bytes()); err != nil {
		return fmt.Errorf("parley: --log: %w", err)
	}
	return nil
}
