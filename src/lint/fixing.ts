import { MigrationFileError } from "../errors/index.ts";
import { titleOf } from "../migrations/index.ts";
import { following } from "../migrations/index.ts";
import { pairMigration, sqlMigration } from "../migrations/index.ts";
import type { Migration } from "../migrations/index.ts";
import { sqlTemplate } from "../migrations/index.ts";
import { SqlTextError } from "../sql/text/index.ts";
import { parseStatements } from "../sql/statement/index.ts";
import { compatible, edited, withLineEnds, type Fixable } from "./edits.ts";
import type { LintFacts } from "./facts.ts";
import type {
  CreatedFile,
  Finding,
  Fixes,
  LintResult,
  MadeFix,
  NewMigration,
  RefusedFix,
} from "./finding.ts";
import type { StatesBefore } from "./kept-states.ts";
import { type Lintable, lintableFiles } from "./lintable.ts";
import { lintableMigration } from "./lintable-text.ts";
import { lintMigrations } from "./linter.ts";
import type { Rule } from "./rule.ts";

/** What is to be fixed, and what with. */
export interface FixRequest {
  /** All migrations of the directory, in order. */
  readonly all: readonly Lintable[];
  /** The names of those to lint and fix. */
  readonly chosen: ReadonlySet<string>;
  readonly facts: LintFacts;
  readonly rules?: readonly Rule[] | undefined;
  /** The day in the headers of new migrations: `2026-11-27`. */
  readonly date: string;
  /** What is known of what the migrations before those leave. */
  readonly states?: StatesBefore | undefined;
}

/** Migrations after their findings were fixed in memory. */
export interface Fixed extends Pick<Fixes, "files" | "created" | "made" | "refused"> {
  /** All migrations of the directory with the new ones, in order. */
  readonly all: readonly Lintable[];
  /** What is left. */
  readonly result: LintResult;
  /** What was found at first. */
  readonly original: LintResult;
}

/** Enough for what fixes what the round before has written. */
const mostRounds = 6;

/**
 * Fixes the findings that have one right rewrite: all at once that do not touch each other, then lints again and
 * goes on until nothing is left to fix. Nothing is written. The parser must be loaded.
 */
export function fixMigrations(request: FixRequest): Fixed {
  const fixing = new Fixing(request);
  for (let round = 0; round < mostRounds; round++) if (!fixing.mendOnce()) break;
  return fixing.outcome();
}

/** Fixes one of the findings that `fixMigrations` fixes, and nothing else. Nothing is written. */
export function fixFinding(request: FixRequest, finding: Finding): Fixed {
  const fixing = new Fixing(request);
  fixing.mendOnce((one) => one.rule === finding.rule && one.start === finding.start);
  return fixing.outcome();
}

class Fixing {
  readonly #request: FixRequest;
  readonly #made: MadeFix[] = [];
  #refused: RefusedFix[] = [];
  #all: readonly Lintable[];
  readonly #original: LintResult;
  #result: LintResult;

  constructor(request: FixRequest) {
    this.#request = request;
    this.#all = request.all;
    this.#original = this.#result = this.#lint();
  }

  /**
   * @param isMeant which of the findings to fix
   * @returns whether anything was fixed
   */
  mendOnce(isMeant: (finding: Finding) => boolean = () => true): boolean {
    const before = this.#made.length;
    this.#refused = [];
    const fixable = this.#result.findings.filter(isFixable).filter(isMeant);
    for (const lintable of this.#all) {
      const own = fixable.filter(({ migration }) => migration === lintable.name);
      if (own.length > 0 && this.#all.includes(lintable)) this.#mend(lintable, own);
    }
    if (this.#made.length === before) return false;
    this.#result = this.#lint();
    return true;
  }

  outcome(): Fixed {
    return {
      all: this.#all,
      result: this.#result,
      original: this.#original,
      files: this.#changes(),
      created: this.#all.filter(({ name }) => this.#isNew(name)).map(createdFile),
      made: this.#made,
      refused: [...this.#refused, ...this.#result.findings.flatMap(unfixedIn)],
    };
  }

  #lint(): LintResult {
    const { facts, rules, chosen, all, states } = this.#request;
    const added = this.#all.flatMap(({ name }) => (this.#isNew(name) ? [name] : []));
    const untouched = new Set(this.#all.filter((one) => all.includes(one)).map(({ name }) => name));
    // What was seen of a migration on a scratch database is known by places that edits have moved.
    const traced: LintFacts["traced"] = (name) =>
      untouched.has(name) ? facts.traced?.(name) : undefined;
    const [names, known] = [new Set([...chosen, ...added]), { ...facts, traced }];
    return lintMigrations(this.#all, names, known, rules, { states });
  }

  #isNew(name: string): boolean {
    return this.#request.all.every((one) => one.name !== name);
  }

  #mend(lintable: Lintable, findings: readonly Fixable[]): void {
    const reason = this.#reasonToLeave(lintable);
    if (reason !== undefined) return this.#refuse(findings, reason);
    const first = findings.filter(({ fix }) => !fix.isLast);
    const chosen = compatible(first.length > 0 ? first : findings);
    const mended = rewritten(lintable, chosen);
    if (mended === undefined) return this.#refuse(findings, "the rewritten text cannot be read");
    const isPlaced = this.#put(lintable, mended, chosen);
    if (isPlaced) this.#made.push(...chosen.map(toldOf));
    else this.#mendWithoutFollow(lintable, findings);
  }

  /** An applied migration that is edited is refused by `up`. */
  #reasonToLeave({ name, migration }: Lintable): string | undefined {
    if (migration?.kind !== "sql") return "it is no SQL file that can be read";
    const state = this.#request.facts.states?.get(name) ?? "pending";
    return state === "pending" || state === "out-of-order"
      ? undefined
      : "the migration is applied, and not to be edited";
  }

  #refuse(findings: readonly Fixable[], reason: string): void {
    this.#refused.push(...findings.map((finding) => ({ ...toldOf(finding), reason })));
  }

