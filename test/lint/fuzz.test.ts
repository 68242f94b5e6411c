import { readFileSync } from "node:fs";
import { loadModule, scanSync } from "libpg-query";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { SectionContext, type StatementContext } from "../../src/lint/context.ts";
import type { LintFacts } from "../../src/lint/facts.ts";
import type { Finding } from "../../src/lint/finding.ts";
import { lintableText } from "../../src/lint/lintable-text.ts";
import { lintMigrations } from "../../src/lint/linter.ts";
import type { Rule } from "../../src/lint/rule.ts";
import { allRules } from "../../src/lint/rules/index.ts";
import { defaultLintSettings } from "../../src/lint/settings.ts";
import { locksTaken } from "../../src/locks/table/taken.ts";
import { apply, Schema } from "../../src/schema/index.ts";
import { byteToOffset } from "../../src/sql/text/positions.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { parseStatements, type Statement } from "../../src/sql/statement/index.ts";
import { Random } from "../support/random.ts";
import {
  everyTemplate,
  fileOf,
  kinds,
  randomStatements,
  type CorpusFile,
  type CorpusStatement,
  type Layout,
  type PlacedStatement,
} from "../support/statement-corpus.ts";

beforeAll(async () => {
  await loadParser();
  await loadModule();
});

/** Kinds that stand inside of others, or that only analysis or PL/pgSQL's own mode of the parser makes. */
const inner = ["PLAssignStmt", "RawStmt", "ReplicaIdentityStmt", "ReturnStmt", "SetOperationStmt"];

test("the corpus has every kind of statement of PostgreSQL 18's grammar", () => {
  const types = readFileSync("node_modules/@pgsql/types/types.d.ts", "utf8");
  const all = Array.from(types.matchAll(/^export interface (\w+Stmt) /gm), (match) => match[1]!);
  expect(all.length).toBeGreaterThan(100);
  expect([...kinds, ...inner].toSorted()).toEqual(all.toSorted());
  expect(new Set(everyTemplate(new Random(1)).map(({ kind }) => kind))).toEqual(new Set(kinds));
});

/** The statements of a file, and how the file is made. */
interface Sample {
  readonly statements: readonly CorpusStatement[];
  readonly layout: Omit<Layout, "random">;
  readonly seed: number;
}

/** In the first ones every template occurs. */
function samples(): Sample[] {
  const rounds = [1, 2, 3].flatMap((seed) => {
    const statements = everyTemplate(new Random(seed));
    return Array.from({ length: Math.ceil(statements.length / 30) }, (_, index) =>
      statements.slice(30 * index, 30 * (index + 1)),
    );
  });
  const random = new Random(4);
  const mixed = Array.from({ length: 110 }, () => randomStatements(5 + random.below(40), random));
  return [...rounds, ...mixed].map((statements, seed) => ({
    statements,
    layout: {
      ...(seed % 2 === 1 && { up: Math.ceil(statements.length / 2) }),
      isOpen: seed % 5 === 0,
    },
    seed,
  }));
}

describe("a corpus of random statements in random files", () => {
  let files: { file: CorpusFile; found: readonly Finding[]; sample: Sample }[];
  beforeAll(() => {
    files = samples().map((sample) => {
      const file = made(sample);
      return { file, found: lint(file), sample };
    });
  });
  afterEach(() => void vi.restoreAllMocks());

  test("has several thousand", () => {
    expect(files.flatMap(({ file }) => file.statements).length).toBeGreaterThan(3000);
  });

  test("is cut into those statements, whose actions are in them", () => {
    for (const { file } of files) {
      const found = parseStatements(file.text);
      expect(found.map(spanOf)).toEqual(file.statements.map(spanOf));
      for (const statement of found)
        expect(statement.actions.filter(({ at }) => !isIn(at, statement))).toEqual([]);
    }
  });

  test("is applied to a schema, and its locks are told", () => {
    const origin = { migration: 0, section: "up", transaction: 0 } as const;
    for (const { file } of files) {
      const schema = new Schema();
      const actions = parseStatements(file.text).flatMap((statement) => statement.actions);
      for (const action of actions) {
        const locked = locksTaken(action, schema).map(({ relation }) => relation.name);
        expect(locked.every(Boolean), action.kind).toBe(true);
        apply(schema, action, origin);
      }
    }
  });

  test("is linted with what rules say of a statement in that statement", () => {
    for (const { file } of files) {
      const misplaced = lintWatched(file).filter(({ statement, at, end }) => {
        const own = file.statements.find((one) => isIn(statement, one))!;
        return !isIn(at, own) || end > own.end;
      });
      expect(misplaced).toEqual([]);
    }
  });

  test("is linted with every finding on the right line, at a token of a statement", () => {
    for (const { file, found } of files) {
      const places = found.map(({ line, column }) => ({ line, column }));
      expect(places).toEqual(found.map(({ start }) => placeOf(file, start)));
      const starts = tokenStarts(file.text);
      const amiss = found.filter(
        ({ start, end, rule }) =>
          !(end > start) ||
          (!aboutCharacters.has(rule) && !ofTheFile.has(rule) && !starts.has(start)) ||
          (!ofTheFile.has(rule) &&
            !file.statements.some((one) => isIn(start, one) && end <= one.end)),
      );
      expect(amiss).toEqual([]);
    }
  });

  test("is linted alike however it is laid out, and however often", () => {
    for (const { file, found, sample } of files) {
      expect(lint(file)).toEqual(found);
      const other = made(sample, 1);
      expect(relative(lint(other), other)).toEqual(relative(found, file));
    }
  });
});

