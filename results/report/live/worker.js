// The worker: it starts the engine, then plays on, a chunk at a time, until a new question comes.
let played = 0, wanted = 0, question = 0;

const ask = request => JSON.parse(parley(JSON.stringify(request)));
const next = new MessageChannel();
next.port1.onmessage = play;

onmessage = async ({ data }) => {
	if (data.engine) {
		try {
			const bytes = Uint8Array.from(atob(data.engine), c => c.charCodeAt(0));
			const wasm = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
			const go = new Go(), { instance } = await WebAssembly.instantiate(wasm, go.importObject);
			go.run(instance);
			const reply = ask({ war: data.war, base: data.base });
			postMessage(reply.error ? { error: reply.error } : { ready: true });
		} catch (e) {
			postMessage({ error: String(e) });
		}
		return;
	}
	if (data.tell) {
		postMessage({ tell: data.tell, ...ask({ tell: data.tell }) });
		return;
	}
	const reply = ask({ change: data.change });
	[question, played, wanted] = [data.question, 0, reply.error ? 0 : data.histories];
	if (reply.error) postMessage({ question, error: reply.error });
	next.port2.postMessage(0);
};

function play() {
	if (played >= wanted) return;
	played = Math.min(wanted, played + (played < 100 ? 25 : 100));
	postMessage({ question, ...ask({ play: played }) });
	next.port2.postMessage(0);
}