  /** Where there is no room for new migrations, what needs none is fixed all the same. */
  #mendWithoutFollow(lintable: Lintable, findings: readonly Fixable[]): void {
    const needsRoom = findings.filter(({ fix }) => fix.follow?.length);
    this.#refuse(needsRoom, "there is no room for a new migration before the next one");
    const others = findings.filter((finding) => !needsRoom.includes(finding));
    if (others.length > 0) this.#mend(lintable, others);
  }

  /**
   * Puts a fixed migration in its place, and the new ones behind it and those that came of it before.
   * @returns false where there is no room for them
   */
  #put(lintable: Lintable, mended: Lintable, findings: readonly Fixable[]): boolean {
    const drafts = findings.flatMap(({ fix }) => fix.follow ?? []);
    const created = drafts.map((draft) => newMigration(draft, mended, this.#request.date));
    const [start, end] = this.#family(lintable);
    const family = this.#all.slice(start, end).map((one) => (one === lintable ? mended : one));
    const at = this.#isNew(mended.name) ? family.indexOf(mended) + 1 : family.length;
    const grown = numbered(family.toSpliced(at, 0, ...created), this.#request.all);
    if (grown === undefined) return false;
    this.#all = this.#all.toSpliced(start, end - start, ...grown);
    return true;
  }

  /** From the migration that was there from the beginning to the end of those that came of it. */
  #family(lintable: Lintable): [start: number, end: number] {
    const place = this.#all.indexOf(lintable);
    const isOld = ({ name }: Lintable) => !this.#isNew(name);
    const next = this.#all.findIndex((one, index) => index > place && isOld(one));
    const start = this.#all.slice(0, place + 1).findLastIndex(isOld);
    return [start, next < 0 ? this.#all.length : next];
  }

  #changes(): Fixed["files"] {
    const now = new Map(this.#all.map((lintable) => [lintable.name, lintable]));
    return this.#request.all.flatMap((before) => {
      const after = lintableFiles(now.get(before.name)!);
      return lintableFiles(before).flatMap(({ file, source }, index) =>
        after[index]!.source === source
          ? []
          : [{ file, before: source, after: after[index]!.source }],
      );
    });
  }
}

function isFixable(finding: LintResult["findings"][number]): finding is Fixable {
  return finding.fix !== undefined;
}

function toldOf({ rule, migration, fix }: Fixable): MadeFix {
  return { rule, migration, title: fix.title };
}

function unfixedIn({ rule, migration, unfixed }: LintResult["findings"][number]): RefusedFix[] {
  return unfixed === undefined ? [] : [{ rule, migration, reason: unfixed }];
}

/** A migration with its findings fixed; undefined where what comes out cannot be read. */
function rewritten(lintable: Lintable, findings: readonly Fixable[]): Lintable | undefined {
  const texts = lintableFiles(lintable).map(({ file, source }) => ({
    file,
    source: edited(file, source, findings),
  }));
  const [up, down] = texts;
  try {
    const migration =
      down === undefined
        ? sqlMigration(lintable.name, up!.file, up!.source)
        : pairMigration(lintable.name, up!, down);
    refuseUnreadable(migration);
    return lintableMigration(migration, up!.source);
  } catch (error) {
    if (error instanceof MigrationFileError || error instanceof SqlTextError) return undefined;
    throw error;
  }
}

function refuseUnreadable({ up, down }: Migration): void {
  for (const section of [up, ...(down ? [down] : [])])
    if (!section.opaque) parseStatements(section.text);
}

/** A new migration, without a number as yet. */
function newMigration(
  draft: NewMigration,
  { name, file, source }: Lintable,
  date: string,
): Lintable {
  const place = following({ name, file }, draft.words, [])!;
  const title = titleOf(place.name.replace(/^\d+_/, ""));
  return sqlLintable(place, withLineEnds(sqlTemplate(title, date, draft).text, source));
}

function sqlLintable({ name, file }: Pick<Lintable, "name" | "file">, source: string): Lintable {
  return lintableMigration(sqlMigration(name, file, source), source);
}

/** New migrations numbered one after the other behind the first; undefined where there is no room. */
function numbered(
  [first, ...created]: readonly Lintable[],
  originals: readonly Lintable[],
): Lintable[] | undefined {
  const names = originals.map(({ name }) => name);
  const result = [first!];
  for (const one of created) {
    const { name, source } = one;
    const place = following(result.at(-1)!, name.replace(/^\d+_/, ""), names);
    if (place === undefined) return undefined;
    result.push(place.name === name ? one : sqlLintable(place, source));
  }
  return result;
}

function createdFile({ name, file, source }: Lintable): CreatedFile {
  return { name, file, text: source };
}
