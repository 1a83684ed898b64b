package browser

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// until an expression of the page is true.
func (x *tab) until(t testing.TB, expression string) {
	t.Helper()
	for range 600 {
		if ask[bool](t, x, expression) {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Fatalf("never: %s; the page says %s", expression, ask[string](t, x, `document.getElementById("what-if").innerText.slice(0, 600)`))
}

// played is what the page has counted, by arm: settled and kept.
func (x *tab) played(t testing.TB) (histories int, counts map[string][2]int) {
	t.Helper()
	var got struct {
		N      int
		Counts map[string][2]int
	}
	text := ask[string](t, x, `JSON.stringify({N: +document.querySelector("#what-if .inner").dataset.histories,
		Counts: Object.fromEntries([...document.querySelectorAll("#what-if tr[data-arm]")].map(r => [r.dataset.arm, [+r.dataset.settled, +r.dataset.kept]]))})`)
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	return got.N, got.Counts
}

const finished = `document.querySelector("#what-if .inner").dataset.histories == "2000"`

// players are the workers that have played what is shown.
const players = `+document.querySelector("#what-if .inner").dataset.workers`

// told is true once a history is.
const told = ` && !!document.querySelector(".tale h3")`

// The reader changes the lead, how far it is accepted, and leaves a third party out, by keys alone;
// the page then counts what the command line that it shows counts.
func TestWhatIfIsDrivenByKeysAndCountsAsTheProgram(t *testing.T) {
	x := open(t, "war", views[2])
	x.until(t, finished)
	x.checkCounts(t, 0)
	if heads := ask[[]string](t, x, `[...document.querySelectorAll("#what-if th[scope=col]")].map(e => e.textContent)`); fmt.Sprint(heads) != "[ settled settled and kept]" {
		t.Errorf("with nothing changed %q", heads)
	}
	x.do(t, chromedp.Focus(chromedp.CSS(`[id="c-lead"]`)), chromedp.KeyEvent("Russia"))
	x.do(t, chromedp.Focus(chromedp.CSS(`[id="c-coordination.acceptance"]`)), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight))
	ask[any](t, x, `document.querySelectorAll(".controls").forEach(d => d.open = true)`)
	x.do(t, chromedp.Focus(chromedp.CSS(`[id="c-in.iran"]`)), chromedp.KeyEvent(" "))
	x.do(t, chromedp.Focus(chromedp.CSS(`[id="c-outsider"]`)), chromedp.KeyEvent("g"))
	time.Sleep(time.Second) // longer than the page waits for further keys
	x.until(t, finished+` && document.getElementById("whatif-command").textContent.includes("--without iran") && document.getElementById("whatif-command").textContent.includes("guarantor")`)
	keep(t, x, "whatif.png")
	x.checkCounts(t, 4)
	for id, want := range map[string]string{"whatif-answer": `One lead then adds [-+0-9.]+ \(.* to .*\) to each alone, as it is \+3\.4\.$`, "one-history": "Told as the war is, without the change above"} {
		if text := ask[string](t, x, `document.getElementById("`+id+`").innerText`); !regexp.MustCompile(want).MatchString(text) {
			t.Errorf("%.300q has no %q", text, want)
		}
	}
	if hash := ask[string](t, x, `location.hash`); !strings.Contains(hash, "in.iran=no") || !strings.Contains(hash, "lead=russia") {
		t.Errorf("address %s", hash)
	}
	if n, cores := ask[int](t, x, players), ask[int](t, x, `navigator.hardwareConcurrency`); n != min(4, cores) {
		t.Errorf("%d workers have played, on %d cores", n, cores)
	}
	// A link holds the question, whose numbers are the same where one worker plays it.
	_, want := x.played(t)
	y := newTab(t, "war", views[0])
	y.after(t, `Object.defineProperty(Navigator.prototype, "hardwareConcurrency", {get: () => 1})`)
	y.do(t, chromedp.Navigate("file://"+pages["war"]+ask[string](t, x, `location.hash`)))
	y.until(t, finished)
	t.Logf("one worker: 2,000 histories %.0f ms after it is ready", ask[float64](t, y, `performance.now() - document.querySelector("#what-if .inner").dataset.ready`))
	if _, got := y.played(t); fmt.Sprint(got) != fmt.Sprint(want) || ask[int](t, y, players) != 1 {
		t.Errorf("%v of the link, played by %d workers, %v of the page", got, ask[int](t, y, players), want)
	}
	x.quiet(t)
	y.quiet(t)
}

// Where the lead is left out the page says why it has no answer on one.
func TestALeadLeftOutIsSaidToBe(t *testing.T) {
	x := openAt(t, "war", "#in.un=no", views[2])
	x.until(t, finished)
	if text := ask[string](t, x, `document.getElementById("whatif-answer").textContent`); !strings.HasSuffix(text, "No answer on a lead: the lead is left out.") {
		t.Error(text)
	}
	x.quiet(t)
}

// The page rounds as the program does.
func TestTenthsAreThoseOfTheProgram(t *testing.T) {
	x := open(t, "war", views[2])
	text, err := os.ReadFile(pages["war"])
	if err != nil {
		t.Fatal(err)
	}
	for k, got := range ask[[]string](t, x, string(regexp.MustCompile(`const tenths = .*;`).Find(text))+` Array.from({length: 4001}, (_, k) => tenths(100 * ((k - 2000) / 2000)))`) {
		if want := fmt.Sprintf("%.1f", 100*(float64(k-2000)/2000)); got != want && got != "-0.0" {
			t.Errorf("%d of 2,000 are %s, want %s", k-2000, got, want)
		}
	}
}

// checkCounts runs the command that the page shows.
func (x *tab) checkCounts(t testing.TB, least int) {
	t.Helper()
	n, counts := x.played(t)
	line := ask[string](t, x, `document.getElementById("whatif-command").textContent`)
	if strings.Count(line, "--set")+strings.Count(line, "--without") < least {
		t.Errorf("the command lacks what was changed: %s", line)
	}
	c := exec.Command("bash", "-c", strings.Replace(line, "parley", "./parley", 1)+" --format json")
	c.Dir = filepath.Dir(pages["war"])
	text, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	var printed struct {
		Arms []struct {
			Name          string
			Settled, Kept struct{ Mean float64 }
		}
	}
	if err := json.Unmarshal(text, &printed); err != nil {
		t.Fatal(err)
	}
	same := 0
	for _, a := range printed.Arms {
		want := [2]int{int(math.Round(a.Settled.Mean * float64(n))), int(math.Round(a.Kept.Mean * float64(n)))}
		if got, ok := counts[a.Name]; ok && got == want {
			same++
		} else if ok {
			t.Errorf("%s: the page counts %v, %s prints %v", a.Name, got, line, want)
		}
	}
	if same != 4 {
		t.Errorf("%d arms are the same", same)
	}
}

// A browser that lets a file start no worker, or run no WebAssembly.
func TestWhereNothingPlaysThePageSaysHowToOpenIt(t *testing.T) {
	for _, lacks := range []string{"Worker", "WebAssembly", "DecompressionStream"} {
		x := openAfter(t, "war", "delete window."+lacks, views[2])
		x.until(t, `!!document.querySelector("#what-if .absent")`)
		if text := ask[string](t, x, `document.getElementById("what-if").innerText`); !strings.Contains(text, "parley report tajikistan") || !strings.Contains(text, "--serve") {
			t.Errorf("without %s: %s", lacks, text)
		}
		if ask[int](t, x, `document.querySelectorAll("figure[id]").length`) < 3 {
			t.Errorf("without %s the page has lost its pictures", lacks)
		}
		x.quiet(t)
	}
}

// First paint is what a reader waits for, ready when the first what-if can be asked.
func TestThePageIsThereSoon(t *testing.T) {
	x := open(t, "war", views[2])
	x.until(t, finished)
	paint := ask[float64](t, x, `performance.getEntriesByName("first-contentful-paint")[0].startTime`)
	ready := ask[float64](t, x, `+document.querySelector("#what-if .inner").dataset.ready`)
	info, err := os.Stat(pages["war"])
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("first paint after %.0f ms, what-if ready after %.0f ms, %d bytes", paint, ready, info.Size())
	if info.Size() > 8<<20 {
		t.Error("the page is larger than 8 MB")
	}
	x.quiet(t)
}

// Who does not see the pictures come hears that they will, and that they are there, and not each step.
func TestTheWhatIfSaysThatItGetsReadyAndIsReady(t *testing.T) {
	x := openAfter(t, "war", `window.said = []; new MutationObserver(() => {
		const s = document.querySelector("#what-if [role=status]");
		if (s && s.textContent != said.at(-1)) said.push(s.textContent);
	}).observe(document, {subtree: true, childList: true, characterData: true})`, views[2])
	x.until(t, finished)
	said := ask[[]string](t, x, `said`)
	if len(said) != 3 || said[0] != "Getting ready…" || said[1] != "Playing…" || !strings.HasPrefix(said[2], "Ready: 2,000 histories") {
		t.Errorf("%q", said)
	}
	x.quiet(t)
}

func TestAnAddressInjectsNothing(t *testing.T) {
	for _, hash := range []string{
		"#lead=%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E&%3Cscript%3Ewindow.hacked%3D2%3C%2Fscript%3E=1",
		"#coordination.acceptance=0.5%20%26%26%20rm&c=javascript:window.hacked=3", "#coordination.acceptance=9", "#__proto__=1&constructor=2&in.iran=maybe",
	} {
		x := openAt(t, "war", hash, views[2])
		x.until(t, finished)
		if ask[bool](t, x, `"hacked" in window`) || ask[int](t, x, `document.querySelectorAll("img, iframe").length`) > 0 {
			t.Errorf("%s: it ran", hash)
		}
		if line := ask[string](t, x, `document.getElementById("whatif-command").textContent`); strings.Contains(line, "--set") || strings.Contains(line, "--without") {
			t.Errorf("%s: %s", hash, line)
		}
		if said := ask[string](t, x, `document.querySelector("#what-if [role=alert]").textContent`); !strings.Contains(said, "no question") {
			t.Errorf("%s: the page says %q", hash, said)
		}
		x.quiet(t)
	}
}

func TestAHistoryIsToldByItsNumber(t *testing.T) {
	x := open(t, "war", views[2])
	x.until(t, "true"+told)
	// The first is a typical one, and the page says which.
	first := ask[int](t, x, `+document.querySelector(".tale").dataset.history`)
	if captions, want := ask[string](t, x, `document.querySelector(".tale").innerText`), fmt.Sprintf("A typical settled one: history %d, one leads", first); !strings.Contains(captions, want) || !strings.Contains(captions, "The record") {
		t.Errorf("%q, want %q and the record", captions, want)
	}
	// Each cross is painted after all ceasefires.
	parts := ask[string](t, x, `[...document.querySelector(".tale svg[aria-label^='The record']").children].map(e => e.getAttribute("fill") == "var(--green)" ? "=" : e.textContent == "×" ? "x" : "").join("")`)
	if parts != strings.Repeat("=", 10)+"xxxx" {
		t.Errorf("ceasefires and crosses in the order %s", parts)
	}
	x.do(t, chromedp.Focus(chromedp.CSS("#history-number")), chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.Enter))
	x.until(t, fmt.Sprintf(`document.querySelector(".tale").dataset.history == "%d"`, first+1))
	c := exec.Command("./parley", "trace", "tajikistan", "--seed", "1", "--replication", fmt.Sprint(first+1), "--regime", "lead")
	c.Dir = filepath.Dir(pages["war"])
	text, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	printed, told := strings.Join(strings.Fields(string(text)), " "), strings.Join(strings.Fields(ask[string](t, x, `document.querySelector(".tale").textContent`)), " ")
	if len(told) < 1000 {
		t.Fatalf("only %q", told)
	}
	for _, p := range ask[[]string](t, x, `[...document.querySelectorAll(".told p")].map(p => p.textContent)`) {
		if !strings.Contains(printed, strings.Join(strings.Fields(p), " ")) {
			t.Errorf("the page tells %.200q, which the program does not", p)
		}
	}
	for i := range 3 {
		ask[any](t, x, fmt.Sprintf(`document.querySelectorAll(".buttons button")[%d].click()`, i))
		x.until(t, fmt.Sprintf(`!!document.querySelector(".tale h3") && document.querySelectorAll(".tale svg").length == %d`, 2+i/2))
	}
	x.until(t, `(document.querySelector(".tale .answer") || document.body).textContent.includes("the two histories part")`)
	x.accessible(t)
	keep(t, x, "told.png")
	x.quiet(t)
}

