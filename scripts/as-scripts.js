// esbuild splits a bundle into ES modules only. This turns each of them into a script that `require` loads, because V8
// keeps what it has compiled of scripts (src/cli/start/), and Node 20 nothing of modules.

const importing =
  /import(?: ([\w$]+)(?:,| (?=from)))?(?:\{([^{}]*)\}|\*as ([\w$]+) )?(?:from)?"([^"]+)";/g;
const exporting = /export\{([^{}]*)\};/g;

/** Functions of Node's own modules that take a while to load, and are called now and then. */
const late = {
  "node:child_process": ["spawn"],
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

/**
 * The file of a bundle as a script. The text is esbuild's own, without white space; what it says of the file's imports holds the
 * reading of it.
 * @param {string} code
 * @param {{ imports: { path: string, kind: string, external?: boolean }[], exports: string[] }} said by esbuild's metafile
 */
export function asScript(code, said) {
  const [shebang = ""] = /^#!.*\n/.exec(code) ?? [];
  const requires = [];
  const assignments = [];
  let count = 0;
  const body = code
    .slice(shebang.length)
    .replaceAll(importing, (_, whole, names, namespace, path) => {
      count++;
      requires.push(requireOf(path, { whole, names, namespace }));
      return "";
    })
    .replaceAll(exporting, (_, names) => {
      assignments.push(...pairs(names).map(([local, name]) => `exports.${name}=${local};`));
      return "";
    })
    .replace(/export default (?=require_\w+\(\);)/, () => {
      assignments.push("");
      return "exports.default=";
    });
  const expected = said.imports.filter(({ kind }) => kind === "import-statement").length;
  if (count !== expected || assignments.length !== said.exports.length)
    throw new Error(
      `Not understood: ${said.entryPoint} with ${count} imports of ${expected}, and exports ${said.exports.join()}`,
    );
  const text = [...requires, withPlainClock(withoutImports(body)), ...assignments].join("");
  return `${shebang}"use strict";${text}\n`;
}

function requireOf(path, { whole, names, namespace }) {
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

/** Other files of the bundle are required when they are asked for; everything else is imported, by the one file that can. */
function withoutImports(code) {
  return code
    .replaceAll(/\bimport\(("\.\/[\w-]+\.js")\)/g, "Promise.resolve().then(()=>require($1))")
    .replaceAll(/(?<![\w$.])import\((?!"node-pg-migrate"\)\.)/g, 'require("./import.js")(') // there it is a type in a template
    .replaceAll("import.meta.url", 'require("node:url").pathToFileURL(__filename).href')
    .replaceAll("import.meta.resolve", "undefined"); // only the sources ask for it
}

/** The global `performance` loads all that Node can measure, for nothing but the time. */
function withPlainClock(code) {
  return code.replaceAll("performance.now()", "(Number(process.hrtime.bigint())/1e6)");
}
