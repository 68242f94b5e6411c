import { quoteIdentifier, quoteLiteral } from "./quote.ts";
import { codeOnly, regions } from "./regions.ts";
import { SqlTextError } from "./sql-text-error.ts";

/** What the names of variables stand for. */
export type Variables = Readonly<Record<string, string>>;

/** A text in which variables have given way to their values. */
export interface Replaced {
  readonly text: string;
  /** Where, in order. */
  readonly places: readonly Replacement[];
  /** Variables that stand for nothing; they are left as they are written. */
  readonly unset: readonly { readonly name: string; readonly offset: number }[];
}

/** A stretch of the text, and what was written in its place. UTF-16 offsets; ends are exclusive. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly written: { readonly start: number; readonly end: number };
}

/**
 * Replaces `:NAME` by a value, `:'NAME'` by it as a literal and `:"NAME"` by it as an identifier, as psql does: not in
 * strings, quoted names, comments, dollar quotes, `::` and `:=`, nor in the bounds of a slice. What a plain `:NAME` brings in is
 * read like the text around it, variables in it among that.
 * Source: PostgreSQL manual, psql, "SQL Interpolation"; psqlscan.l.
 */
export function replaceVariables(text: string, variables: Variables): Replaced {
  return new Replacing(text, variables).run();
}

/** A variable stands in a text that asks for its value, and nobody gives it. */
export function undefinedVariable(name: string, offset: number): SqlTextError {
  return new SqlTextError(
    `The variable ${name} is not defined`,
    offset,
    `Define it with --define ${name}=…, in the config's \`variables\`, or in PGMAESTRO_VAR_${name}.`,
  );
}

/** Where a place of a replaced text is in the written one: inside of a value, where its variable begins, or ends. */
export function writtenOffset(
  places: readonly Replacement[],
  offset: number,
  edge: "start" | "end" = "start",
): number {
  let shift = 0;
  for (const { start, end, written } of places) {
    if (offset < start || (edge === "end" && offset === start)) break;
    if (offset < end) return edge === "start" ? written.start : written.end;
    shift = written.end - end;
  }
  return offset + shift;
}

const name = String.raw`[\w\u0080-\uffff]+`;
const plainName = String.raw`[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*`;
const reference = new RegExp(
  `::|:=|:(?:'(?<literal>${name})'|"(?<identifier>${name})"|(?<plain>${plainName}))`,
  "g",
);

/** A variable in the text. */
interface Reference {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly form: "literal" | "identifier" | "plain";
}

class Replacing {
  #text: string;
  readonly #variables: Variables;
  readonly #places: Replacement[] = [];
  readonly #unset: { readonly name: string; readonly offset: number }[] = [];
  /** The plain values that were brought in, as far as they are not passed. */
  #open: { readonly name: string; readonly end: number }[] = [];

  constructor(text: string, variables: Variables) {
    this.#text = text;
    this.#variables = variables;
  }

  run(): Replaced {
    let at = 0;
    for (;;) {
      const [region] = regions(this.#text, at);
      const found = this.#next(at, region?.start ?? this.#text.length);
      if (found !== undefined) at = this.#meet(found);
      else if (region === undefined) break;
      else at = region.end;
    }
    return { text: this.#text, places: this.#places, unset: this.#unset };
  }

  /** The next variable before a place. */
  #next(from: number, before: number): Reference | undefined {
    const search = new RegExp(reference);
    search.lastIndex = from;
    for (let found = search.exec(this.#text); found !== null; found = search.exec(this.#text)) {
      const { 0: whole, index: start, groups } = found;
      if (start >= before) return undefined;
      const [form, own] = Object.entries(groups!).find(([, value]) => value !== undefined) ?? [];
      if (own === undefined) continue;
      return { start, end: start + whole.length, name: own, form: form as Reference["form"] };
    }
    return undefined;
  }

  /** @returns where to go on */
  #meet(found: Reference): number {
    const { start, end, name: own, form } = found;
    this.#open = this.#open.filter((one) => one.end > start);
    const isRecursive = form === "plain" && this.#open.some((one) => one.name === own);
    if (isRecursive) return end;
    const value = Object.hasOwn(this.#variables, own) ? this.#variables[own] : undefined;
    if (value === undefined) return this.#pass(found);
    return this.#replace(found, value);
  }

  #pass({ start, end, name: own, form }: Reference): number {
    if (form !== "plain" || !isBound(this.#text, start))
      this.#unset.push({ name: own, offset: start });
    return end;
  }

  #replace({ start, end, name: own, form }: Reference, value: string): number {
    const inserted = form === "plain" ? value : quotedAs(form, value);
    const longer = inserted.length - (end - start);
    this.#text = this.#text.slice(0, start) + inserted + this.#text.slice(end);
    this.#note(start, end, longer);
    this.#open = this.#open.map((one) => ({ ...one, end: one.end + longer }));
    if (form !== "plain") return start + inserted.length;
    this.#open.push({ name: own, end: start + inserted.length });
    return start;
  }

  /** What stands in a value belongs to the place of that value. */
  #note(start: number, end: number, longer: number): void {
    const last = this.#places.at(-1);
    if (last !== undefined && start < last.end) {
      this.#places[this.#places.length - 1] = { ...last, end: last.end + longer };
      return;
    }
    const shift = last === undefined ? 0 : last.written.end - last.end;
    const written = { start: start + shift, end: end + shift };
    this.#places.push({ start, end: end + longer, written });
  }
}

/** A blank parts E'…' from a word before it. */
function quotedAs(form: "literal" | "identifier", value: string): string {
  if (form === "identifier") return quoteIdentifier(value);
  return value.includes("\\") ? ` ${quoteLiteral(value)}` : quoteLiteral(value);
}

/** Whether a colon parts the bounds of a slice: `a[i:j]`. */
function isBound(text: string, colon: number): boolean {
  const before = codeOnly(text.slice(0, colon))
    .replace(/^[^]*;/, "")
    .trimEnd();
  let depth = 0;
  for (const bracket of [...before].toReversed()) {
    if (bracket === "]") depth++;
    if (bracket === "[" && depth-- === 0) return /[\w\])\u0080-\uffff]$/.test(before);
  }
  return false;
}
