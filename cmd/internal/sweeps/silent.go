package sweeps

import (
	"hash/fnv"
	"io"
	"slices"

	"parley/results/store"
	"parley/results/words"
)

// silentFactors says in a sentence which factors changed no figure of any arm wherever nothing
// else differed; "" if all did, or no two points differ in one factor alone.
func silentFactors(r *store.Results) (string, error) {
	column := func(name string) int {
		return slices.IndexFunc(r.Columns, func(c store.Column) bool { return c.Name == name })
	}
	paths := varied(&r.Plan)
	arm, first, fault := column("arm"), column("n"), column("fault")
	if first < 0 { // a table of histories
		return "", nil
	}
	seen := make([]map[uint64]uint64, len(paths)) // figures by all that is the same
	met, moved := make([]bool, len(paths)), make([]bool, len(paths))
	err := r.Each(nil, func(row store.Row) error {
		if row[fault] != nil {
			return nil
		}
		figures := hashed(row[first:])
		for i := range paths {
			others := slices.Concat(row[1:1+i], row[2+i:1+len(paths)], row[arm:arm+1])
			if seen[i] == nil {
				seen[i] = map[uint64]uint64{}
			}
			key := hashed(others)
			before, ok := seen[i][key]
			met[i] = met[i] || ok
			moved[i] = moved[i] || ok && before != figures
			seen[i][key] = figures
		}
		return nil
	})
	var silent []string
	for i, path := range paths {
		if met[i] && !moved[i] {
			silent = append(silent, path)
		}
	}
	if err != nil || silent == nil {
		return "", err
	}
	return words.List(silent) + " changed no figure: histories are the same at all of its levels", nil
}

func hashed(values []any) uint64 {
	h := fnv.New64a()
	for _, v := range values {
		io.WriteString(h, store.String(v)+"\x00")
	}
	return h.Sum64()
}