// A ceasefire that is signed without a meeting is a hole in its bar, below no dot of talks.
func TestACeasefireWithoutAMeetingIsAHole(t *testing.T) {
	text, err := os.ReadFile(pages["war"])
	if err != nil {
		t.Fatal(err)
	}
	const start = `<script type="application/json" id="data">`
	before, rest, _ := strings.Cut(string(text), start)
	data, after, _ := strings.Cut(rest, "</script>")
	var page map[string]any
	if err := json.Unmarshal([]byte(data), &page); err != nil {
		t.Fatal(err)
	}
	months := page["months"].(float64)
	term := func(signed, last int) map[string]any {
		return map[string]any{"Signed": signed, "Last": last, "Broken": -1}
	}
	page["record"] = map[string]any{"Months": months, "Ended": months, "Settled": -1, "Framework": -1, "Protocols": []int{-1}, "Ordinals": []int{},
		"Meetings": []any{map[string]any{"Month": 20}}, "Terms": []any{term(8, 12), term(20, 30)}, "Carried": []any{map[string]any{"Month": 8}}}
	changed, err := json.Marshal(page)
	if err != nil {
		t.Fatal(err)
	}
	pages["hole"] = filepath.Join(t.TempDir(), "hole.html")
	defer delete(pages, "hole")
	if err := os.WriteFile(pages["hole"], []byte(before+start+string(changed)+"</script>"+after), 0o666); err != nil {
		t.Fatal(err)
	}
	x := open(t, "hole", views[2])
	at := func(tone string) string {
		return ask[string](t, x, `[...document.querySelectorAll(".tale svg[aria-label^='The record'] circle[fill='var(--`+tone+`)']")].map(c => (+c.getAttribute("cx")).toFixed(2)).join()`)
	}
	bars := ask[string](t, x, `[...document.querySelectorAll(".tale svg[aria-label^='The record'] rect[fill='var(--green)']")].map(r => (+r.getAttribute("x")).toFixed(2)).join()`)
	month := func(m float64) string { return fmt.Sprintf("%.2f", 76+318*m/months) }
	if at("paper") != month(8.5) || at("blue") != month(20.5) || bars != month(8)+","+month(20) {
		t.Errorf("holes at %s, talks at %s, ceasefires from %s; want %s, %s and %s,%s", at("paper"), at("blue"), bars, month(8.5), month(20.5), month(8), month(20))
	}
	x.quiet(t)
}
