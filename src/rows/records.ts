const record = /<r>([^<]*)<\/r>/g;

/** The rows in what `query_to_xml` wrote of one column `r`, each the text of a record. */
export function parseRecords(xml: string): (string | null)[][] {
  return Array.from(xml.matchAll(record), ([, text]) => parseRecord(unescape(text!)));
}

/** Source: escape_xml of PostgreSQL. */
const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", "#x0d": "\r" };

function unescape(text: string): string {
  return text.replaceAll(/&(lt|gt|amp|#x0d);/g, (_, name: string) => entities[name]!);
}

const field = /(?:"((?:[^"]|"")*)"|([^,()"]*))(?:,|\)$)/gy;

/**
 * The values of a composite value's text.
 * Source: PostgreSQL manual, 8.16.6 "Composite Type Input and Output Syntax".
 */
export function parseRecord(text: string): (string | null)[] {
  if (text === "()") return [null];
  field.lastIndex = 1;
  const values: (string | null)[] = [];
  for (const [, quoted, plain] of text.matchAll(field))
    values.push(quoted === undefined ? plain || null : unquote(quoted));
  return values;
}

function unquote(quoted: string): string {
  return quoted.replaceAll('""', '"').replaceAll("\\\\", "\\");
}
