import { tokens, type Token } from "../../sql/text/index.ts";
import { withTokenEdits, isKeyword, type TokenEdit, type Rewrite } from "./rewritten.ts";
import { quotedName } from "./wording.ts";

/** The types of the columns that an expression may name, in PostgreSQL's words. */
export type ColumnTypes = ReadonlyMap<string, string>;

/** Leaves out the casts that PostgreSQL writes into an expression and adds again by itself, so far as types show that it does. */
export function withoutImpliedCasts(columns: ColumnTypes): Rewrite {
  return (text) => {
    const expression = new Expression(text, columns);
    return withTokenEdits(text, expression.edits());
  };
}

/** A default as it is written for a column of that type: `'glad'` for `'glad'::app.mood`. */
export function plainDefault(type: string): Rewrite {
  return (text) => {
    const [constant, cast, first] = tokens(text);
    if (constant?.kind !== "string" || cast?.text !== "::") return text;
    if (text.slice(first?.start) !== baseOf(type)) return text;
    const isNumber = type === "integer" && /^'-?\d+'$/.test(constant.text);
    return isNumber ? constant.text.slice(1, -1) : constant.text;
  };
}

/** A type without its length or precision. */
function baseOf(type: string): string {
  return type.replace(/\([^()"]*\)(?=$| with)/, "");
}

/** A part of an expression, from one token to behind another, without needless casts. */
interface Part {
  readonly end: number;
  readonly text: string;
  /** Its type; of a column also before a cast. */
  readonly type: string;
}

const comparisons = /^(?:=|<>|<|>|<=|>=|!?~~?\*?)$/;
const users = /^(?:CURRENT_USER|SESSION_USER|CURRENT_ROLE|USER)$/;

/** Functions of text alone, which give text. */
const ofText = /^(?:lower|upper|btrim|ltrim|rtrim)$/;

class Expression {
  readonly #text: string;
  readonly #all: readonly Token[];
  readonly #columns: ColumnTypes;

  constructor(text: string, columns: ColumnTypes) {
    this.#text = text;
    this.#all = tokens(text);
    this.#columns = columns;
  }

  edits(): TokenEdit[] {
    const found: TokenEdit[] = [];
    for (let at = 0; at < this.#all.length; at++) {
      const part = this.#comparison(at) ?? this.#call(at);
      if (part === undefined) continue;
      found.push({ from: this.#all[at]!, to: this.#all[part.end - 1]!, text: part.text });
      at = part.end - 1;
    }
    return found;
  }

  #is(at: number, ...texts: string[]): boolean {
    return texts.every((text, index) => this.#all[at + index]?.text === text);
  }

  #comparison(at: number): Part | undefined {
    const left = this.#castColumn(at) ?? this.#column(at) ?? this.#call(at) ?? this.#jsonText(at);
    const operator = left && this.#all[left.end];
    if (left === undefined || operator?.kind !== "sign") return undefined;
    const isConcatenation = operator.text === "||" && left.type === "text";
    if (!isConcatenation && !comparisons.test(operator.text)) return undefined;
    const right = this.#right(left.end + 1, left.type);
    if (right !== undefined)
      return { ...right, text: `${left.text} ${operator.text} ${right.text}` };
    const list = operator.text === "=" ? this.#list(left.end + 1, left.type) : undefined;
    return list && { ...list, text: `${left.text} IN (${list.text})` };
  }

  /** A column by its name alone. */
  #column(at: number): Part | undefined {
    const token = this.#all[at];
    if (token?.kind !== "word" && token?.kind !== "quoted") return undefined;
    if (isKeyword(token) && token.text !== "VALUE") return undefined;
    const isQualified = [at - 1, at + 1].some((place) => this.#is(place, "."));
    const type = isQualified ? undefined : this.#columns.get(quotedName(token));
    return type === undefined ? undefined : { end: at + 1, text: token.text, type };
  }

  /** `(name)::text` of a varchar column. */
  #castColumn(at: number): Part | undefined {
    const column = this.#is(at, "(") ? this.#column(at + 1) : undefined;
    const isCast = column !== undefined && this.#is(column.end, ")", "::", "text");
    if (!isCast || this.#is(column.end + 3, "[") || !/^character varying\b/.test(column.type))
      return undefined;
    return { ...column, end: column.end + 3, type: "character varying" };
  }

  /** `lower((name)::text)` */
  #call(at: number): Part | undefined {
    const name = this.#all[at];
    if (name?.kind !== "word" || !ofText.test(name.text) || !this.#is(at + 1, "("))
      return undefined;
    if (this.#is(at - 1, ".")) return undefined;
    const column = this.#castColumn(at + 2) ?? this.#column(at + 2);
    if (column === undefined || !this.#is(column.end, ")")) return undefined;
    return { end: column.end + 1, text: `${name.text}(${column.text})`, type: "text" };
  }

  /** `(name ->> 'key'::text)` of a json column. */
  #jsonText(at: number): Part | undefined {
    const column = this.#is(at, "(") ? this.#column(at + 1) : undefined;
    if (column === undefined || !/^jsonb?$/.test(column.type) || !this.#is(column.end, "->>"))
      return undefined;
    const key = this.#constant(column.end + 1);
    return key?.type === "text" && this.#is(key.end, ")")
      ? { end: key.end + 1, text: `(${column.text} ->> ${key.text})`, type: "text" }
      : undefined;
  }

  /** What a value of a type is compared with, where PostgreSQL takes it for the same type without a cast. */
  #right(at: number, type: string): Part | undefined {
    const isText = type === "text" || type === "character varying";
    const constant = this.#constant(at);
    if (constant !== undefined)
      return (isText ? "text" : numberCast(type)) === constant.type ? constant : undefined;
    if (type !== "character varying") return undefined;
    const user = this.#all[at];
    if (user !== undefined && users.test(user.text)) return { end: at + 1, text: user.text, type };
    const column = this.#castColumn(at) ?? this.#column(at);
    return column !== undefined && /^(?:text$|character varying)/.test(column.type)
      ? column
      : undefined;
  }

  /** `'a'::text`, `(1)::numeric`; its type is that of the cast. */
  #constant(at: number): Part | undefined {
    const isBracketed = this.#is(at, "(") && this.#is(at + 2, ")");
    const constant = this.#all[isBracketed ? at + 1 : at];
    if (constant?.kind !== (isBracketed ? "number" : "string")) return undefined;
    const cast = isBracketed ? at + 3 : at + 1;
    if (!this.#is(cast, "::")) return undefined;
    const end = this.#endOfType(cast + 1);
    if (this.#is(end, "(")) return undefined;
    const type = this.#text.slice(this.#all[cast + 1]!.start, this.#all[end - 1]!.end);
    return { end, text: constant.text, type };
  }

  #endOfType(from: number): number {
    let end = from + 1;
    const goesOn = (token: Token | undefined) =>
      token?.kind === "word"
        ? !isKeyword(token)
        : token?.text === "." ||
          token?.text === "[" ||
          token?.text === "]" ||
          token?.kind === "quoted";
    while (goesOn(this.#all[end]) && !(this.#is(end, "]") && !this.#is(end - 1, "["))) end++;
    return end;
  }

  /** `ANY (ARRAY[…])` of at least two constants, for a list behind IN. */
  #list(at: number, type: string): Part | undefined {
    const isVarchar = type === "character varying";
    const opening = isVarchar ? ["ANY", "(", "(", "ARRAY", "["] : ["ANY", "(", "ARRAY", "["];
    if (!this.#is(at, ...opening)) return undefined;
    const elements = this.#elements(at + opening.length, type);
    const closing = isVarchar ? ["]", ")", "::", "text", "[", "]", ")"] : ["]", ")"];
    if (elements.length < 2 || !this.#is(elements.at(-1)!.end, ...closing)) return undefined;
    const end = elements.at(-1)!.end + closing.length;
    return { end, text: elements.map(({ text }) => text).join(", "), type };
  }

  #elements(from: number, type: string): Part[] {
    const found: Part[] = [];
    for (let at = from; ; at = found.at(-1)!.end + 1) {
      const element = this.#element(at, type);
      if (element === undefined) return found;
      found.push(element);
      if (!this.#is(element.end, ",")) return found;
    }
  }

  #element(at: number, type: string): Part | undefined {
    const token = this.#all[at];
    if (token?.kind === "number" && /^(?:integer|smallint)$/.test(type))
      return { end: at + 1, text: token.text, type };
    const constant = this.#constant(at);
    const expected = numberCast(type) ?? arrayElement(type);
    return constant?.type === expected ? constant : undefined;
  }
}

/** To what a number is cast that is compared with a column of that type. */
function numberCast(type: string): string | undefined {
  if (/^numeric\b/.test(type)) return "numeric";
  return type === "real" || type === "double precision" ? "double precision" : undefined;
}

function arrayElement(type: string): string {
  const base = baseOf(type);
  return base === "character" ? "bpchar" : base;
}