/** A sample as a file; each variant has other blank lines and comments between the statements. */
function made({ statements, layout, seed }: Sample, variant = 0): CorpusFile {
  return fileOf(statements, { ...layout, random: new Random(1000 * variant + seed) });
}

function spanOf({ start, end }: PlacedStatement | Statement) {
  return { start, end };
}

function isIn(offset: number, { start, end }: PlacedStatement | Statement): boolean {
  return start <= offset && offset < end;
}

/** Rules that report characters, whatever they are a part of. */
const aboutCharacters = new Set(["invisible-character", "non-ascii-identifier"]);

/** Rules whose findings are of a file, a section or several statements. */
const ofTheFile = new Set([
  "down-does-not-reverse",
  "dump-preamble",
  "header-missing",
  "missing-down",
]);

const facts: LintFacts = {
  settings: { ...defaultLintSettings, sets: ["strict"] },
  postgres: { major: 18, source: "default" },
  transaction: "auto",
  traced: () => undefined,
  isSmall: () => false,
  isBusy: () => true,
};

function lint({ text }: CorpusFile, rules: readonly Rule[] = allRules): readonly Finding[] {
  const lintable = lintableText("1700000000000_corpus", "1700000000000_corpus.sql", text);
  return lintMigrations([lintable], new Set([lintable.name]), facts, rules).findings;
}

/** What a rule reported while it was asked about a statement. */
interface Looked {
  readonly rule: string;
  /** Where the statement begins in the file. */
  readonly statement: number;
  /** In the file. */
  readonly at: number;
  readonly end: number;
}

/** Lints with an eye on which statement each rule is asked about when it reports. */
function lintWatched(file: CorpusFile): Looked[] {
  const looked: Looked[] = [];
  let asked: Pick<Looked, "rule" | "statement"> | undefined;
  const report = SectionContext.prototype.report;
  vi.spyOn(SectionContext.prototype, "report").mockImplementation(function (
    this: SectionContext,
    given,
  ) {
    const { start } = this.section;
    if (asked !== undefined)
      looked.push({
        ...asked,
        at: start + given.at!,
        end: start + given.end!,
      });
    report.call(this, given);
  });
  lint(
    file,
    allRules.map((rule) => watched(rule, (now) => void (asked = now))),
  );
  vi.restoreAllMocks();
  return looked;
}

function watched(
  { check, ...rule }: Rule,
  look: (at: Pick<Looked, "rule" | "statement"> | undefined) => void,
): Rule {
  const during = (context: StatementContext, ask: () => void) => {
    const { section } = context.section;
    const statement = section.start + context.statement.start;
    look({ rule: rule.name, statement });
    ask();
    look(undefined);
  };
  return {
    ...rule,
    check: {
      ...check,
      ...(check.action && {
        action: (action, context) => during(context, () => check.action!(action, context)),
      }),
      ...(check.statement && {
        statement: (context) => during(context, () => check.statement!(context)),
      }),
    },
  };
}

/**
 * Where the tokens and comments of a text begin, those of dollar-quoted bodies too, by PostgreSQL's scanner, whose package
 * stumbles over control characters.
 */
function tokenStarts(text: string): Set<number> {
  const offsetOf = byteToOffset(text);
  const { tokens } = scanSync(text.replaceAll(/[\t\f]/g, " "));
  const starts = tokens.map(({ start }) => offsetOf(start));
  const bodies = [...text.matchAll(/(\$[\w\u0080-\uffff]*\$)([^]*?)\1/g)].flatMap(
    ({ 1: tag, 2: body, index }) =>
      [...tokenStartsOfBody(body!)].map((start) => index + tag!.length + start),
  );
  return new Set([...starts, ...bodies]);
}

/** A body of another language may be no SQL. */
function tokenStartsOfBody(body: string): Set<number> {
  try {
    return tokenStarts(body);
  } catch {
    return new Set();
  }
}

/** Line and column of an offset, from the generator's own count at the statement that it is in or after. */
function placeOf({ text, statements }: CorpusFile, offset: number) {
  const from = statements.findLast(({ start }) => start <= offset) ?? {
    start: 0,
    line: 1,
    column: 1,
  };
  const before = text.slice(from.start, offset).replaceAll("\r\n", "\n").split("\n");
  const last = [...before.at(-1)!].length;
  return {
    line: from.line + before.length - 1,
    column: before.length === 1 ? from.column + last : last + 1,
  };
}

/** Findings with their places told by statements; those outside of statements without a place. */
function relative(findings: readonly Finding[], { statements }: CorpusFile): string[] {
  const place = (offset: number) => {
    const index = statements.findIndex(({ start, end }) => start <= offset && offset <= end);
    return index < 0 ? undefined : `${index}+${offset - statements[index]!.start}`;
  };
  const places = (start: number, end: number) => [
    place(start) ?? "outside",
    place(start) && place(end),
  ];
  return findings
    .map(({ rule, severity, message, help = "", start, end }) =>
      [rule, severity, ...places(start, end), withoutLines(`${message} ${help}`)].join(" | "),
    )
    .toSorted();
}

/** Without the numbers of other lines, which move. */
function withoutLines(text: string): string {
  return text.replaceAll(/\bline \d+/g, "line N");
}
