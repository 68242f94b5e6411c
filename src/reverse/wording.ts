import { objectText, type Difference } from "../catalog/index.ts";
import { describeDataDifference, describeSequenceChange } from "../rows/index.ts";
import { columnOrderText } from "../verify/index.ts";
import type { Loss, ReverseReason } from "./remarks.ts";

/** What is not brought back, as a sentence without its full stop; a comment of the section says so too. */
export function lossText(loss: Loss): string {
  switch (loss.kind) {
    case "rows":
      return `The rows of ${loss.table} are not brought back: the up section drops the table`;
    case "values":
      return `The values of ${loss.column} are not brought back: the up section drops the column`;
    case "converted":
      return describeDataDifference(loss.change);
    case "column-order":
      return columnOrderText(loss);
  }
}

/** What a person must decide, or why there is no section, as a sentence without its full stop. */
export function reverseReasonText(reason: ReverseReason): string {
  switch (reason.kind) {
    case "rows-by-code":
      return `${newRows(reason)} by code of a trigger, a function or the migration, so which ones they are in another database is not known`;
    case "rows-from-tables":
      return `The rows that come into ${reason.table} are read from other tables, so which ones they are in another database is not known`;
    case "rows-unidentified":
      return `${newRows(reason)} without a value that identifies them everywhere`;
    case "rows-removed":
      return `${reason.by.toUpperCase()} removes rows of ${reason.table}, and which ones they are in another database is not known`;
    case "values-changed":
      return `${reason.by.toUpperCase()} changes values of ${reason.column}, and the values before are not known`;
    case "type-narrowed":
      return `The values of ${reason.column} go from ${reason.from} to ${reason.to}, and what they were is not known`;
    case "changes-in-block":
      return "A DO block changes or removes rows, and the values before are not known";
    default:
      return ofSection(reason);
  }
}

type OfRows =
  | "rows-by-code"
  | "rows-from-tables"
  | "rows-unidentified"
  | "rows-removed"
  | "values-changed"
  | "type-narrowed"
  | "changes-in-block";

function ofSection(reason: Exclude<ReverseReason, { readonly kind: OfRows }>): string {
  switch (reason.kind) {
    case "table-recreated":
      return `${reason.table} can be changed back only by recreating it, without its rows`;
    case "needs-value":
      return `${reason.column} is NOT NULL and has no default: only you know which value the rows that are there then get`;
    case "rename-fails":
      return `${reason.statement} fails: ${reason.message}`;
    case "not-described":
      return `Catalogs do not describe ${objectText(reason.object)}, so nothing is written of it`;
    case "secret":
      return `It has secrets, which only you know: ${reason.statement}`;
    case "no-statements":
    case "refused":
      return reason.message.replace(/\.$/, "");
    case "difference":
      return differenceText(reason.difference);
    case "sequence":
      return describeSequenceChange(reason.change);
    case "data":
      return describeDataDifference(reason.change);
    case "nothing-to-take-back":
      return nothingToTakeBack(reason.upIsEmpty);
  }
}

function newRows({ table, rows }: { readonly table: string; readonly rows: number }): string {
  return `${rows === 1 ? "A row comes" : `${rows} rows come`} into ${table}`;
}

function differenceText({ object, change, details }: Difference): string {
  const name = objectText(object);
  if (change === "missing") return `${name} is missing afterwards`;
  if (change === "extra") return `${name} is left afterwards`;
  const aspects = details.map(({ aspect }) => aspect).join(", ");
  return `${name} is another one afterwards${aspects === "" ? "" : `: ${aspects}`}`;
}

/** What says so in the file: an empty section to an empty one, a reason to one that does something. */
function nothingToTakeBack(upIsEmpty: boolean): string {
  return upIsEmpty
    ? "The up section is empty; an empty `-- Down Migration` says that there is nothing to take back"
    : "The up section changes nothing that could be taken back; say so with `-- pgmaestro: irreversible <reason>`";
}
