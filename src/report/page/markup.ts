/** HTML in pieces: what is ours as it is, and texts that are escaped when it is written. */
export interface Markup {
  readonly pieces: readonly (string | { readonly text: string })[];
}

type Value = Markup | readonly Markup[] | string | number | undefined;

/** HTML with values in it; a text is always shown and never taken for HTML, in an attribute too. */
export function markup(literals: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return {
    pieces: literals.flatMap((literal, index) => [literal, ...piecesOf(values[index])]),
  };
}

function piecesOf(value: Value): Markup["pieces"] {
  if (value === undefined) return [];
  if (typeof value === "string" || typeof value === "number") return [{ text: String(value) }];
  return "pieces" in value ? value.pieces : value.flatMap(({ pieces }) => pieces);
}

/** What is no text of others: a style sheet, for one. */
export function trusted(text: string): Markup {
  return { pieces: [text] };
}

export const nothing: Markup = { pieces: [] };

/** @param hidden a text without its secrets, asked before it is escaped */
export function written({ pieces }: Markup, hidden: (text: string) => string): string {
  return pieces
    .map((piece) => (typeof piece === "string" ? piece : escaped(hidden(piece.text))))
    .join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (found) => entities[found]!);
}

/** A text of ours with texts of others in it, whose `code` is shown as code, line by line. */
export function prose(text: string): Markup[] {
  return text.split("\n").map((line, index) => {
    const pieces = line.split(/`([^`]*[^`\s][^`]*)`/);
    const shown = pieces.map((one, at) =>
      at % 2 === 0 ? markup`${one}` : markup`<code>${one}</code>`,
    );
    return markup`${index > 0 ? markup`<br />` : undefined}${shown}`;
  });
}
