/** A statement with what lets it run a second time, and whether it does. */
export interface Guarded {
  readonly sql: string;
  /** What must run before it, so that it can run again. */
  readonly before: readonly string[];
  readonly isRepeatable: boolean;
}

export interface GuardContext {
  readonly majorVersion: number;
  /** Whether the statement's object is taken away by a statement before it. */
  readonly isReplaced: boolean;
  /** Whether other objects stand on it, so that it cannot be dropped first. */
  readonly isNeeded: boolean;
  /** Whether its table falls in the same section. */
  readonly tableFalls: boolean;
}

/** A statement as it can be run twice, as far as PostgreSQL's syntax goes. */
export function guarded(sql: string, context: GuardContext): Guarded {
  const withTable = context.tableFalls
    ? sql.replace(/^ALTER TABLE /, "ALTER TABLE IF EXISTS ")
    : sql;
  const text = guards.reduce((given, [before, after]) => given.replace(before, after), withTable);
  const twin = twinOf(text, context);
  if (twin !== undefined)
    return { sql: text, before: twin === "" ? [] : [twin], isRepeatable: true };
  const replaced = replaceable(text, context);
  return { sql: replaced, before: [], isRepeatable: !unguarded(context).test(replaced) };
}

const guards: readonly [RegExp, string][] = [
  [
    /^DROP (TABLE|VIEW|MATERIALIZED VIEW|INDEX|SEQUENCE|FUNCTION|PROCEDURE|AGGREGATE|TYPE|DOMAIN|SCHEMA|EXTENSION|TRIGGER|POLICY|RULE|COLLATION|PUBLICATION|SUBSCRIPTION|FOREIGN TABLE|SERVER|FOREIGN DATA WRAPPER|EVENT TRIGGER|ROLE|USER MAPPING|STATISTICS) /,
    "DROP $1 IF EXISTS ",
  ],
  [
    /^CREATE ((?:UNLOGGED )?TABLE|(?:UNIQUE )?INDEX|SCHEMA|SEQUENCE|EXTENSION|MATERIALIZED VIEW|COLLATION|SERVER|FOREIGN TABLE) /,
    "CREATE $1 IF NOT EXISTS ",
  ],
  [/^(ALTER (?:FOREIGN )?TABLE .*? DROP (?:COLUMN|CONSTRAINT)) /s, "$1 IF EXISTS "],
  [/^(ALTER DOMAIN \S+ DROP CONSTRAINT) /, "$1 IF EXISTS "],
  [/^(ALTER (?:FOREIGN )?TABLE .*? ADD COLUMN) /s, "$1 IF NOT EXISTS "],
  [/^(ALTER TYPE .*? ADD VALUE) /, "$1 IF NOT EXISTS "],
  [/^(ALTER TYPE .*? DROP ATTRIBUTE) /, "$1 IF EXISTS "],
  [/^(ALTER TABLE .*? ALTER COLUMN .*? DROP IDENTITY)$/, "$1 IF EXISTS"],
  [/^CREATE (VIEW|RULE|AGGREGATE) /, "CREATE OR REPLACE $1 "],
];

const identifier = String.raw`(?:"(?:[^"]|"")*"|[\w$]+)`;
const qualified = String.raw`${identifier}(?:\.${identifier})?`;
const policy = new RegExp(String.raw`^CREATE POLICY (${identifier} ON ${qualified})`);
const trigger = new RegExp(
  String.raw`^CREATE (CONSTRAINT )?TRIGGER (${identifier}) .*? ON (${qualified}) `,
  "s",
);
const constraint = new RegExp(
  String.raw`^ALTER (TABLE|DOMAIN) ((?:IF EXISTS )?(?:ONLY )?${qualified}) ADD CONSTRAINT (${identifier}) `,
);

/** The statement that makes room for it; an empty one where there is room. */
function twinOf(sql: string, { isReplaced, isNeeded, majorVersion }: GuardContext) {
  const drop = dropOf(sql, majorVersion);
  if (drop === undefined) return undefined;
  if (isReplaced) return "";
  return isNeeded ? undefined : drop;
}

function dropOf(sql: string, majorVersion: number): string | undefined {
  const [, named] = policy.exec(sql) ?? [];
  if (named !== undefined) return `DROP POLICY IF EXISTS ${named}`;
  const [, kind, target, name] = constraint.exec(sql) ?? [];
  if (name !== undefined) return `ALTER ${kind} ${target} DROP CONSTRAINT IF EXISTS ${name}`;
  const [isTrigger, forConstraint, triggerName, table] = trigger.exec(sql) ?? [];
  return isTrigger !== undefined && (forConstraint !== undefined || majorVersion < 14)
    ? `DROP TRIGGER IF EXISTS ${triggerName} ON ${table}`
    : undefined;
}

function replaceable(sql: string, { majorVersion }: GuardContext): string {
  return majorVersion >= 14 ? sql.replace(/^CREATE TRIGGER /, "CREATE OR REPLACE TRIGGER ") : sql;
}

/** Statements that fail when what they ask for is there already, or what they begin with is not. */
function unguarded({ isReplaced }: GuardContext): RegExp {
  return isReplaced
    ? /^ALTER .* RENAME |^ALTER .* SET SCHEMA | (?:ATTACH|DETACH) PARTITION /
    : /^CREATE (?!OR REPLACE |.*? IF NOT EXISTS )|^ALTER .* (?:RENAME|SET SCHEMA|ADD CONSTRAINT|ADD ATTRIBUTE|ADD GENERATED|(?:ATTACH|DETACH) PARTITION) /;
}
