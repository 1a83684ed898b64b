// A worker: it starts the engine, then plays the chunks of histories that the page gives it.
let question = 0;

const ask = request => JSON.parse(parley(JSON.stringify(request)));

// inflated is the engine as the page has it, compiled while it is inflated.
function inflated(engine) {
	const text = atob(engine), bytes = new Uint8Array(text.length);
	for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
	const wasm = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
	return WebAssembly.compileStreaming(new Response(wasm, { headers: { "Content-Type": "application/wasm" } }));
}

// start the engine; the first worker compiles it for all, and verifies the numbers of the page.
async function start({ engine, compiled, war, base }) {
	const go = new Go(), module = compiled || await inflated(engine);
	go.run(await WebAssembly.instantiate(module, go.importObject));
	const { error } = ask({ war, base, verify: !compiled });
	if (error) throw error;
	postMessage({ ready: true, compiled: compiled ? undefined : module });
}

onmessageerror = () => postMessage({ failed: "a worker does not get the engine" });

onmessage = ({ data }) => {
	if (data.war) {
		start(data).catch(e => postMessage({ failed: String(e) }));
		return;
	}
	if (data.tell) {
		postMessage({ tell: data.tell, ...ask({ tell: data.tell }) });
		return;
	}
	if (data.question !== question) {
		question = data.question;
		const { error } = ask({ change: data.change });
		if (error) {
			postMessage({ question, error });
			return;
		}
	}
	if (data.answer) postMessage({ question, ...ask({ answer: data.answer }) });
	if (data.play) postMessage({ question, play: data.play, ...ask({ play: data.play }) });
};
