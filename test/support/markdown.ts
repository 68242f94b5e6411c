import { lexer, type Token, type Tokens } from "marked";

/** All tokens of a text as GitHub reads it, those in others too. */
export function tokensOf(text: string): Token[] {
  return lexer(text, { gfm: true }).flatMap(withThoseIn);
}

function withThoseIn(token: Token): Token[] {
  return [token, ...inside(token).flatMap(withThoseIn)];
}

function inside(token: Token): readonly Token[] {
  if (token.type === "table") {
    const { header, rows } = token as Tokens.Table;
    return [...header, ...rows.flat()].flatMap(({ tokens }) => tokens);
  }
  if (token.type === "list") return (token as Tokens.List).items;
  return "tokens" in token ? (token.tokens ?? []) : [];
}

/** What a reader sees of a token. */
export function lettersOf(token: Pick<Tokens.Strong, "tokens"> | Token): string {
  const inner = inside(token as Token);
  if (inner.length > 0) return inner.map(lettersOf).join("");
  const { type, text = "" } = token as Tokens.Text;
  return String(type) === "html" ? "" : decoded(text).replaceAll("\u200B", "");
}

/** A text without its character references. */
export function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, number: string | undefined, name: string) =>
    number === undefined ? (named[name] ?? whole) : String.fromCodePoint(Number(number)),
  );
}

const named: Readonly<Record<string, string>> = { quot: '"', lt: "<", gt: ">", amp: "&" };

/** Tags that the comment of `check` is made of. */
export const tags =
  /^(?:<!-- pgmaestro check -->|<br>|<\/?code>|<details><summary>(?:[\w ,]*|What <code>verify<\/code> saw)<\/summary>|<\/details>)\s*$/;
