// Builds dist/: the library file by file with its types (tsc), and the command line as one
// bundle split by command (esbuild), because loading many small files is most of its start-up.
import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";
import { throughDoors } from "./through-doors.js";

const require = createRequire(import.meta.url);

if (process.argv.includes("--unless-fresh") && isFresh()) process.exit();

rmSync("dist", { recursive: true, force: true });
execFileSync(
  process.execPath,
  [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"],
  {
    stdio: "inherit",
  },
);
await build({
  entryPoints: { pgmaestro: "src/cli/main.ts" },
  outdir: "dist/bin",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  plugins: [throughDoors],
  // pg builds a Response to find out whether it runs on Cloudflare, which makes Node 20 load its whole fetch.
  define: { Response: "undefined" },
  external: ["@electric-sql/*", "libpg-query", "jiti", "pg-native"],
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
  logLevel: "warning",
});
chmodSync("dist/bin/pgmaestro.js", 0o755);

/** Whether nothing has changed since the last build: npx prepares a checkout anew before it runs its command. */
function isFresh() {
  const built = modified("dist/bin/pgmaestro.js");
  const sources = readdirSync("src", { recursive: true }).map((file) => `src/${file}`);
  return [...sources, "scripts/build.js", "package.json"].every((file) => modified(file) < built);
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
