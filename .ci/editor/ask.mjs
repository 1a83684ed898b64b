// Asks the language server of editors for TOML, about a scenario that names its
// schema, what an editor would: what a key means, which keys and values may stand
// somewhere, and what is wrong. Usage: node ask.mjs SCENARIO; exit code 1 if an
// answer is not as it should be.
import { readFileSync, promises as files } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import taplo from "@taplo/lsp";

const file = path.resolve(process.argv[2]);
const uri = pathToFileURL(file).href;
const written = readFileSync(file, "utf8");
const settings = { schema: { enabled: true, catalogs: [] } };
const waiting = new Map();
let asked = 0;
let faults = () => {};

const environment = {
  now: () => new Date(),
  envVar: () => undefined,
  envVars: () => [],
  stdErrAtty: () => false,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: async (bytes) => bytes.length,
  glob: () => [file],
  readFile: (name) => files.readFile(name),
  writeFile: () => Promise.reject(new Error("nothing is written")),
  urlToFilePath: (url) => (url.startsWith("file:") ? fileURLToPath(url) : url),
  isAbsolute: path.isAbsolute,
  cwd: () => path.dirname(file),
  findConfigFile: () => undefined,
};

const server = await taplo.TaploLsp.initialize(environment, {
  onMessage(message) {
    if (message.method === "workspace/configuration") {
      answer(message.id, message.params.items.map(() => settings));
    } else if (message.method === "textDocument/publishDiagnostics") {
      faults(message.params.diagnostics.map((d) => d.message));
    } else if (waiting.has(message.id)) {
      waiting.get(message.id)(message.result);
    }
  },
});

function answer(id, result) {
  server.send({ jsonrpc: "2.0", id, result });
}

function tell(method, params) {
  server.send({ jsonrpc: "2.0", method, params });
}

function ask(method, params) {
  const id = ++asked;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    server.send({ jsonrpc: "2.0", id, method, params });
  });
}

// type shows the server a text in place of what was there, and returns the place
// behind the mark |, which is taken out.
let version = 1;
function type(text) {
  const [before, after = ""] = text.split("|");
  const lines = before.split("\n");
  const textDocument = { uri, version: ++version };
  tell("textDocument/didChange", { textDocument, contentChanges: [{ text: before + after }] });
  return { textDocument: { uri }, position: { line: lines.length - 1, character: lines.at(-1).length } };
}

function want(what, got, ...parts) {
  const text = JSON.stringify(got);
  const missing = parts.filter((part) => !text.includes(part));
  console.log(`${missing.length ? "FAILED" : "ok"}: ${what}`);
  if (missing.length) {
    console.log(`  no ${missing.join(", ")} in ${text}`);
    process.exitCode = 1;
  }
}

async function faultsOf(text, known) {
  const found = new Promise((resolve) => {
    faults = (list) => (list.some((message) => message.includes(known)) ? resolve(list) : undefined);
    setTimeout(() => resolve(["nothing was said in 20 seconds"]), 20_000).unref();
  });
  type(text);
  return found;
}

const folder = { uri: pathToFileURL(path.dirname(file)).href, name: "scenarios" };
await ask("initialize", {
  processId: null, rootUri: null, workspaceFolders: [folder], capabilities: {},
  initializationOptions: { configurationSection: "evenBetterToml" },
});
tell("initialized", {});
const opened = new Promise((resolve) => { faults = resolve; });
tell("textDocument/didOpen", { textDocument: { uri, languageId: "toml", version, text: written } });
await opened;

want("a key is explained, with unit, range and default",
  await ask("textDocument/hover", type(written.replace("optimism", "opt|imism"))),
  "believes the war is worth", "Unit: chance", "more than 0 and less than 1", "Default: 0.5");
want("keys are offered",
  await ask("textDocument/completion", type(written.replace("[party.government]", "[party.government]\n|\n"))),
  '"cohesion"', '"strength_share"', '"strategy"');
want("regimes are offered",
  await ask("textDocument/completion", type(written.replace("coordination.lead", 'coordination.regime = "|"\ncoordination.lead'))),
  "networked", "lead-only");
want("a misspelt key is found", await faultsOf(written.replace("optimism", "optimsm"), "optimsm"), "'optimsm' was unexpected");
want("a value out of range is found", await faultsOf(written.replace("bias = 0.7", "bias = 7"), "maximum"), "7 is greater than the maximum of 1");
server.dispose();
