import { objectText } from "../catalog/index.ts";
import { maskUrlsIn } from "../database/index.ts";
import { formatLocation, listNames } from "../errors/index.ts";
import { describeDataDifference, describeRow, describeSequenceChange } from "../rows/index.ts";
import type { RelationName } from "../sql/statement/index.ts";
import {
  type Check,
  type CheckReason,
  columnOrderText,
  type Destruction,
  type MadeUpRow,
  type Note,
  type PossibleCause,
} from "../verify/index.ts";

/** Why a check was skipped or proves nothing, in words. No password is in it. */
export function checkReasonText({ reason }: Pick<Check, "reason">): string | undefined {
  return reason && maskUrlsIn(reasonInWords(reason));
}

function reasonInWords(reason: CheckReason): string {
  switch (reason.kind) {
    case "not-asked":
      return "not asked for";
    case "section-fails":
      return `the ${reason.section} section fails`;
    case "irreversible":
      return `irreversible: ${reason.reason}`;
    case "no-down":
      return "there is no down section";
    case "no-way-back":
      return "the migration's code says that there is no way back";
    case "unknown-code":
      return `it is code whose SQL is not known${reason.because === undefined ? "" : `: ${reason.because}`}`;
    case "rows-refused":
      return "the migration demands rows that the generated ones are not";
    case "not-described":
      return `catalogs do not describe ${reason.objects.map(objectText).join(", ")}`;
  }
}

/** What should be known although the check passed, each in words. No password is in them. */
export function noteTexts({ notes }: Pick<Check, "notes">): string[] {
  return notes.map((note) => maskUrlsIn(noteInWords(note)));
}

function noteInWords(note: Note): string {
  switch (note.kind) {
    case "rows":
      return `${note.phase}: ${describeDataDifference(note.change)}${causes(note.because)}`;
    case "dropped-by-down":
      return `down loses what is in ${listNames(note.objects.map(objectText))}`;
    case "column-order":
      return columnOrderText(note);
    case "destroys":
      return `up: ${destructionText(note.what)}`;
    case "sequence":
      return `${note.phase}: ${describeSequenceChange(note.change)}`;
    case "clock":
      return `${objectText(note.object)} is another one each time it is made: 'now' or the like is folded into its definition as a constant`;
    case "rows-refused":
      return `${note.phase}: ${note.message}; that is about ${note.row ? `a row made up for this trial (${rowText(note.row)})` : "rows made up for this trial"}, and ${note.left ? "with other rows" : "without made-up rows"} it runs (${formatLocation(note.at)})`;
    case "needs-default":
      return `${note.phase}: column ${note.column} is added NOT NULL and without a default, which fails where ${note.table} has a row (${formatLocation(note.at)})`;
  }
}

/** What is lost where there are such rows, whatever the rows of this trial show. */
function destructionText(what: Destruction): string {
  switch (what.kind) {
    case "rows-removed":
      return `${what.by.toUpperCase()} removes rows of ${what.table}, and nothing brings them back`;
    case "values-changed":
      return `${what.by.toUpperCase()} changes values of ${what.column}, and nothing brings them back`;
    case "type-narrowed":
      return `the type of ${what.column} goes from ${what.from} to ${what.to}: values that do not fit are refused or changed, and nothing brings them back`;
    case "changes-in-block":
      return "a DO block changes or removes rows, and nothing brings them back";
  }
}

function rowText({ table, values }: MadeUpRow): string {
  return `${table}: ${describeRow(values)}`;
}

function causes(because: readonly PossibleCause[] | undefined): string {
  if (because === undefined) return "";
  return `; ${causesText(because)} may have meant it`;
}

/** `DO, SELECT app.f()`: each once. */
export function causesText(because: readonly PossibleCause[]): string {
  return [...new Set(because.map(causeText))].join(", ");
}

function causeText(cause: PossibleCause): string {
  switch (cause.kind) {
    case "do":
    case "call":
    case "execute":
      return cause.kind.toUpperCase();
    case "function":
      return `SELECT ${dotted(cause.name)}()`;
    case "own-code":
      return "the migration's own code";
    case "view":
      return `a change through ${dotted(cause.relation)}`;
    case "trigger":
      return `a trigger of ${cause.table}`;
  }
}

function dotted({ schema, name }: RelationName): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
