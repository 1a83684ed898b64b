// Package browser opens the pages of parley report in headless Chromium and looks
// at what a reader would meet: pictures, keyboard, contrast, scripts, the network.
//
//	npm ci        fetches axe-core, which finds faults of accessibility
//	go test ./... makes the pages and opens them; SCREENS=DIR keeps pictures of them
package browser
