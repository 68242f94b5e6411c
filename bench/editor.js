// @ts-check
// How long `pgmaestro lsp` takes to answer a keystroke in a long file after many migrations. README.md says more.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { writeMixed } from "./lint-workload.js";
import { goalLine } from "./report.js";
import { runBench } from "./run-bench.js";
import { withTemporaryDirectory } from "./temporary.js";
import { pgmaestro, program } from "./tools/pgmaestro.js";

/** The whole bench. */
async function main() {
  const missing = pgmaestro.missing();
  if (missing !== undefined) throw new Error(missing);
  const { values } = parseArgs({ options: { keys: { type: "string", default: "200" } } });
  await withTemporaryDirectory(async (temporary) => {
    const { files } = writeMixed(join(temporary, "migrations"), 500);
    const file = join(temporary, "migrations", "1999999999999_long.sql");
    const text = longMigration(files);
    writeFileSync(file, text);
    const [load = 0] = loadavg();
    const times = await type(temporary, file, text, Number(values.keys));
    times.sort((one, other) => one - other);
    const at = (/** @type {number} */ part) => times[Math.floor((times.length - 1) * part)] ?? NaN;
    console.log(
      `pgmaestro ${pgmaestro.version()}, Node ${process.versions.node}, ${times.length} keystrokes, load ${load.toFixed(1)}`,
    );
    console.log(
      `minimum ${at(0).toFixed(1)}, median ${at(0.5).toFixed(1)}, 95 % ${at(0.95).toFixed(1)}, maximum ${at(1).toFixed(1)} ms`,
    );
    console.log(
      goalLine({ name: "answer to a keystroke (95 %)", value: at(0.95), limit: 50, unit: " ms" }),
    );
  });
}

/**
 * A migration of 200 lines: what others of the directory do.
 * @param {string[]} files
 */
function longMigration(files) {
  const statements = files
    .slice(0, 200)
    .flatMap((file) => readFileSync(file, "utf8").split("-- Down Migration")[0]?.split("\n") ?? [])
    .filter((line) => /^[A-Z].*;$/.test(line))
    .map((line) => line.replaceAll(/items_(\d+)/g, "things_$1"));
  return ["-- Up Migration", ...statements.slice(0, 198), "-- Down Migration", ""].join("\n");
}

/**
 * Types a comment in the middle of the file, a letter at a time, and waits for the findings after each.
 * @param {string} root
 * @param {string} file
 * @param {string} text
 * @param {number} count
 */
async function type(root, file, text, count) {
  const client = new Client(root);
  const uri = pathToFileURL(file).href;
  await client.ask("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    capabilities: {},
  });
  client.tell("initialized", {});
  const textDocument = { uri, languageId: "sql", version: 1, text };
  client.tell("textDocument/didOpen", { textDocument });
  await client.said(1);
  const times = [];
  for (let version = 2; version < count + 2; version++) {
    const place = { line: 100, character: 0 };
    const change = { range: { start: place, end: place }, text: version === 2 ? "--\n" : " " };
    const begin = performance.now();
    client.tell("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [change],
    });
    await client.said(version);
    times.push(performance.now() - begin);
  }
  await client.ask("shutdown", null);
  client.tell("exit", null);
  return times;
}

/** As little of a client as this needs. */
class Client {
  /** @param {string} root */
  constructor(root) {
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, [program, "lsp"], {
      cwd: root,
      env: { PATH, HOME },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.input = child.stdin;
    this.rest = Buffer.alloc(0);
    this.version = 0;
    this.count = 0;
    this.answered = 0;
    this.heard = () => {};
    child.stdout.on("data", (chunk) => this.read(chunk));
  }

  /** @param {Buffer} chunk */
  read(chunk) {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (;;) {
      const end = this.rest.indexOf("\r\n\r\n");
      const length = Number(
        /Content-Length: (\d+)/.exec(this.rest.toString("latin1", 0, end))?.[1],
      );
      if (end < 0 || this.rest.length < end + 4 + length) return;
      const message = JSON.parse(this.rest.toString("utf8", end + 4, end + 4 + length));
      this.rest = this.rest.subarray(end + 4 + length);
      if (message.method === "textDocument/publishDiagnostics")
        this.version = message.params.version;
      else if (message.id !== undefined && message.method === undefined) this.answered = message.id;
      this.heard();
    }
  }

  /** @param {object} message */
  send(message) {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.input.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  /** @param {string} method @param {unknown} params */
  tell(method, params) {
    this.send({ method, params });
  }

  /** @param {string} method @param {unknown} params */
  async ask(method, params) {
    const id = ++this.count;
    this.send({ id, method, params });
    await this.until(() => this.answered >= id);
  }

  /**
   * When findings of a version of the text have come.
   * @param {number} version
   */
  said(version) {
    return this.until(() => this.version >= version);
  }

  /** @param {() => boolean} isSo */
  async until(isSo) {
    while (!isSo()) await new Promise((resolve) => (this.heard = () => resolve(undefined)));
  }
}

await runBench(main);
