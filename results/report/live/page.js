// What if, and histories told: the page plays its war in workers, as many as there are cores, up to four.
"use strict";
(() => {
	const data = JSON.parse(document.getElementById("data").textContent);
	const byId = new Map(data.controls.map(c => [c.id, c]));
	const target = data.base[data.ladder[0][0]].length;
	const changed = new Map(); // values by control, of those that are not as the war has them
	let question = 0, timer;

	// ---- elements, whose words are never read as markup
	const make = (space, name, attributes, children) => {
		const e = document.createElementNS(space, name);
		for (const [k, v] of Object.entries(attributes || {})) e.setAttribute(k, v);
		e.append(...(children || []));
		return e;
	};
	const html = (name, attributes, ...children) => make("http://www.w3.org/1999/xhtml", name, attributes, children);
	const svg = (name, attributes, ...children) => make("http://www.w3.org/2000/svg", name, attributes, children);
	const slot = id => {
		const section = document.getElementById(id);
		section.querySelectorAll(".absent").forEach(e => e.remove());
		return section.querySelector(".inner") || section;
	};
	const named = id => (data.ladder.find(([other]) => other === id) || [])[1]; // a regime
	// tenths as the program rounds them: what lies between two goes to the even one.
	const tenths = x => (Math.abs(x) % 1 === .25 ? x - Math.sign(x) * .05 : x).toFixed(1);
	const of = e => tenths(100 * e.mean); // a share
	const points = x => tenths(100 * x).replace(/^-0\.0$/, "0.0").replace(/^(?=[1-9]|0\.[1-9])/, "+");

	// ---- the address: only what the page itself could have written there is read
	const allows = (c, v) => c.choices ? c.choices.some(x => x.value === v) : c.out || c.member ? v === "no" || v === c.value
		: /^-?[0-9](\.[0-9]{1,2})?$/.test(v) && +v >= c.low && +v <= 1;
	function readAddress() {
		let strange = 0;
		changed.clear();
		for (const [id, v] of new URLSearchParams(location.hash.slice(1))) {
			const c = byId.get(id);
			if (c && allows(c, v)) { if (v !== c.value) changed.set(id, v); } else if (id !== "ask" && !document.getElementById(id)) strange++;
		}
		say(strange ? "Part of the address is no question to this page and was left out." : "");
	}
	const writeAddress = () => history.replaceState(null, "", changed.size ? "#" + new URLSearchParams([...changed]) : location.pathname + location.search);

	// ---- what is changed, as the command line has it
	function change() {
		const set = [], without = [], lists = new Map();
		for (const c of data.controls) {
			if (c.member) lists.set(c.path, (lists.get(c.path) || []).concat(changed.has(c.id) ? [] : [c.member]));
			if (!changed.has(c.id) || (c.needs && !changed.has(c.needs))) continue;
			const v = changed.get(c.id), chosen = c.choices && c.choices.find(x => x.value === v);
			if (c.out) without.push(c.out);
			else if (!c.member) set.push(...(chosen && chosen.set || [c.path + "=" + v]));
		}
		for (const [path, list] of lists)
			if (data.controls.some(c => c.path === path && changed.has(c.id))) set.push(path + "=" + JSON.stringify(list));
		return { set, without };
	}
	const quoted = s => /^[A-Za-z0-9_.=\/-]+$/.test(s) ? s : "'" + s + "'";
	const command = ({ set, without }, n) => [data.command, ...set.map(s => "--set " + quoted(s)), ...without.map(s => "--without " + quoted(s)), "--seed", data.war.seed, "--reps", n].join(" ");

	// ---- the form
	const section = slot("what-if");
	const inputs = new Map();
	const status = html("p", { class: "note", role: "status", id: "whatif-status" });
	const said = html("p", { class: "note", role: "alert" });
	const say = words => { said.textContent = words; };
	const finding = html("p", { class: "answer", id: "whatif-answer" });
	const pictures = html("div", { class: "pair" });
	const numbers = html("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Numbers of the what-if" });
	const line = html("code", { id: "whatif-command" });

	function input(c) {
		const id = "c-" + c.id;
		let field, shown;
		if (c.choices) field = html("select", { id }, ...c.choices.map(x => html("option", { value: x.value }, x.label)));
		else if (c.out || c.member) field = html("input", { id, type: "checkbox" });
		else {
			field = html("input", { id, type: "range", min: c.low, max: 1, step: 0.05 });
			shown = html("output", { for: id });
		}
		const show = () => {
			const v = changed.has(c.id) ? changed.get(c.id) : c.value;
			if (field.type === "checkbox") field.checked = v !== "no";
			else field.value = v === "" && shown ? "0.5" : v;
			if (shown) {
				shown.textContent = v === "" ? "as it is" : v;
				field.setAttribute("aria-valuetext", shown.textContent);
			}
			field.closest(".control").classList.toggle("changed", changed.has(c.id));
		};
		field.addEventListener("input", () => {
			const v = field.type === "checkbox" ? (field.checked ? c.value : "no") : field.value;
			if (v === c.value) changed.delete(c.id); else changed.set(c.id, v);
			show();
			say("");
			writeAddress();
			clearTimeout(timer);
			timer = setTimeout(play, 250);
		});
		inputs.set(c.id, show);
		const label = html("label", { for: id }, c.label);
		return html("div", { class: "control" }, ...(field.type === "checkbox" ? [field, label] : [label, field]), ...(shown ? [shown] : []));
	}
	function form() {
		const groups = new Map();
		for (const c of data.controls) {
			if (!groups.has(c.group)) groups.set(c.group, new Map());
			const parts = groups.get(c.group), part = c.part || "";
			parts.set(part, (parts.get(part) || []).concat([input(c)]));
		}
		const folded = (name, children) => html("details", { class: "controls" }, html("summary", {}, name), ...children);
		return [...groups].map(([name, parts], i) => {
			const children = [...parts].flatMap(([part, controls]) => part ? [folded(part, controls)] : controls);
			const group = folded(name, children);
			group.open = i === 0 || parts.size > 1; // so that a third party is one unfolding away
			return group;
		});
	}

	// ---- pictures
	const [width, left] = [400, 130];
	function ladder(answer) {
		const rows = data.ladder.filter(([id]) => answer.arms.some(a => a.name === id)), high = 62 * rows.length + 40;
		const x = share => left + (width - left - 12) * share;
		const g = [];
		for (const s of [0, .25, .5, .75, 1]) g.push(svg("line", { x1: x(s), x2: x(s), y1: 0, y2: high - 36, stroke: "var(--faint)" }), svg("text", { x: x(s), y: high - 20, "text-anchor": "middle", class: "small" }, 100 * s + ""));
		g.push(svg("text", { x: x(.5), y: high - 4, "text-anchor": "middle", class: "small" }, "wars of 100"));
		rows.forEach(([id, name], i) => {
			const a = answer.arms.find(a => a.name === id), y = 62 * i + 12;
			g.push(svg("text", { x: 0, y: y + 22 }, name));
			[["settled_share", "blue", 0], ["kept_share", "orange", 24]].forEach(([key, colour, down]) => {
				[[a.was, "grey", 0], [a.now, colour, 10]].forEach(([counts, tone, below]) => {
					if (!counts) return;
					const e = counts[key], at = y + down + below, c = "var(--" + tone + ")";
					g.push(svg("line", { x1: x(e.low), x2: x(e.high), y1: at, y2: at, stroke: c, "stroke-width": 2 }), svg("circle", { cx: x(e.mean), cy: at, r: 4, fill: c }));
				});
			});
		});
		return picture("Settled (blue) and kept (orange) now; as it is (grey)", high, g);
	}
	function curve(answer) {
		const a = answer.arms[answer.arms.length - 1], n = answer.histories, high = 290;
		const top = Math.max(.1, a.now.settled_share.high, a.was ? a.was.settled_share.high : 0);
		const x = m => 30 + (width - 40) * m / data.months, y = share => high - 40 - (high - 60) * share / top;
		const g = [];
		for (let s = 0; s <= top; s += top > .5 ? .2 : .1) g.push(svg("line", { x1: 30, x2: width - 10, y1: y(s), y2: y(s), stroke: "var(--faint)" }), svg("text", { x: 24, y: y(s) + 4, "text-anchor": "end", class: "small" }, Math.round(100 * s) + ""));
		g.push(...years(x, high - 22));
		const path = (by, colour, dashes) => svg("path", { d: "M" + [0, ...by].map((k, m) => x(m) + " " + y(k / n)).join("L"), fill: "none", stroke: "var(--" + colour + ")", "stroke-width": 2, "stroke-dasharray": dashes });
		const ends = (e, colour, at) => svg("line", { x1: x(at), x2: x(at), y1: y(e.low), y2: y(e.high), stroke: "var(--" + colour + ")", "stroke-width": 2 });
		if (a.was) g.push(path(a.was.by, "grey", "6 3"), ends(a.was.settled_share, "grey", data.months));
		g.push(path(a.now.by, "blue", ""), ends(a.now.settled_share, "blue", data.months + .5), svg("text", { x: 30, y: 12, class: "small" }, "settled wars of 100, " + named(a.name).toLowerCase()));
		return picture("Settled by month: now (blue) and as it is (grey)", high, g);
	}
	function timeline(x, title) {
		const at = m => 76 + (width - 82) * m / data.months, g = years(at, 138);
		const bar = (from, to, y, high, tone) => g.push(svg("rect", { x: at(from), y, width: at(to) - at(from), height: high, fill: "var(--" + tone + ")" }));
		const dot = (m, y, tone, r) => m >= 0 && g.push(svg("circle", { cx: at(m + .5), cy: y, r, fill: "var(--" + tone + ")" }));
		["Talks", "Protocols", "Ceasefires", "Violence"].forEach((name, i) => g.push(svg("text", { x: 0, y: [18, 40, 62, 98][i], class: "small" }, name)));
		(x.Meetings || []).forEach(m => dot(m.Month, 14, "blue", 3.2));
		x.Protocols.forEach(m => m >= 0 && bar(m + .5 - 3 / (at(1) - at(0)), m + .5 + 3 / (at(1) - at(0)), 33, 6, "purple"));
		dot(x.Framework, 36, "ink", 4);
		for (const t of x.Terms || []) bar(t.Signed, Math.min(data.months, t.Last + 1, t.Broken < 0 ? data.months : t.Broken + 1), 54, 8, "green");
		for (const t of x.Terms || []) { // above the bar of the next one
			if (t.Broken >= 0) g.push(svg("text", { x: at(t.Broken + .5), y: 63, "text-anchor": "middle" }, "×"));
		}
		(x.Carried || []).forEach(c => dot(c.Month, 58, "paper", 2.4));
		x.Ordinals.forEach((v, m) => v > 0 && bar(m, m + 1, 116 - 10 * v, 10 * v, "orange"));
		g.push(svg("line", { x1: at(0), x2: at(data.months), y1: 116, y2: 116, stroke: "var(--muted)" }));
		if (x.Ended < x.Months) g.push(svg("line", { x1: at(x.Ended + 1), x2: at(x.Ended + 1), y1: 2, y2: 116, stroke: "var(--ink)", "stroke-width": 1.5 }));
		return picture(title, 142, g);
	}
	const years = (x, y) => {
		const every = 12 * Math.ceil(data.months / 72), g = [];
		for (let m = 0; m <= data.months; m++) if ((data.start + m) % every === 0) g.push(svg("text", { x: Math.max(x(0) + 12, Math.min(width - 22, x(m))), y, "text-anchor": "middle", class: "small" }, (data.start + m) / 12 + ""));
		return g;
	};
	const picture = (title, high, parts) => html("figure", { class: "drawn" }, svg("svg", { class: "figure", viewBox: "0 0 " + width + " " + high, role: "img", "aria-label": title + "; in words and numbers below" }, ...parts), html("figcaption", {}, title));
	function table(answer) {
		const head = ["", ...["settled", "settled and kept"].flatMap(what => differs() ? [what, "as it is", "change (95 % interval)"] : [what])];
		const by = d => points(d.difference) + " (" + points(d.low) + " to " + points(d.high) + ")";
		return html("table", {}, html("caption", {}, "Wars of 100, after " + answer.histories.toLocaleString("en") + " histories"),
			html("thead", {}, html("tr", {}, ...head.map(h => html("th", { scope: "col" }, h)))),
			html("tbody", {}, ...answer.arms.map(a => html("tr", { "data-arm": a.name, "data-settled": a.now.settled, "data-kept": a.now.kept },
				html("th", { scope: "row" }, named(a.name)),
				...["settled", "kept"].flatMap(what => [of(a.now[what + "_share"]), ...(differs() ? [a.was ? of(a.was[what + "_share"]) : "", a.change ? by(a.change[what]) : ""] : [])])
					.map((t, i) => html("td", { "data-head": head[i + 1], class: "number" }, t))))));
	}
	// words of what is changed.
	function words() {
		const one = ([id, v]) => {
			const c = byId.get(id), chosen = c.choices && c.choices.find(x => x.value === v);
			return c.out ? c.part + " out" : c.member ? "not: " + c.label : (c.part ? c.part + ", " : "") + c.label.split(", -1")[0] + ": " + (chosen ? chosen.label : v);
		};
		const count = [...changed].filter(([id]) => !byId.get(id).needs || changed.has(byId.get(id).needs));
		return (count.length > 3 ? count.length + " changes. " : count.map(x => one(x) + ". ").join(""));
	}
	const differs = () => asked.set.length + asked.without.length > 0;
	// gain of one lead over each alone in the first n histories, with its 95 % interval.
	function gain(codes, n) {
		const [alone, led] = [codes[data.ladder[0][0]], codes[data.ladder[data.ladder.length - 1][0]]];
		let sum = 0, squares = 0;
		for (let k = 0; k < n; k++) { const d = !led[k] - !alone[k]; sum -= d; squares += d * d; }
		const mean = sum / n, half = 1.96 * Math.sqrt((squares / n - mean * mean) / n);
		return { mean, words: points(mean) + " (" + points(mean - half) + " to " + points(mean + half) + ")" };
	}
	function coordination(a, n) {
		const last = data.ladder[data.ladder.length - 1][0];
		if (!data.base[last] || !data.base[data.ladder[0][0]]) return "";
		return a.name !== last ? " No answer on a lead: the lead is left out." : " One lead then adds " + gain(codes, n).words + " to each alone, as it is " + points(gain(data.base, n).mean) + ".";
	}
	function show(answer) {
		const a = answer.arms[answer.arms.length - 1], d = a.change && a.change.settled;
		const how = (!d ? "" : d.low > 0 ? "More wars are settled" : d.high < 0 ? "Fewer wars are settled" : "No difference can be told") + " if " + named(a.name).toLowerCase() + ": ";
		finding.textContent = !differs() ? "As it is, " + of(a.now.settled_share) + " of 100 wars are settled if " + named(a.name).toLowerCase() + ". Change something."
			: words() + (answer.histories < target ? "So far: " : "") + how + points(d ? d.difference : 0) + " of 100 (" + points(d.low) + " to " + points(d.high) + "), now " + of(a.now.settled_share) + ", as it is " + of(a.was.settled_share) + "." + coordination(a, answer.histories);
		if (answer.histories === target) status.textContent = "Ready: " + target.toLocaleString("en") + " histories" + (differs() ? ", each with the change and without." : ".");
		pictures.replaceChildren(ladder(answer), curve(answer));
		numbers.replaceChildren(table(answer));
		line.textContent = command(asked, answer.histories);
		section.dataset.histories = answer.histories;
		section.dataset.workers = players.size;
	}

	// ---- playing: each worker plays chunks of the histories, which are shown from the first one on without a gap
	const workers = []; // that are ready
	let starting = 0, spare; // how many start; the engine, compiled, for those that start once the first numbers are there
	const players = new Set(); // those of this question
	let asked, given, codes, chunks, shown; // the change, histories given out, codes of those to show, chunks that came before their turn, histories shown
	function play() {
		inputs.forEach(show => show());
		unchanged.textContent = changed.size ? "Told as the war is, without the change above." : "";
		if (!workers.length) return;
		question++;
		[asked, given, codes, chunks, shown] = [change(), 0, {}, new Map(), 0];
		players.clear();
		status.textContent = "Playing…";
		if (changed.size) workers.forEach(w => give(w));
		else workers[0].postMessage({ question, change: asked, answer: data.base });
	}
	// give a worker its next chunk, after an answer with the codes that it is handed.
	function give(worker, answer) {
		const first = given, histories = Math.min(first < 100 ? 25 : 50, target - first);
		given += histories;
		if (answer || histories) worker.postMessage({ question, change: asked, answer, play: histories ? { first, histories } : null });
	}
	function played(worker, x) {
		players.add(worker);
		chunks.set(x.play.first, x.codes);
		const there = () => Object.values(codes)[0]?.length || 0, before = there();
		while (chunks.has(there())) {
			const at = there(), chunk = chunks.get(at);
			chunks.delete(at);
			for (const arm in chunk) codes[arm] = (codes[arm] || []).concat(chunk[arm]);
		}
		give(worker, there() > before ? codes : undefined);
	}
	function failed(words) {
		status.textContent = "";
		section.prepend(html("p", { class: "absent" }, "This page cannot play here (" + words + "): this browser lets no file do so. Open it in another browser, or by this command, which shows it on this machine alone:"), html("pre", {}, html("code", {}, data.page + " --serve")));
		line.textContent = command(change(), target);
	}
	function heard(worker, x) {
		if (x.ready) joined(worker, x.compiled);
		else if (x.failed) refused(worker, x.failed);
		else if (x.tell) told(x);
		else if (x.question !== question) return;
		else if (x.error) { status.textContent = ""; say(x.error.split("\n")[0]); }
		else if (x.answer) answered(x.answer);
		else played(worker, x);
	}
	// answered by workers of which one may be late: what is shown grows.
	function answered(answer) {
		if (answer.histories >= shown) show(answer);
		shown = Math.max(shown, answer.histories);
		others();
	}
	function joined(worker, compiled) {
		starting--;
		workers.push(worker);
		if (!compiled) { // not the first
			if (workers.length === 1) play(); // the others stopped
			else if (changed.size) give(worker);
			return;
		}
		section.dataset.ready = Math.round(performance.now());
		spare = compiled;
		play();
		tellForm();
	}
	function others() {
		for (let n = Math.min(navigator.hardwareConcurrency || 1, 4); spare && n > 1; n--) start({ compiled: spare });
		spare = null;
	}
	// refused: without any worker nothing plays; what one was given that has stopped, others play.
	function refused(worker, words) {
		worker.terminate();
		const at = workers.indexOf(worker);
		if (at >= 0) workers.splice(at, 1);
		else starting--;
		if (!workers.length && !starting) failed(words);
		else if (at >= 0) play();
	}
	function start(engine) {
		const worker = new Worker(URL.createObjectURL(new Blob([data.worker], { type: "text/javascript" })));
		worker.onmessage = e => heard(worker, e.data);
		worker.onerror = e => refused(worker, e.message || "no worker may start");
		worker.onmessageerror = () => refused(worker, "no worker gets the engine");
		starting++;
		worker.postMessage({ war: data.war, base: data.base, ...engine });
	}

	// ---- one history, told
	const story = slot("one-history"), tale = html("div", { class: "tale", "aria-live": "polite" }), unchanged = html("p", { class: "note" });
	const record = data.record ? [timeline(data.record, "The record")] : [];
	function tellForm() {
		const number = html("input", { id: "history-number", type: "number", min: 0, max: target - 1, value: 0 });
		const regimes = data.ladder.filter(([id]) => data.base[id]), regime = html("select", { id: "history-regime" }, ...regimes.map(([id, name]) => html("option", { value: id }, name)));
		const [alone, led] = [data.base[regimes[0][0]], data.base[regimes[regimes.length - 1][0]]];
		regime.value = regimes[regimes.length - 1][0];
		const tell = more => {
			number.value = Math.max(0, Math.min(target - 1, Math.round(+number.value) || 0));
			workers[0]?.postMessage({ tell: { regime: regime.value, history: +number.value, ...more } });
		};
		const settled = led.map((code, k) => [code >> 1, k]).filter(([m]) => m).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
		const button = (words, k, more) => {
			const b = html("button", { type: "button" }, words);
			b.disabled = !(k >= 0);
			b.addEventListener("click", () => { number.value = k; tell({ label: words, ...more }); });
			return b;
		};
		number.addEventListener("change", () => tell());
		regime.addEventListener("change", () => tell());
		const typical = [button("A typical settled one", settled.length ? settled[settled.length >> 1][1] : -1), button("A typical failed one", led.findIndex((code, k) => !code && !alone[k]))];
		story.prepend(html("div", { class: "buttons" }, ...typical, button("Where one leading and each alone part", led.findIndex((code, k) => !code !== !alone[k]), { beside: regimes[0][0] }),
			html("label", { for: "history-number" }, "History number"), number, html("label", { for: "history-regime" }, "played as"), regime), unchanged, tale);
		(typical.find(b => !b.disabled) || { click: tell }).click();
	}
	function told({ tell, history, error }) {
		const { told, parted, lines } = history || { told: [], lines: [] }, names = [tell.regime, tell.beside].map(named);
		const words = html("details", { class: "told" }, html("summary", {}, "Month by month"),
			...told.flatMap(s => [...(s.Heading ? [html("h3", {}, s.Heading)] : []), ...(s.Blocks || []).filter(b => b.Text || b.Note).map(b => html("p", {}, b.Text || b.Note))]));
		tale.replaceChildren(...(error ? [html("p", { class: "absent" }, error)] : []), ...(parted ? [html("p", { class: "answer" }, parted)] : []),
			...lines.map((line, i) => timeline(line, (tell.label ? tell.label + ": history " : "History ") + tell.history + ", " + names[i].toLowerCase())), ...record, words);
		tale.dataset.history = tell.history;
	}
	tale.append(...record);
	story.append(tale, html("p", { class: "note" }, "Square: a month with issues agreed; large dot: a framework; cross: a ceasefire broken; hole: signed without a meeting. Violence: 1, little, to 4, open war."));

	section.append(finding, status, said, html("div", { class: "ask" }, html("div", {}, ...form(), (() => {
		const b = html("button", { type: "button" }, "All as it is");
		b.addEventListener("click", () => { changed.clear(); say(""); writeAddress(); play(); });
		return b;
	})()), html("div", {}, pictures)), numbers, html("p", { class: "note" }, "On the command line:"), html("pre", { tabindex: "0", role: "region", "aria-label": "Command" }, line));
	addEventListener("hashchange", () => { readAddress(); play(); });
	readAddress();
	inputs.forEach(show => show());
	line.textContent = command(change(), target);
	status.textContent = "Getting ready…";
	try {
		if (!self.WebAssembly || !self.DecompressionStream) throw new Error("no WebAssembly");
		start({ engine: data.engine });
	} catch (e) {
		failed(e.message);
	}
})();
