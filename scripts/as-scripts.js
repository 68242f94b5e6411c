// esbuild splits a bundle into ES modules only. This turns each of them into a script that `require` loads, because V8
// keeps what it has compiled of scripts (src/cli/start/), and Node 20 nothing of modules.
import { initSync, parse } from "es-module-lexer";

initSync();

/** Functions of Node's own modules that take a while to load, and are called now and then. */
const late = {
  "node:child_process": ["execFile", "spawn"],
  "node:crypto": [
    "createHash",
    "createHmac",
    "hash",
    "randomBytes",
    "randomUUID",
    "timingSafeEqual",
  ],
  "node:readline/promises": ["createInterface"],
  "node:tls": ["connect"],
  "node:v8": ["setFlagsFromString"],
  "node:zlib": ["gunzipSync", "gzipSync"],
};

/** For esbuild to define: the global `performance` loads all that Node can measure, for nothing but the time. */
export const plainClock = { "performance.now": "plainClock" };

const clock = "const plainClock=()=>Number(process.hrtime.bigint())/1e6;";

/** The file of a bundle, which esbuild has written without white space, as a script. */
export function asScript(code) {
  const [imports, exports] = parse(code);
  const isStatic = ({ d }) => d === -1;
  const requires = imports.filter(isStatic).map(({ ss, se }) => requireOf(code.slice(ss, se)));
  const [body, assignments] = withoutExports(withoutImports(code, imports), exports);
  const needed = code.includes("plainClock") ? clock : "";
  return `"use strict";${needed}${requires.join("")}${body}${assignments}\n`;
}

/** A text in which nothing is imported any more. */
function withoutImports(code, imports) {
  return imports.toReversed().reduce((text, one) => {
    const [start, end, instead] = insteadOf(one, code);
    return text.slice(0, start) + instead + text.slice(end);
  }, code);
}

/** What stands where something is imported, by the lexer's positions; `d` is -1 for a statement, -2 for `import.meta`. */
function insteadOf({ ss, se, d, n }, code) {
  if (d === -1) return [ss, se + 1, ""]; // its semicolon too
  if (d === -2) return insteadOfMeta(ss, se, code);
  if (n?.startsWith("./")) return [ss, se, `Promise.resolve().then(()=>require("${n}"))`];
  return [ss, d, 'require("./import.js")']; // the one file that can import what is not of the bundle
}

function insteadOfMeta(start, end, code) {
  const [property] = /^\.\w+/.exec(code.slice(end)) ?? [""];
  return [start, end + property.length, ofMeta[property]];
}

const ofMeta = {
  ".url": 'require("node:url").pathToFileURL(__filename).href',
  ".resolve": "undefined", // only the sources ask for it
};

/** A text without its `export`, which stands at its end, and what is written in its place. */
function withoutExports(code, exports) {
  const [statement, names] = /export\{([^{}]*)\};\s*$/.exec(code) ?? [""];
  const named = pairs(names ?? "").map(([local, name]) => `exports.${name}=${local};`);
  const body = code.slice(0, code.length - statement.length);
  const whole = body.replace(/export default (?=require_\w+\(\);\s*$)/, "exports.default=");
  const found = named.length + Number(whole !== body);
  if (found !== exports.length)
    throw new Error(`Not understood: ${found} exports of ${exports.map(({ n }) => n).join()}`);
  return [whole, named.join("")];
}

const importing =
  /^import(?: ([\w$]+)(?:,| (?=from)))?(?:\{([^{}]*)\}|\*as ([\w$]+) )?(?:from)?"([^"]+)"$/;

function requireOf(statement) {
  const [, whole, names, namespace, path] = importing.exec(statement);
  const module = `require(${JSON.stringify(path)})`;
  const parts = [];
  if (whole) parts.push(`const ${whole}=${module};`);
  if (namespace) parts.push(`const ${namespace}=${module};`);
  const asked = pairs(names ?? "");
  const isLate = ([name]) => late[path]?.includes(name) === true;
  const now = asked.filter((pair) => !isLate(pair));
  if (now.length > 0) parts.push(`const{${now.map(asProperty).join()}}=${module};`);
  parts.push(...asked.filter(isLate).map((pair) => whenCalled(module, pair)));
  return parts.length === 0 ? `${module};` : parts.join("");
}

function whenCalled(module, [name, local]) {
  return `const ${local}=(...given)=>${module}.${name}(...given);`;
}

/** `a as b, c` as [["a", "b"], ["c", "c"]]. */
function pairs(names) {
  return names
    .split(",")
    .filter(Boolean)
    .map((name) => {
      const [from, to = from] = name.trim().split(" as ");
      return [from, to];
    });
}

function asProperty([name, local]) {
  return name === local ? name : `${name}:${local}`;
}
