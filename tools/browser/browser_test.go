package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// view is how a page is looked at.
type view struct {
	name   string
	width  int64
	media  string // screen or print
	scheme string
}

var views = []view{
	{"phone-light", 390, "screen", "light"}, {"phone-dark", 390, "screen", "dark"},
	{"laptop-light", 1280, "screen", "light"}, {"laptop-dark", 1280, "screen", "dark"},
	{"print", 794, "print", "light"},
}

// tab is an open page and what it did that it should not.
type tab struct {
	context.Context
	mu     sync.Mutex
	faults []string
}

func (x *tab) fault(format string, args ...any) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.faults = append(x.faults, fmt.Sprintf(format, args...))
}

// browser is started by the first test that opens a page.
var browser = sync.OnceValue(func() context.Context {
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.Flag("hide-scrollbars", true))
	if os.Getuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		panic(err)
	}
	return ctx
})

// open a page; what it fetches, logs, throws or asks is a fault.
func open(t testing.TB, name string, v view) *tab {
	t.Helper()
	return openAt(t, name, "", v)
}

// openAt a place in a page.
func openAt(t testing.TB, name, hash string, v view) *tab {
	t.Helper()
	x := newTab(t, name, v)
	x.do(t, chromedp.Navigate("file://"+pages[name]+hash))
	return x
}

// openAfter a script of the test has run.
func openAfter(t testing.TB, name, script string, v view) *tab {
	t.Helper()
	x := newTab(t, name, v)
	x.after(t, script)
	x.do(t, chromedp.Navigate("file://"+pages[name]))
	return x
}

// after a script of the test has run comes what the tab opens next.
func (x *tab) after(t testing.TB, script string) {
	t.Helper()
	call(t, x, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// newTab that listens.
func newTab(t testing.TB, name string, v view) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser())
	t.Cleanup(cancel)
	ctx, late := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(late)
	x := &tab{Context: ctx}
	url := "file://" + pages[name]
	if err := chromedp.Listen(ctx, func(event any) { x.listen(event, url) }); err != nil {
		t.Fatal(err)
	}
	call(t, x, network.Enable, network.EnableParams{})
	call(t, x, log.Enable, cdp.Empty{})
	call(t, x, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: v.width, Height: 844, DeviceScaleFactor: 1, Mobile: v.width < 500})
	call(t, x, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: v.media,
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: v.scheme}}})
	return x
}

func call[P, R any](t testing.TB, x *tab, command cdp.Command[P, R], params P) {
	t.Helper()
	if _, err := chromedp.Call(x.Context, command, params); err != nil {
		t.Fatal(err)
	}
}

