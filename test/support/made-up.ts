/** What a statement was refused with, and the texts it may be told from. */
export interface Refusal {
  readonly message: string;
  readonly statement: string;
  /** All that the case runs. */
  readonly text: string;
}

/**
 * What to make before a case so that the server no longer refuses it; undefined where nothing helps. Cases mostly
 * alter tables that nobody creates, so these get the columns, keys and rows that the statements speak of.
 */
export function madeUpFor(refusal: Refusal): string | undefined {
  for (const [pattern, make] of remedies) {
    const match = pattern.exec(refusal.message);
    const made = match && make(match.slice(1), refusal);
    if (made) return made;
  }
  return undefined;
}

type Remedy = (names: readonly string[], refusal: Refusal) => string | undefined;

const remedies: readonly (readonly [RegExp, Remedy])[] = [
  [/schema "([^"]+)" does not exist/, ([name]) => `CREATE SCHEMA "${name}"`],
  [/role "([^"]+)" does not exist/, ([name]) => `CREATE ROLE "${name}"`],
  [
    /(?:^|: )(?:materialized view|relation|view|sequence|table) "([^"]+)" does not exist/,
    ([name], refusal) => relation(name!, refusal),
  ],
  [
    /data type bigint has no default operator class for access method "gist"/,
    () => "CREATE EXTENSION btree_gist",
  ],
  [/type "citext" does not exist/, () => "CREATE EXTENSION citext"],
  [
    /type "([^"]+)" does not exist/,
    ([name], { text }) =>
      new RegExp(`domain\\s+${name!.split(".").at(-1)}`, "i").test(text)
        ? `CREATE DOMAIN ${name} AS text`
        : `CREATE TYPE ${quoted(name!)} AS ENUM ('new', 'old', 'paid', 'open')`,
  ],
  [
    /column "([^"]+)" of relation "([^"]+)" does not exist/,
    ([column, table], refusal) => addColumn(table!, column!, refusal),
  ],
  [
    /(?:^|: )column "([^"]+)" (?:named in key |referenced in (?:foreign key|statistics).*)?does not exist/,
    ([column], refusal) => addColumn(tableIn(refusal, column!), column!, refusal),
  ],
  [
    /column (\w+)\.(\w+) does not exist/,
    ([table, column], refusal) => byAlias(table!, column!, refusal),
  ],
  [
    /constraint "([^"]+)" of relation "([^"]+)" does not exist/,
    ([name, table], refusal) => constraint(name!, table!, refusal),
  ],
  [
    /no unique or exclusion constraint matching the ON CONFLICT/,
    (_, { statement }) => uniqueFor(statement),
  ],
  [
    /child table is missing column "([^"]+)"/,
    ([column], { statement }) =>
      `ALTER TABLE ${/partition\s+([\w.]+)/i.exec(statement)?.[1]} ADD COLUMN ${column} timestamptz`,
  ],
  [
    /relation "([^"]+)" is not a partition of relation "([^"]+)"/,
    ([child, parent]) =>
      `DROP TABLE ${child}; CREATE TABLE ${child} PARTITION OF ${parent} FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')`,
  ],
  [
    /column "([^"]+)" of relation "([^"]+)" is not a generated column/,
    ([column, table]) =>
      `ALTER TABLE ${table} DROP COLUMN ${column}; ALTER TABLE ${table} ADD COLUMN ${column} bigint GENERATED ALWAYS AS (1) STORED`,
  ],
  [
    /"([^"]+)" is not an existing enum label/,
    ([label], { statement }) =>
      `ALTER TYPE ${/type\s+([\w.]+)/i.exec(statement)?.[1]} ADD VALUE '${label}'`,
  ],
  [
    /there is no primary key for referenced table "([^"]+)"/,
    ([table]) => `ALTER TABLE ${table} ADD PRIMARY KEY (id)`,
  ],
  [
    /no unique constraint matching given keys for referenced table "([^"]+)"/,
    ([table], { statement }) =>
      `ALTER TABLE ${table} ADD UNIQUE (${/references\s+\S+\s*\(([^)]*)\)/i.exec(statement)?.[1] ?? "id"})`,
  ],
  [
    /index "([^"]+)" (?:for table "([^"]+)" )?does not exist/,
    ([name, table], refusal) => index(name!, table, refusal),
  ],
  [
    /trigger "([^"]+)" for table "([^"]+)" does not exist/,
    ([name, table]) =>
      `CREATE FUNCTION ${name}_f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER "${name}" BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION ${name}_f()`,
  ],
  [
    /policy "([^"]+)" for table "([^"]+)" does not exist/,
    ([name, table]) => `CREATE POLICY "${name}" ON ${table} USING (true)`,
  ],
  [
    /rule "([^"]+)" for relation "([^"]+)" does not exist/,
    ([name, table]) => `CREATE RULE "${name}" AS ON DELETE TO ${table} DO ALSO NOTHING`,
  ],
  [
    /function ([\w.]+)\(([^)]*)\) does not exist/,
    ([name, types], { statement }) => routine(name!, types!, statement),
  ],
  [
    /could not find a function named "([^"]+)"/,
    ([name]) => `CREATE FUNCTION ${name}() RETURNS integer LANGUAGE sql AS 'SELECT 1'`,
  ],
  [/publication "([^"]+)" does not exist/, ([name]) => `CREATE PUBLICATION "${name}"`],
  [
    /multiple primary keys for table "([^"]+)"|column "id" of relation "([^"]+)" already exists/,
    ([one, other]) =>
      `ALTER TABLE ${one ?? other} DROP COLUMN id; ALTER TABLE ${one ?? other} ADD COLUMN ${one ? "id" : "made_up_id"} bigint`,
  ],
  [
    /server "([^"]+)" does not exist/,
    ([name]) =>
      `CREATE FOREIGN DATA WRAPPER ${name}; CREATE SERVER ${name} FOREIGN DATA WRAPPER ${name}`,
  ],
  [
    /ALTER action (?:ATTACH|DETACH) PARTITION.* cannot be performed on relation "([^"]+)"/,
    ([table], refusal) => partitioned(table!, refusal),
  ],
  [/(?:table )?"([^"]+)" is not partitioned/, ([table], refusal) => partitioned(table!, refusal)],
];

