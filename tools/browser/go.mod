module parley/tools/browser

go 1.26.0

// Tests of the page in a browser; apart, so that nothing else needs their libraries.
// chromedp drives Chromium, and is the kept-up library in Go that does.
require github.com/chromedp/chromedp v0.23.0

require github.com/chromedp/cdproto v0.159.0

require github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