func (x *tab) listen(event any, url string) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if e.Request.URL != url && !strings.HasPrefix(e.Request.URL, "blob:") {
			x.fault("fetches %s", e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		x.fault("throws %s", e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		x.fault("writes to the console: %s", e.Type)
	case *log.EventEntryAdded:
		x.fault("log: %s: %s", e.Entry.Level, e.Entry.Text)
	case *page.EventJavascriptDialogOpening:
		x.fault("opens a dialog: %s", e.Message)
	}
}

func (x *tab) do(t testing.TB, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(x.Context, actions...); err != nil {
		t.Fatal(err)
	}
}

// got is the value of an action.
func got[T any](t testing.TB, x *tab, action chromedp.Action[T]) T {
	t.Helper()
	value, err := chromedp.Run(x.Context, action)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// ask evaluates an expression in the page.
func ask[T any](t testing.TB, x *tab, expression string) T {
	t.Helper()
	return got(t, x, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

func (x *tab) quiet(t testing.TB) {
	t.Helper()
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, f := range x.faults {
		t.Error(f)
	}
}

// each page in each view.
func each(t *testing.T, check func(t testing.TB, x *tab, v view)) {
	for _, name := range []string{"war", "hostile", "sweep"} {
		for _, v := range views {
			t.Run(name+"/"+v.name, func(t *testing.T) {
				x := open(t, name, v)
				if name != "sweep" {
					x.until(t, `!!document.querySelector("#what-if table")`)
				}
				check(t, x, v)
				x.quiet(t)
			})
		}
	}
}

func TestPicturesAreThereAndNothingIsCutOff(t *testing.T) {
	each(t, func(t testing.TB, x *tab, v view) {
		keep(t, x, strings.ReplaceAll(t.Name(), "/", "-")+".png")
		ask[any](t, x, openAll)
		pictures := ask[[]string](t, x, `[...document.querySelectorAll("figure[id]")].map(f => f.id)`)
		if len(pictures) < 2 {
			t.Errorf("pictures %v", pictures)
		}
		for _, fault := range ask[[]string](t, x, cutOff) {
			t.Error(fault)
		}
		if width := ask[int64](t, x, `document.documentElement.scrollWidth`); width > v.width {
			t.Errorf("the page is %d wide where %d are seen", width, v.width)
		}
	})
}

// cutOff lists pictures without size or words, and words that leave their picture or
// lie on other words.
const cutOff = `(() => {
	const faults = [];
	for (const figure of document.querySelectorAll("figure[id]")) {
		const svg = figure.querySelector("svg"), box = svg.getBoundingClientRect();
		if (box.width < 200 || box.height < 40) faults.push(figure.id + ": " + box.width + " by " + box.height);
		const words = [...svg.querySelectorAll("text")].map(e => ({text: e.textContent, box: e.getBoundingClientRect()}));
		if (words.length < 2) faults.push(figure.id + ": no words");
		if (!figure.querySelector("details table tbody tr")) faults.push(figure.id + ": no table");
		for (const [i, a] of words.entries()) {
			if (a.box.left < box.left - 1 || a.box.right > box.right + 1 || a.box.top < box.top - 1 || a.box.bottom > box.bottom + 1)
				faults.push(figure.id + ": cut off: " + a.text);
			for (const b of words.slice(0, i)) {
				const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
				const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
				if (wide > 1 && high > a.box.height / 3) faults.push(figure.id + ": " + b.text + " and " + a.text + " lie on each other");
			}
		}
	}
	return faults;
})()`

// A table that is too wide is set row by row instead.
func TestNoTableIsCutAndNoneScrollsSideways(t *testing.T) {
	each(t, func(t testing.TB, x *tab, v view) {
		ask[any](t, x, openAll)
		for _, fault := range ask[[]string](t, x, `[...document.querySelectorAll(".scroll")].flatMap(s => {
			const page = document.querySelector("main").getBoundingClientRect(), table = s.querySelector("table").getBoundingClientRect();
			const wide = s.scrollWidth > s.clientWidth + 1 || table.right > page.right + 1;
			return wide ? [s.getAttribute("aria-label") + ": " + s.scrollWidth + " wide where " + s.clientWidth + " are seen"] : [];
		})`) {
			t.Error(fault)
		}
	})
}

func TestACellBelowItsRowSaysOfWhatItIs(t *testing.T) {
	x := open(t, "war", views[0])
	ask[any](t, x, openAll)
	unsaid := ask[[]string](t, x, `[...document.querySelectorAll(".inner > .scroll td:not(:empty)")].filter(d => {
		const row = d.parentElement, stacked = getComputedStyle(row).display == "block";
		return stacked && !getComputedStyle(d, "::before").content.includes(d.dataset.head);
	}).map(d => d.textContent)`)
	stacked := ask[int](t, x, `[...document.querySelectorAll(".inner > .scroll tr")].filter(r => getComputedStyle(r).display == "block").length`)
	if len(unsaid) > 0 || stacked < 20 {
		t.Errorf("%d rows are stacked; without a head: %.300q", stacked, unsaid)
	}
	x.quiet(t)
}

func TestTheFirstScreenHoldsTheAnswerAndItsPicture(t *testing.T) {
	x := open(t, "sweep", views[2])
	for _, what := range []string{".answer", "figure svg", "figure svg text"} {
		if bottom := ask[float64](t, x, `document.querySelector("`+what+`").getBoundingClientRect().bottom`); bottom > 720 {
			t.Errorf("%s ends %.0f below the top", what, bottom)
		}
	}
	x.quiet(t)
}

// The question, the answer with its uncertainty, the ladder and three facts, in a laptop's window of 1280x800 and on a
// phone of 390x844, in 120 words with those of the picture.
func TestTheAnswerIsOneScreen(t *testing.T) {
	for v, height := range map[view]float64{views[2]: 800, views[0]: 844} {
		x := open(t, "war", v)
		if bottom := ask[float64](t, x, `document.querySelector("main > section .inner > ul").getBoundingClientRect().bottom`); bottom > height {
			t.Errorf("%s: the facts end %.0f below the top", v.name, bottom)
		}
		if bottom := ask[float64](t, x, `document.querySelector("figure svg").getBoundingClientRect().bottom`); bottom > height {
			t.Errorf("%s: the ladder ends %.0f below the top", v.name, bottom)
		}
		text := ask[string](t, x, `[...document.querySelectorAll("header > *, main > section:first-child h2, main > section:first-child .inner > p, main > section:first-child li, main > section:first-child svg text")].map(e => e.textContent).join(" ")`)
		if n := len(strings.Fields(text)) - len(regexp.MustCompile(`(^|\s)[-+]?[0-9.]+(\s|$)`).FindAllString(text, -1)); n > 120 {
			t.Errorf("%d words: %s", n, text)
		}
		if facts := ask[int](t, x, `document.querySelectorAll("main > section:first-child li").length`); facts != 3 {
			t.Errorf("%d facts", facts)
		}
		if sentence := ask[string](t, x, `document.querySelector(".answer").textContent`); !strings.Contains(sentence, "with all doubt counted") || strings.Count(sentence, ". ") > 0 {
			t.Errorf("%q is no sentence with its uncertainty", sentence)
		}
		x.quiet(t)
	}
}

// Folded sections included, but for tables of numbers, the controls of the what-if and histories told.
func TestThePageIsShort(t *testing.T) {
	x := open(t, "war", views[2])
	x.until(t, finished+told)
	text := ask[string](t, x, `document.querySelectorAll(".controls, table, svg, .told").forEach(e => e.remove()); `+openAll+`; document.body.innerText`)
	if n := len(regexp.MustCompile(`[A-Za-z]+`).FindAllString(text, -1)); n < 300 || n > 900 {
		t.Errorf("%d words", n)
	}
}

// What the first screen says and shows is there before any script runs.
func TestTheFirstScreenNeedsNoScript(t *testing.T) {
	text, err := os.ReadFile(pages["war"])
	if err != nil {
		t.Fatal(err)
	}
	still, _, _ := strings.Cut(string(text), "<script")
	pages["still"] = filepath.Join(t.TempDir(), "still.html")
	defer delete(pages, "still")
	if err := os.WriteFile(pages["still"], []byte(still), 0o666); err != nil {
		t.Fatal(err)
	}
	const first = `(() => { const s = document.querySelector("main > section"); return s.innerText + " " + s.querySelector("svg").getBoundingClientRect().height; })()`
	x, y := open(t, "war", views[2]), open(t, "still", views[2])
	x.until(t, finished)
	if with, without := ask[string](t, x, first), ask[string](t, y, first); with != without || len(without) < 300 {
		t.Errorf("without scripts %q, with them %q", without, with)
	}
}

func TestPrintedThePageHasFourSheetsAtMost(t *testing.T) {
	x := open(t, "war", views[4])
	x.until(t, finished+told)
	sheets, err := chromedp.Call(x.Context, page.PrintToPDF, page.PrintToPDFParams{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(sheets.Data, -1)); n < 1 || n > 4 {
		t.Errorf("%d sheets", n)
	}
	if dir := os.Getenv("SCREENS"); dir != "" {
		_ = os.WriteFile(filepath.Join(dir, "print.pdf"), sheets.Data, 0o666)
	}
}

// A sheet of A4 and one of letter with margins of a centimetre, in units of CSS.
const sheet = 26 * 96 / 2.54 * 0.98

func TestAPictureFitsOnASheetOfPaper(t *testing.T) {
	for name := range pages {
		x := open(t, name, views[4])
		for id, height := range ask[map[string]float64](t, x, `Object.fromEntries([...document.querySelectorAll("figure[id]")].map(f => [f.id, f.getBoundingClientRect().height]))`) {
			if height > sheet {
				t.Errorf("%s: %s is %.0f high on a sheet of %.0f", name, id, height, sheet)
			}
		}
		for _, fault := range ask[[]string](t, x, `[...document.querySelectorAll("figure, tr, pre")].filter(e => getComputedStyle(e).breakInside != "avoid").map(e => e.outerHTML.slice(0, 80))`) {
			t.Errorf("%s: may break in the middle: %s", name, fault)
		}
	}
}

func TestNamesOfARealWarStandWhole(t *testing.T) {
	for _, name := range []string{"war", "sweep"} {
		x := open(t, name, views[0])
		for _, cut := range ask[[]string](t, x, `[...document.querySelectorAll("svg text")].filter(e => e.textContent.includes("…")).map(e => e.closest("figure").id + ": " + e.textContent)`) {
			t.Errorf("%s: cut short: %s", name, cut)
		}
		x.quiet(t)
	}
}

func TestEveryPictureIsPainted(t *testing.T) {
	for _, v := range views[2:4] {
		t.Run(v.name, func(t *testing.T) {
			x := open(t, "war", v)
			ask[any](t, x, openAll)
			for _, id := range ask[[]string](t, x, `[...document.querySelectorAll("figure[id]")].map(f => f.id)`) {
				shot := got(t, x, chromedp.Screenshot(chromedp.CSS("#"+id+" svg")))
				img, err := png.Decode(bytes.NewReader(shot))
				if err != nil {
					t.Fatal(err)
				}
				painted, paper := 0, img.At(0, 0)
				for y := range img.Bounds().Dy() {
					for at := range img.Bounds().Dx() {
						if img.At(at, y) != paper {
							painted++
						}
					}
				}
				if share := float64(painted) / float64(img.Bounds().Dx()*img.Bounds().Dy()); share < 0.01 {
					t.Errorf("%s: %.1f %% painted", id, 100*share)
				}
			}
			x.quiet(t)
		})
	}
}

func TestAxeFindsNothingSerious(t *testing.T) {
	each(t, func(t testing.TB, x *tab, _ view) {
		ask[any](t, x, openAll)
		x.accessible(t)
	})
}

// accessible says what axe-core finds in the page as it is.
func (x *tab) accessible(t testing.TB) {
	t.Helper()
	ask[any](t, x, axe+"; null")
	var found []struct {
		ID, Impact, Help string
		Nodes            []struct{ HTML, FailureSummary string }
	}
	text := ask[string](t, x, `axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations))`)
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Impact == "serious" || f.Impact == "critical" {
			t.Errorf("%s, %s: %s: %.300s %s", f.Impact, f.ID, f.Help, f.Nodes[0].HTML, f.Nodes[0].FailureSummary)
		}
	}
}

const openAll = `document.querySelectorAll("details").forEach(d => d.open = true)`

func TestTabReachesEverythingInOrder(t *testing.T) {
	for _, name := range []string{"war", "sweep"} {
		t.Run(name, func(t *testing.T) {
			x := open(t, name, views[0])
			if name == "war" {
				x.until(t, finished+told)
			}
			ask[any](t, x, openAll)
			want := ask[int](t, x, `window.all = [...document.querySelectorAll("a[href], summary, [tabindex='0'], input, select, button:not(:disabled)")]; all.length`)
			if want < 10 {
				t.Errorf("only %d things to reach", want)
			}
			for i := range want {
				x.do(t, chromedp.KeyEvent(kb.Tab))
				if at := ask[int](t, x, `all.indexOf(document.activeElement)`); at != i {
					t.Fatalf("press %d of Tab reaches number %d of %d: %s", i+1, at, want, ask[string](t, x, `document.activeElement.outerHTML.slice(0, 200)`))
				}
				if !ask[bool](t, x, `document.activeElement.matches(":focus-visible") && getComputedStyle(document.activeElement).outlineStyle != "none"`) {
					t.Errorf("number %d shows no focus", i)
				}
			}
			x.quiet(t)
		})
	}
}

func TestKeysOpenTheNumbersBehindAPicture(t *testing.T) {
	x := open(t, "war", views[0])
	x.do(t, chromedp.Focus(chromedp.CSS("figure summary")), chromedp.KeyEvent(kb.Enter))
	if !ask[bool](t, x, `document.querySelector("figure details").open`) {
		t.Error("Enter does not open them")
	}
	x.quiet(t)
}

func TestNamesFromAScenarioRunNothing(t *testing.T) {
	x := open(t, "hostile", views[2])
	x.until(t, `document.querySelector("#what-if .inner").dataset.histories == "40"`)
	ask[any](t, x, openAll)
	if ask[bool](t, x, `"hacked" in window`) {
		t.Error("a script ran")
	}
	if n := ask[int](t, x, `document.querySelectorAll("script").length`); n != 2 {
		t.Errorf("%d scripts", n)
	}
	if n := ask[int](t, x, `document.querySelectorAll("img, iframe, object, embed, link, form, [onload], [onerror], [onclick]").length`); n != 0 {
		t.Errorf("%d elements that the page does not write", n)
	}
	if n := ask[int](t, x, `document.querySelectorAll("style").length`); n != 1 {
		t.Errorf("%d styles", n)
	}
	if !strings.Contains(ask[string](t, x, `document.body.textContent`), "onerror=window.hacked=2") {
		t.Error("the names are not there as text: nothing was tried")
	}
	x.quiet(t)
}

func TestHeadingsAreInOrder(t *testing.T) {
	for name := range pages {
		x := open(t, name, views[2])
		last := 0
		for _, level := range ask[[]int](t, x, `[...document.querySelectorAll("h1,h2,h3,h4")].map(h => +h.tagName[1])`) {
			if level > last+1 {
				t.Errorf("%s: heading %d after %d", name, level, last)
			}
			last = level
		}
	}
}

// keep a screenshot of the whole page in the folder SCREENS, if it is set.
func keep(t testing.TB, x *tab, name string) {
	t.Helper()
	dir := os.Getenv("SCREENS")
	if dir == "" {
		return
	}
	shot := got(t, x, chromedp.FullScreenshot(100))
	if err := os.WriteFile(filepath.Join(dir, name), shot, 0o666); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkOpening opens a page to its load event, pictures and all.
func BenchmarkOpening(b *testing.B) {
	for _, name := range []string{"war", "sweep"} {
		b.Run(name, func(b *testing.B) {
			x := open(b, name, views[2])
			for b.Loop() {
				x.do(b, chromedp.Navigate("file://"+pages[name]))
			}
		})
	}
}
