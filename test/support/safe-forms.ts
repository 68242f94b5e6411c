import { directives } from "../../src/sql/text/index.ts";
import { safeRecipes } from "./safe-recipes.ts";

/** The recipes by what they are for, each with what it is called. */
const chapters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Indexes: {
    "add-index": "An index",
    "add-index-with-timeouts": "An index, and its end, with timeouts",
    "add-index-after-block": "An index after what a transaction changes",
    "add-index-dropping-invalid": "An index after an attempt that failed",
    "add-index-gitlab": "An index, as GitLab's helper builds it",
    "drop-index": "To drop an index",
    "drop-index-unguarded": "To drop an index, without a guard",
    reindex: "To build an index anew",
    "add-partitioned-index": "An index of a partitioned table",
    "add-partitioned-index-gitlab": "An index of a partitioned table, as GitLab's helper builds it",
  },
  "Foreign keys": {
    "add-foreign-key-in-two-files": "A foreign key",
    "add-foreign-key-in-blocks": "A foreign key in one file",
    "add-foreign-key-without-transaction": "A foreign key in one file, statement by statement",
    "add-foreign-key-gitlab": "A foreign key, as GitLab's helper adds it",
    "add-reference": "A column that references another table",
    "replace-foreign-key": "Another ON DELETE",
    "drop-foreign-key-before-table": "To drop a table that references others",
  },
  "CHECK and NOT NULL": {
    "add-check-in-two-files": "A CHECK",
    "add-check-in-blocks": "A CHECK in one file",
    "add-check-text-limit": "A limit of a text",
    "replace-check": "Another CHECK in the place of one",
    "set-not-null-rails": "NOT NULL",
    "set-not-null-pgfence": "NOT NULL in four migrations, with timeouts",
    "set-not-null-in-blocks": "NOT NULL in one file",
    "set-not-null-gitlab": "NOT NULL by a CHECK that stays",
    "set-not-null-18": "NOT NULL since PostgreSQL 18",
  },
  "UNIQUE and primary keys": {
    "add-unique": "A unique constraint",
    "add-unique-in-one-file": "A unique constraint in one file",
    "add-partitioned-unique": "A unique constraint of a partitioned table",
    "add-identity-key": "A primary key",
    "replace-primary-key": "Another primary key",
    "replace-primary-key-in-one-file": "Another primary key, in one file",
    "change-key-to-bigint": "A primary key that becomes bigint",
  },
  Columns: {
    "add-column": "A column",
    "add-column-constant-default": "A column with a constant default",
    "add-column-volatile-default": "A column with a default that is computed for every row",
    "add-column-guarded-in-block": "A column with a guard, and timeouts",
    "add-json-column": "A column of JSON",
    "add-domain-column": "A column whose values are checked, without a domain",
    "set-default": "Another default",
    "drop-column": "To drop a column",
    "rename-column-with-new-column": "Another name for a column",
    "change-column-type-free": "Another type, where it costs nothing",
    "change-type-with-new-column": "Another type, by a new column",
  },
  "Tables, views, types and triggers": {
    "create-schema-and-table": "A schema with its tables",
    "rename-table-with-view": "Another name for a table",
    "truncate-by-batches": "To delete old rows in batches",
    "create-trigger": "A trigger",
    "row-security": "Row level security",
    "refresh-materialized-view": "To refresh a materialized view",
    "add-enum-value": "A value of an enum",
  },
  Partitions: {
    "add-partition-attach": "A partition, attached",
    "add-partition-of-existing-table": "A table with rows that becomes a partition",
    "detach-partition": "To detach a partition",
  },
  Rows: {
    "backfill-in-batches": "A backfill in batches",
    "backfill-in-loop": "A backfill in a loop that commits",
    "backfill-by-ctid": "A backfill without a key: one batch",
  },
};

const introduction = `# Safe forms

How PostgreSQL's manual, strong_migrations, GitLab's guide, squawk, pgfence, MigrationPilot and others say to change a database
that is in use, by what is to be changed. \`lint\` calls none of them an error, which a test holds; where one needs a
[directive](migrations.md) or an [ignore comment](lint.md#to-ignore-a-finding), it stands in the block and above it. Each block is a migration.
`;

/** The recipes that no chapter has. */
export function leftOut(): string[] {
  const known = new Set(Object.values(chapters).flatMap((forms) => Object.keys(forms)));
  return safeRecipes.map(({ name }) => name).filter((name) => !known.has(name));
}

/** `docs/safe-forms.md`. */
export function safeFormsPage(): string {
  const parts = Object.entries(chapters).map(([chapter, forms]) => {
    const shown = Object.entries(forms).map(([name, title]) => form(name, title));
    return [`## ${chapter}`, ...shown].join("\n\n");
  });
  return `${[introduction.trimEnd(), ...parts].join("\n\n")}\n`;
}

function form(name: string, title: string): string {
  const recipe = safeRecipes.find((one) => one.name === name);
  if (recipe === undefined) throw new Error(`There is no test/cases/safe/${name}.sql`);
  const texts = recipe.all.filter((one) => !one.name.endsWith("_before")).map((one) => one.source);
  const needs = [...new Set(texts.flatMap(asked))].map((one) => `\`${one}\``);
  const about = [
    `Source: ${recipe.source}.`,
    ...(recipe.config.postgres ? [`PostgreSQL ${recipe.config.postgres}.`] : []),
    ...(needs.length > 0 ? [`Needs ${needs.join(" and ")}.`] : []),
  ];
  const blocks = texts.map((text) => `\`\`\`sql\n${text.trim()}\n\`\`\``);
  return [`### ${title}`, about.join(" "), ...blocks].join("\n\n");
}

/** The directives and ignored rules of a text. */
function asked(text: string): string[] {
  const ignored = [...text.matchAll(/-- pgmaestro-ignore ([\w-]+)/g)];
  return [
    ...directives(text).map(({ name }) => `-- pgmaestro: ${name}`),
    ...ignored.map(([, rule]) => `-- pgmaestro-ignore ${rule}`),
  ];
}
