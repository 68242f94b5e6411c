/**
 * The order of the house: a folder imports only from the folders before it, and only from their doors (`index.ts`).
 * What each is for stands in CONTRIBUTING.md.
 */
const folders = [
  "sql/text",
  "sql/statement",
  "schema",
  "locks/table",
  "database",
  "migrations",
  "history",
  "import",
  "plan",
  "engine",
  "gate",
  "catalog",
  "rows",
  "row-types",
  "trial",
  "locks",
  "lint",
  "verify",
  "reverse",
  "impact",
  "fleet",
  "commands",
  "report",
  "rules",
  "settings",
  "testing",
  "editor",
  "cli",
];

/** Folders of files that are loaded one at a time, by the command that needs them. */
const withoutDoor = ["commands", "report", "rules", "settings", "testing", "cli"];

const everywhere = [
  "^src/errors/",
  "^src/events\\.ts$",
  "^src/version\\.ts$",
  "^src/optional-package\\.ts$",
  "^src/nearest-name\\.ts$",
  "^src/thread-program\\.ts$",
  "^src/variable-reference\\.ts$",
];

const inside = (folder) => (folder === "locks" ? "^src/locks/(?!table/)" : `^src/${folder}/`);

const order = folders.map((folder, index) => ({
  name: `${folder.replace("/", "-")}-imports-only-from-before`,
  severity: "error",
  from: { path: inside(folder) },
  to: {
    path: "^src/",
    pathNot: [...everywhere, ...folders.slice(0, index + 1).map(inside)],
  },
}));

const doors = folders
  .filter((folder) => !withoutDoor.includes(folder))
  .map((folder) => ({
    name: `${folder.replace("/", "-")}-has-one-door`,
    severity: "error",
    from: { path: "^src/", pathNot: inside(folder) },
    to: {
      path: inside(folder),
      pathNot: `^src/${folder}/index\\.ts$`,
      dependencyTypesNot: ["dynamic-import"],
    },
  }));

export default {
  forbidden: [
    ...order,
    ...doors,
    {
      name: "errors-and-events-stand-alone",
      severity: "error",
      from: { path: ["^src/errors/", "^src/events\\.ts$"] },
      to: { path: "^src/", pathNot: everywhere },
    },
    {
      name: "nothing-imports-the-library-entry",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^src/index\\.ts$" },
    },
    {
      name: "library-does-not-reach-the-command-line",
      severity: "error",
      from: { path: "^src/(index\\.ts$|rules/|testing/|compat/)" },
      to: { path: "^src/cli/" },
    },
    {
      name: "compat-does-not-reach-the-library-entry",
      severity: "error",
      from: { path: "^src/compat/" },
      to: { path: "^src/index\\.ts$" },
    },
    {
      name: "nothing-imports-compat",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/compat/" },
      to: { path: "^src/compat/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "only-the-statement-model-knows-the-parser",
      severity: "error",
      from: { pathNot: "^src/sql/statement/" },
      to: { path: "libpg-query|@pgsql/types" },
    },
    {
      name: "only-database-knows-the-drivers",
      severity: "error",
      from: { pathNot: "^src/database/" },
      to: { path: "node_modules/(pg|@electric-sql)/" },
    },
    {
      name: "only-catalog-knows-the-difference-library",
      severity: "error",
      from: { pathNot: "^src/catalog/" },
      to: { path: "@supabase/pg-delta" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
  },
};
