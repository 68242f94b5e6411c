import type { Section } from "../../../migrations/index.ts";
import { codeOnly, regions } from "../../../sql/text/index.ts";
import type { MigrationContext } from "../../context.ts";
import { type LintableFile, lintableFiles } from "../../lintable.ts";
import type { Report } from "../../report.ts";

/** Something in a file that a client understands and no server does. Offsets are UTF-16 units in the file. */
export interface ClientWord {
  readonly kind: "meta-command" | "variable" | "placeholder" | "copy-from-stdin" | "separator";
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where it is in the file of a section that is not the migration's own: in the down file of a pair. */
  readonly section?: Section;
}

const found = new WeakMap<MigrationContext, readonly ClientWord[]>();

/** The words of clients in a migration's files, in order, outside of comments and literals. */
export function clientWords(
  context: MigrationContext,
  kind?: ClientWord["kind"],
): readonly ClientWord[] {
  const words = found.get(context) ?? clientTexts(context).flatMap((text) => wordsIn(text));
  found.set(context, words);
  return kind === undefined ? words : words.filter((word) => word.kind === kind);
}

/** Reports each word of a kind where it stands first. */
export function reportWords(
  context: MigrationContext,
  kind: ClientWord["kind"],
  report: (text: string) => Pick<Report, "message" | "help">,
): void {
  const told = new Set<string>();
  for (const { start, end, text, section } of clientWords(context, kind)) {
    if (!told.has(text)) context.report({ at: start, end, ...report(text) }, section);
    told.add(text);
  }
}

/** One of the files of a migration, as a client may see it. */
export interface ClientText extends LintableFile {
  /** Whether the parser refused something in it. */
  readonly isRefused: boolean;
  /** Whether variables in it are replaced. */
  readonly hasVariables: boolean;
}

/** The SQL files of a migration. */
export function clientTexts({ lintable, unreadable }: MigrationContext): ClientText[] {
  if (lintable.migration?.kind === "module") return [];
  const sections = Object.values(lintable.sections);
  return lintableFiles(lintable).map((text) => ({
    ...text,
    isRefused: unreadable.some(({ section }) => (section?.file ?? lintable.file) === text.file),
    hasVariables: sections.some((one) => one.file === text.file && one.variables !== undefined),
  }));
}

/** What the words look like in code. Most files have none of them, and need not be taken apart. */
const mayHold = /^[^\S\r\n]*\\|\$\{|\{\{|\bfrom\s+stdin\b|^[^\S\r\n]*(?:go|delimiter)\b/im;

function wordsIn({ source, section, isRefused, hasVariables }: ClientText): ClientWord[] {
  if (!isRefused && !mayHold.test(source)) return [];
  const { copies, text } = withoutCopiedRows(source);
  const code = codeOnly(text);
  const words = [
    ...copies,
    ...matches(code, metaCommand, "meta-command"),
    ...placeholders(text, code),
    ...separators(code, isRefused),
    ...(isRefused && !hasVariables ? variables(text, code) : []),
  ];
  return words
    .toSorted((one, other) => one.start - other.start)
    .map((word) => ({
      ...word,
      text: source.slice(word.start, word.end),
      ...(section && { section }),
    }));
}

type Found = Pick<ClientWord, "kind" | "start" | "end">;

const metaCommand = /^[^\S\r\n]*\\[^\r\n]*|\\(?:gset|gexec|gx|g|watch)\b[^\r\n]*/gim;

function matches(code: string, pattern: RegExp, kind: ClientWord["kind"]): Found[] {
  return Array.from(code.matchAll(pattern), ({ index, 0: match }) => {
    const start = index + match.search(/\S/);
    return { kind, start, end: index + match.trimEnd().length };
  });
}

/** `${name}` and `{{name}}` as code, or within a quoted identifier, which keeps them as its name. */
function placeholders(text: string, code: string): Found[] {
  const pattern = /\$\{[^{}\r\n]*\}|\{\{[^{}\r\n]*\}\}/g;
  const quoted = [...regions(text)].filter(({ kind }) => kind === "quoted-identifier");
  return [
    ...matches(code, pattern, "placeholder"),
    ...quoted.flatMap(({ start, end }) =>
      matches(text.slice(start, end), pattern, "placeholder").map((one) => ({
        ...one,
        start: start + one.start,
        end: start + one.end,
      })),
    ),
  ];
}

/** A line GO, which the parser may take for the name of the last column or table before it; DELIMITER. */
function separators(code: string, isRefused: boolean): Found[] {
  const go = isRefused
    ? /^[^\S\r\n]*go(?:[^\S\r\n]+\d+)?[^\S\r\n]*;?[^\S\r\n]*$/gim
    : /^[^\S\r\n]*GO[^\S\r\n]*;?[^\S\r\n]*$/gm;
  return [
    ...matches(code, go, "separator"),
    ...(isRefused ? matches(code, /^[^\S\r\n]*delimiter\b[^\r\n]*$/gim, "separator") : []),
  ];
}

/** `:name`, `:'name'` and `:"name"`; a slice such as `a[1:n]` is no variable. */
function variables(text: string, code: string): Found[] {
  const colon = /(?<!:):(?![:=])/g;
  return Array.from(code.matchAll(colon), ({ index }) => index)
    .filter((index) => !isInBrackets(code, index))
    .flatMap((start) => {
      const name = /^:(?:[A-Za-z_]\w*|'[^']*'|"[^"]*")/.exec(text.slice(start, start + 80));
      return name === null
        ? []
        : [{ kind: "variable" as const, start, end: start + name[0].length }];
    });
}

function isInBrackets(code: string, index: number): boolean {
  return /\[[^\]]*$/.test(code.slice(Math.max(0, code.lastIndexOf(";", index)), index));
}

/** A text with the rows of COPY … FROM STDIN blanked out, with all quotes in them. */
function withoutCopiedRows(source: string): { copies: Found[]; text: string } {
  const copies: Found[] = [];
  let text = source;
  const copy = /\bcopy\b[^;]*?\bfrom\s+stdin\b[^;]*/gi;
  if (!copy.test(source)) return { copies, text };
  copy.lastIndex = 0;
  for (let match = copy.exec(codeOnly(text)); match; match = copy.exec(codeOnly(text))) {
    const start = match.index;
    const statement = start + match[0].trimEnd().length;
    const last = /^\\\.[^\S\r\n]*$/m.exec(text.slice(statement));
    const end = last ? statement + last.index + last[0].length : statement;
    copies.push({ kind: "copy-from-stdin", start, end: statement });
    text =
      text.slice(0, start) + text.slice(start, end).replaceAll(/[^\r\n]/g, " ") + text.slice(end);
    copy.lastIndex = end;
  }
  return { copies, text };
}
