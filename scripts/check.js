// What `npm test` asks before it runs tests, as many checks at once as there are processors, the longest first.
// What each one writes is shown when it ends; the first that fails ends the others.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";

/** Those of one line follow each other. */
const chains = [
  ["check:types"],
  ["dependencies", "check:package"], // builds what is not built yet
  ["check:imports"],
  ["check:lint"],
  ["check:format"],
];

const running = new Set();

await Promise.all(Array.from({ length: availableParallelism() }, work));

async function work() {
  for (let chain = chains.shift(); chain !== undefined; chain = chains.shift())
    for (const name of chain) await check(name);
}

function check(name) {
  const env = { ...process.env, npm_config_ignore_scripts: "true" }; // packing need not build once more
  const child = spawn("npm", ["run", "--silent", name], {
    shell: process.platform === "win32",
    env,
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (output += chunk.toString()));
  return new Promise((resolve) => {
    child.on("close", (code) => {
      running.delete(child);
      if (process.exitCode) return;
      console.log(`${code === 0 ? "passed" : "FAILED"}  ${name}${code === 0 ? "" : `\n${output}`}`);
      if (code === 0) resolve();
      else stop();
    });
  });
}

function stop() {
  process.exitCode = 1;
  for (const child of running) child.kill();
}