function quoted(name: string): string {
  return name
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");
}

/** What kind it is, the statements say. */
function relation(name: string, { text }: Refusal): string {
  const last = name.split(".").at(-1)!;
  const path = /search_path'?\s*(?:=|to|,)\s*'?(\w+)/i.exec(text)?.[1];
  if (path !== undefined && path !== "public" && path !== "pg_catalog" && !name.includes("."))
    return `CREATE SCHEMA IF NOT EXISTS ${path}; ${relation(`${path}.${name}`, { text, statement: "", message: "" })}`;
  const is = (kind: string) =>
    new RegExp(
      `${kind}\\s+(?:concurrently\\s+)?(?:if\\s+exists\\s+)?"?(?:\\w+"?\\."?)?${last}\\b`,
      "i",
    ).test(text);
  const source = `made_up_${last}`;
  if (is("materialized\\s+view"))
    return `CREATE TABLE ${source} (id bigint PRIMARY KEY); CREATE MATERIALIZED VIEW ${quoted(name)} AS SELECT * FROM ${source}; CREATE UNIQUE INDEX ON ${quoted(name)} (id)`;
  if (is("view"))
    return `CREATE TABLE ${source} (id bigint PRIMARY KEY); CREATE VIEW ${quoted(name)} AS SELECT * FROM ${source}`;
  if (is("sequence") || last.endsWith("_seq")) return `CREATE SEQUENCE ${quoted(name)}`;
  if (is("type")) return `CREATE TYPE ${quoted(name)} AS (zip text, street text)`;
  if (is("index")) return index(last, undefined, { text, statement: text, message: "" });
  const id = is("attach\\s+partition") ? "" : "GENERATED BY DEFAULT AS IDENTITY ";
  return `CREATE TABLE ${quoted(name)} (id bigint ${id}PRIMARY KEY)`;
}

function addColumn(
  table: string | undefined,
  column: string,
  { text }: Refusal,
): string | undefined {
  return table === undefined
    ? undefined
    : `ALTER TABLE ${table} ADD COLUMN "${column}" ${typeOf(column, text)}`;
}

/** A type in which what is compared with it can be read. */
function typeOf(column: string, text: string): string {
  const near = new RegExp(`\\b${column}"?\\s*(?:=|<>|IN|LIKE|~|\\|\\|)\\s*\\(?\\s*'(?!\\d)`, "i");
  if (near.test(text) || new RegExp(`lower\\(\\s*${column}`, "i").test(text)) return "text";
  if (/(?:_at|_on|^at|date|time|day|month)$/.test(column)) return "timestamptz";
  if (/^(?:is_|has_)|^(?:active|deleted|done|archived)$/.test(column)) return "boolean";
  if (
    /(?:name|email|status|state|title|note|notes|value|code|kind|slug|label|body|text|phone|country|address|currency|comment|reference|number)$/.test(
      column,
    )
  )
    return "text";
  if (/(?:data|payload|settings|meta|tags)$/.test(column)) return "jsonb";
  if (/(?:period|during|range|span)$/.test(column)) return "tstzrange";
  return "bigint";
}

