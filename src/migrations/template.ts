import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { ConfigurationError } from "../errors/index.ts";

/** What a migration may be written in. */
export const languages = ["sql", "js", "ts", "cjs", "mjs", "cts", "mts"] as const;
/** What a migration is written in. */
export type MigrationLanguage = (typeof languages)[number];

/** A new migration's text, and the extension of its file. */
export interface Template {
  readonly extension: string;
  readonly text: string;
}

/** A new migration in one of the languages, its header filled in. */
export function builtinTemplate(
  language: MigrationLanguage,
  title: string,
  date: string,
): Template {
  const header = [`Migration: ${title}`, `Created: ${date}`, "Description:"];
  const sign = language === "sql" ? "--" : "//";
  const lines = header.map((line) => `${sign} ${line}\n`).join("");
  return { extension: language, text: `${lines}\n${bodyOf(language)}` };
}

/** What a new SQL migration is to say. */
export interface MigrationContent {
  readonly description: string;
  /** Statements with their semicolons. */
  readonly up: string;
  readonly down: string;
}

/** A new SQL migration that is complete. */
export function sqlTemplate(
  title: string,
  date: string,
  { description, up, down }: MigrationContent,
): Template {
  return {
    extension: "sql",
    text: `${sqlHeader(title, date, description)}\n-- Up Migration\n\n${up}\n\n-- Down Migration\n\n${down}\n`,
  };
}

/** What a complete SQL file begins with; names may have line breaks in them. */
export function sqlHeader(title: string, date: string, description: string): string {
  const line = description.replaceAll(/[\r\n]+/g, " ");
  return `-- Migration: ${title}\n-- Created: ${date}\n-- Description: ${line}\n`;
}

function bodyOf(language: MigrationLanguage): string {
  if (language === "sql") return sqlBody;
  if (language === "cjs") return commonJsBody;
  return language.endsWith("ts") ? typeScriptBody : javaScriptBody;
}

/** Whether JS or TS code below the header is what a template has there. */
export function isTemplate(source: string): boolean {
  const body = source
    .replace(/^(?:\/\/.*\r?\n|\s)*/, "")
    .replaceAll("\r\n", "\n")
    .trimEnd();
  return [typeScriptBody, javaScriptBody, commonJsBody].some((one) => one.trimEnd() === body);
}

const sqlBody = `-- Up Migration


-- Down Migration

`;

const typeScriptBody = `import type { ColumnDefinitions, MigrationBuilder } from "node-pg-migrate";

export const shorthands: ColumnDefinitions | undefined = undefined;

export async function up(pgm: MigrationBuilder): Promise<void> {}

export async function down(pgm: MigrationBuilder): Promise<void> {}
`;

const builderParameter = `/** @param {import("node-pg-migrate").MigrationBuilder} pgm */`;

const javaScriptBody = `/** @type {import("node-pg-migrate").ColumnDefinitions | undefined} */
export const shorthands = undefined;

${builderParameter}
export const up = async (pgm) => {};

${builderParameter}
export const down = async (pgm) => {};
`;

const commonJsBody = `/** @type {import("node-pg-migrate").ColumnDefinitions | undefined} */
exports.shorthands = undefined;

${builderParameter}
exports.up = async (pgm) => {};

${builderParameter}
exports.down = async (pgm) => {};
`;

/**
 * A file of the project's own as the template; its extension is that of the new migration.
 * @throws ConfigurationError where it cannot be read, or is in no language that migrations are written in
 */
export function ownTemplate(file: string): Template {
  const extension = extname(file).slice(1);
  if (!languages.some((language) => language === extension.toLowerCase())) {
    throw new ConfigurationError(
      `The template ${file} is in no language of migrations`,
      `End its name in one of .${languages.join(", .")}.`,
    );
  }
  return { extension, text: readTemplate(file) };
}

function readTemplate(file: string): string {
  try {
    return readFileSync(resolve(file), "utf8");
  } catch (error) {
    throw new ConfigurationError(
      `The template ${file} cannot be read: ${(error as Error).message}`,
      "Check --template-file-name; it counts from the working directory.",
      error,
    );
  }
}
