import {
  type DirectedMigration,
  InDoubtError,
  listNames,
  MigrationFailedError,
  MigrationFileError,
  PgmaestroError,
  ReplayFailedError,
  type RunReport,
  messageOf,
} from "../errors/index.ts";
import { maskSecrets } from "../sql/text/index.ts";
import { codeFrame } from "./code-frame.ts";
import { plural, type Style } from "./style.ts";
import { indented, oneLine } from "./visible.ts";

/** An error for people: what is wrong, where, what was done, and what to do. Ends without a line break. */
export function errorText(error: unknown, style: Style): string {
  if (!(error instanceof PgmaestroError)) return unexpected(error, style);
  const cause = error instanceof ReplayFailedError ? error.failure : error;
  const parts = [
    `${style.red("Error:")} ${indented(error.message)}`,
    frameOf(cause, style),
    othersText(cause, style),
    serverDetails(cause),
    outcome(error, style),
    error.hint && hintText(error.hint, style),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("\n");
}

function frameOf(error: PgmaestroError, style: Style): string | undefined {
  if (error instanceof InDoubtError) return frameOfDoubt(error, style);
  if (!(error instanceof MigrationFailedError || error instanceof MigrationFileError))
    return undefined;
  return error.source ? codeFrame(maskSecrets(error.source), error.location, style) : undefined;
}

function frameOfDoubt({ doubt: { source, location } }: InDoubtError, style: Style) {
  return source && location ? codeFrame(maskSecrets(source), location, style) : undefined;
}

/** The other files that are refused as well. */
function othersText(error: PgmaestroError, style: Style): string | undefined {
  if (!(error instanceof MigrationFileError)) return undefined;
  return error.others.map(({ message }) => `${style.red("Also:")} ${message}`).join("\n");
}

function serverDetails(error: PgmaestroError): string | undefined {
  if (!(error instanceof MigrationFailedError)) return undefined;
  const { sqlState, detail, where, query } = error.server;
  const lines = [
    `  Migration: ${oneLine(error.migration)} (${error.direction})`,
    sqlState && `  SQLSTATE:  ${sqlState}`,
    detail && `  Detail:    ${indented(detail)}`,
    query && `  Query:     ${query.trim().replaceAll("\n", "\n             ")}`,
    where && `  Where:     ${where.replaceAll("\n", "\n             ")}`,
  ];
  return lines.filter(Boolean).join("\n");
}

function outcome(error: PgmaestroError, style: Style): string | undefined {
  return "report" in error ? reportText(error.report as RunReport, style) : undefined;
}

/** What a run that did not finish leaves behind. */
function reportText({ done, notDone, inDoubt, partial }: RunReport, style: Style): string {
  const directions = new Set([...done, ...notDone, ...inDoubt].map(({ direction }) => direction));
  const list = directions.size > 1 ? listDirected : listOfNames;
  const lines = [
    done.length > 0 && `${style.green("Done:")} ${list(done)}`,
    inDoubt.length > 0 && `${style.yellow("In doubt:")} ${list(inDoubt)}`,
    partial &&
      `${style.yellow("Done in part:")} ${partial.name}, ${partial.statements} of ${plural(partial.of, "statement")}; the next \`${partial.direction}\` goes on from there`,
    notDone.length > 0 && `${style.bold("Not done:")} ${list(notDone)}`,
  ];
  return lines.filter(Boolean).join("\n");
}

function listOfNames(migrations: readonly DirectedMigration[]): string {
  return listNames(migrations.map(({ name }) => oneLine(name)));
}

/** Of a run in both directions, in which one name may stand in two lists. */
function listDirected(migrations: readonly DirectedMigration[]): string {
  return listNames(migrations.map(({ name, direction }) => `${oneLine(name)} (${direction})`));
}

function hintText(hint: string, style: Style): string {
  return hint
    .split("\n")
    .map((line) => `${style.cyan("Hint:")} ${line}`)
    .join("\n");
}

/** A fault of pgmaestro itself: the stack helps whoever fixes it. */
function unexpected(error: unknown, style: Style): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  return `${style.red("Unexpected error:")} ${stack}`;
}
