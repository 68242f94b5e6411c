import { shownName, type GuardRemedy, type NamedObject } from "../sql/statement/index.ts";

/** What to do about a statement without a guard, in words that follow its place. */
export function guardRemedyText(remedy: GuardRemedy): string {
  switch (remedy.kind) {
    case "if-not-exists":
      return "add IF NOT EXISTS";
    case "if-exists":
      return "add IF EXISTS";
    case "alter-if-exists":
      return `use ALTER ${remedy.objectKind} IF EXISTS`;
    case "or-replace":
      return `use CREATE OR REPLACE ${remedy.objectKind}`;
    case "on-conflict":
      return "add ON CONFLICT DO NOTHING";
    case "create-table-as":
      return "write CREATE TABLE IF NOT EXISTS … AS";
    case "copy-and-insert":
      return "copy into a temporary table, then INSERT … ON CONFLICT DO NOTHING";
    case "set-options":
      return "use SET for options that are there already";
    case "set-members":
      return remedy.objectKind === "SUBSCRIPTION"
        ? "use ALTER SUBSCRIPTION … SET PUBLICATION"
        : `use ALTER ${remedy.objectKind} … SET`;
    case "drop-first":
      return dropFirst(remedy.object);
    case "name":
      return named(remedy.object);
    case "ask-catalog":
      return `guard it in a DO block that asks ${remedy.catalog}`;
    case "ask-before":
      return `ask ${remedy.catalog} first: ${remedy.command} has no guard`;
    case "ask-new-name":
      return "guard it in a DO block that asks for the new name";
  }
}

function dropFirst(object: NamedObject): string {
  if (object.objectKind === "FOREIGN TABLE")
    return "write DROP FOREIGN TABLE IF EXISTS for each of its tables before it";
  return `write ${dropCommand(object)} before it`;
}

function named({ objectKind }: NamedObject): string {
  if (objectKind === "INDEX" || objectKind === "STATISTICS")
    return `give the ${objectKind.toLowerCase()} a name, and add IF NOT EXISTS`;
  return "give the constraint a name, and guard it in a DO block that asks pg_constraint";
}

/** DROP … IF EXISTS of an object. */
export function dropCommand({ objectKind, schema, name, on, method }: NamedObject): string {
  const shown = shownName([schema, name].filter((part) => part !== undefined));
  const whole = on ? shownName([on.schema, on.name].filter((part) => part !== undefined)) : "";
  switch (objectKind) {
    case "MAPPING":
      return "ALTER TEXT SEARCH CONFIGURATION … DROP MAPPING IF EXISTS";
    case "CAST":
      return `DROP CAST IF EXISTS (${name})`;
    case "OPERATOR":
      return `DROP OPERATOR IF EXISTS ${[schema, name].filter(Boolean).join(".")} (…)`;
    default:
      return `DROP ${objectKind} IF EXISTS ${shown}${method ? ` USING ${method}` : ""}${on ? ` ON ${whole}` : ""}`;
  }
}
