//go:build js

// Command whatif is the engine of a page, as WebAssembly: parley(request) answers in JSON.
// make engine builds it; parley report puts it into its page.
package main

import (
	"syscall/js"

	"parley/results/whatif"
)

func main() {
	var e whatif.Engine
	js.Global().Set("parley", js.FuncOf(func(_ js.Value, args []js.Value) any { return e.Ask(args[0].String()) }))
	select {}
}