/** The table that a statement is about: where it reads others, one that it reads. */
function tableIn({ statement }: Refusal, column: string): string | undefined {
  const referenced = new RegExp(`references\\s+([\\w."]+)\\s*\\([^)]*\\b${column}\\b`, "i").exec(
    statement,
  );
  const read = /\bselect\b/i.test(statement) ? /\bfrom\s+([\w."]+)/i.exec(statement) : null;
  const named =
    /\b(?:table\s+(?:if\s+exists\s+)?(?:only\s+)?|on\s+(?:only\s+)?|update\s+|into\s+|from\s+)([\w."]+)/i.exec(
      statement,
    );
  return (referenced ?? read ?? named)?.[1];
}

function uniqueFor(statement: string): string | undefined {
  const table = /\binto\s+([\w.]+)/i.exec(statement)?.[1];
  const columns = /on\s+conflict\s*(\([^)]*\))/i.exec(statement)?.[1];
  return table && columns && `ALTER TABLE ${table} ADD UNIQUE ${columns}`;
}

/** `o.total` of `FROM orders AS o`. */
function byAlias(alias: string, column: string, refusal: Refusal): string | undefined {
  const found = new RegExp(
    `(?:from|join|,|using|update)\\s+([\\w.]+)\\s+(?:as\\s+)?${alias}\\b`,
    "i",
  ).exec(refusal.statement);
  return addColumn(found?.[1] ?? alias, column, refusal);
}

function constraint(name: string, table: string, { text }: Refusal): string {
  const column = name.replace(`${table}_`, "").replace(/_(?:fkey|key|check|fk|not_null)$/, "");
  const add = `ALTER TABLE ${table} ADD CONSTRAINT "${name}"`;
  const validates = new RegExp(`validate\\s+constraint\\s+"?${name}`, "i").test(text)
    ? " NOT VALID"
    : "";
  if (name.endsWith("pkey")) return `${add} PRIMARY KEY (id)`;
  if (/fkey$|_fk$/.test(name))
    return `CREATE TABLE IF NOT EXISTS made_up_${column} (id bigint PRIMARY KEY); ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column} bigint; ${add} FOREIGN KEY (${column}) REFERENCES made_up_${column}${validates}`;
  if (/_key$|_unique$/.test(name))
    return `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column} bigint; ${add} UNIQUE (${column})`;
  return `${add} CHECK (true)${validates}`;
}

/** By its name's first words: `orders_status_idx` is of orders. */
function index(name: string, table: string | undefined, { text }: Refusal): string {
  const unique = new RegExp(`using\\s+index\\s+"?${name}`, "i").test(text) ? "UNIQUE " : "";
  const of = table ?? name.split("_")[0]!;
  return `CREATE TABLE IF NOT EXISTS ${of} (id bigint PRIMARY KEY); ALTER TABLE ${of} ADD COLUMN IF NOT EXISTS made_up bigint; CREATE ${unique}INDEX "${name}" ON ${of} (made_up)`;
}

function routine(name: string, types: string, statement: string): string {
  const isTrigger = /trigger/i.test(statement);
  if (/\bprocedure\b|\bcall\b/i.test(statement) && !isTrigger)
    return `CREATE PROCEDURE ${name}(${types}) LANGUAGE sql AS 'SELECT 1'`;
  return isTrigger
    ? `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`
    : `CREATE FUNCTION ${name}(${types.replaceAll("unknown", "text")}) RETURNS integer LANGUAGE sql AS 'SELECT 1'`;
}

function partitioned(table: string, { text }: Refusal): string {
  const values = /for\s+values\s+(in|from|with)\b/i.exec(text)?.[1]?.toLowerCase() ?? "from";
  const by = { in: "LIST", from: "RANGE", with: "HASH" }[values];
  const isTime = !/from\s*\(\s*\d/i.test(text);
  return `DROP TABLE ${table} CASCADE; CREATE TABLE ${table} (id bigint, at ${isTime ? "timestamptz" : values === "in" ? "text" : "bigint"}) PARTITION BY ${by} (at)`;
}
