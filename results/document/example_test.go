package document_test

import (
	"fmt"

	"parley/results/document"
)

// A result, its template, and its text.
func Example() {
	t := document.Template("arms", `
# {{.War}}

## Which arm settles more wars?

{{capital (count .Arms "arm was" "arms were")}} played{{if .Interrupted}}, not to the end{{end}}.
{{- if .Interrupted}}
More histories are played with the same command.
{{- end}}

{{table .Table}}

- Settled: within the horizon.
- Kept: and held.

$ Again: parley compare minimal
`, nil)
	d := document.Execute(t, map[string]any{"War": "# 1, a war", "Arms": 2, "Interrupted": false, "Table": &document.Table{
		Header: []string{"arm", "settled", "kept"}, Rows: [][]string{{"lead", "12.0 %", "8.0 %"}, {"networked", "9.5 %", "7.0 %"}}}})
	fmt.Print(d.Text(document.Screen{}))
	// Output:
	// # 1, a war
	//
	// Which arm settles more wars?
	// 2 arms were played.
	//   arm        settled   kept
	//   lead        12.0 %  8.0 %
	//   networked    9.5 %  7.0 %
	// - Settled: within the horizon.
	// - Kept: and held.
	//
	// Again: parley compare minimal
}
