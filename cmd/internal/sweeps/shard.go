package sweeps

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/store"
)

// shardFlags say which part of a plan to play.
type shardFlags struct {
	shard  string
	shards int
	found  part
}

// part is one of so many; of is 0 if the plan is not cut.
type part struct{ index, of int }

func (f *shardFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.shard, "shard", "", "play part `I/N` of the plan, I from 0; /N takes I from the launcher's variable")
	c.Flags().Var(cli.Whole(&f.shards, 1, store.MaxShards), "shards", "parts of the plan, with the part's number from the launcher's variable")
}

// launchers number their tasks in these variables, some from 1.
var launchers = []struct {
	name string
	from int
}{
	{"SLURM_ARRAY_TASK_ID", 0}, {"JOB_COMPLETION_INDEX", 0}, {"OMPI_COMM_WORLD_RANK", 0}, {"PBS_ARRAY_INDEX", 0},
	{"SGE_TASK_ID", 1}, {"LSB_JOBINDEX", 1}, {"AWS_BATCH_JOB_ARRAY_INDEX", 0},
}

// find reads the flags, then the launcher's variable; from says which it was.
func (f *shardFlags) find() (p part, from string, err error) {
	if f.shard == "" && f.shards == 0 {
		return part{}, "", nil
	}
	number, of, cut := f.shard, "", false
	if f.shard != "" {
		if number, of, cut = strings.Cut(f.shard, "/"); !cut {
			return part{}, "", f.wrong("want I/N, as 0/8")
		}
	}
	p.of = f.shards
	if of != "" {
		n, err := strconv.Atoi(of)
		if err != nil || n < 1 || n > store.MaxShards {
			return part{}, "", f.wrong(fmt.Sprintf("want I/N with N from 1 to %d", store.MaxShards))
		}
		if p.of != 0 && p.of != n {
			return part{}, "", f.wrong(fmt.Sprintf("and --shards = %d: two numbers of parts", f.shards))
		}
		p.of = n
	}
	if p.of == 0 {
		return part{}, "", f.wrong("want I/N, as 0/8")
	}
	from = "--shard"
	if number == "" {
		if p.index, from, err = fromLauncher(); err != nil {
			return part{}, "", err
		}
	} else if p.index, err = strconv.Atoi(number); err != nil {
		return part{}, "", f.wrong("want I/N, as 0/8")
	}
	if p.index < 0 || p.index >= p.of {
		return part{}, "", cli.BadInputf("parley: %s = %d: want 0 to %d, there being %d shards", from, p.index, p.of-1, p.of)
	}
	f.found = p
	return p, from, nil
}

func (f *shardFlags) wrong(want string) error {
	return cli.BadInputf("parley: --shard = %s: %s", f.shard, want)
}

// fromLauncher finds the number of this task. Two launchers, one within the
// other, that say different things leave no way to tell.
func fromLauncher() (index int, from string, err error) {
	for _, l := range launchers {
		text, ok := os.LookupEnv(l.name)
		if !ok || text == "" || text == "undefined" || l.from == 1 && text == "0" {
			continue // what Grid Engine and LSF say outside an array
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < l.from {
			return 0, "", cli.BadInputf("parley: %s = %s: want a whole number from %d", l.name, text, l.from)
		}
		n -= l.from
		if from != "" && n != index {
			return 0, "", cli.BadInputf("parley: %s and %s number this task differently: want --shard I/N", from, l.name)
		}
		if from == "" {
			index, from = n, l.name
		}
	}
	if from == "" {
		var names []string
		for _, l := range launchers {
			names = append(names, l.name)
		}
		return 0, "", cli.BadInputf("parley: which shard? want --shard I/N, or one of %s", strings.Join(names, ", "))
	}
	return index, from, nil
}
