/**
 * What a terminal would obey instead of showing: C0, DEL and C1 but for tab and line feed, the overrides of the
 * direction of writing (U+202A to 202E, 2066 to 2069), and the two other ends of a line.
 */
const controls =
  // eslint-disable-next-line no-control-regex
  /\r\n|\u001B\[(?:1|2|22|3[1-9]|39|90)m|[\0-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/**
 * Text as it leaves for a person or a program: control characters as `\u001b`, which JSON reads as the same text.
 * @param hasColours whether the colours of `Style` may be in it
 */
export function visible(text: string, hasColours = false): string {
  return text.replaceAll(controls, (found) => {
    if (found === "\r\n") return "\n";
    if (found.length === 1) return escaped(found);
    return hasColours ? found : `${escaped(found[0]!)}${found.slice(1)}`;
  });
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** A text of somebody else's, of which no line can be taken for one of ours. */
export function indented(text: string): string {
  return text.replaceAll(/\r\n|[\n\r]/g, "\n  ");
}

/** A name of somebody else's in one line. */
export function oneLine(name: string): string {
  return name.replaceAll(/[\n\r]/g, escaped);
}
