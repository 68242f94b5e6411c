/** A part of a text that may not grow without limit. */
export interface FittedPart {
  /** What its items are called, as one of them: `finding`. */
  readonly of: string;
  readonly head: string;
  /** Each whole, or left out. */
  readonly items: readonly string[];
  readonly foot: string;
  /** Its part of the whole where there is too little room for all. */
  readonly share: number;
}

/** What fits of sections. */
export interface Fitted {
  readonly texts: readonly string[];
  /** How many items are left out, of those sections where there are such. */
  readonly left: readonly { readonly of: string; readonly count: number }[];
}

/** As much of sections as fits into so many bytes, those before first; each has its share at least. */
export function fitted(sections: readonly FittedPart[], room: number): Fitted {
  const whole = sections.reduce((sum, { share }) => sum + share, 0);
  const needs = sections.map((one) => Math.min(sizeOf(one), (one.share / whole) * room));
  let rest = room;
  const fits = sections.map((section, index) => {
    const later = needs.slice(index + 1).reduce((sum, need) => sum + need, 0);
    const one = itemsThatFit(section, rest - later);
    rest -= bytesIn(one.text);
    return one;
  });
  return {
    texts: fits.map(({ text }) => text).filter((text) => text !== ""),
    left: fits.filter(({ count }) => count > 0).map(({ of, count }) => ({ of, count })),
  };
}

function itemsThatFit({ of, head, items, foot }: FittedPart, room: number) {
  let size = bytesIn(head) + bytesIn(foot);
  const taken = items.filter((item) => {
    const grown = size + bytesIn(item) + 1;
    if (grown > room) return false;
    size = grown;
    return true;
  });
  const text =
    items.length > 0 && taken.length === 0 ? "" : `${head}${taken.join("\n").trimEnd()}${foot}`;
  return { of, text, count: items.length - taken.length };
}

function sizeOf({ head, items, foot }: FittedPart): number {
  return items.reduce((sum, item) => sum + bytesIn(item) + 1, bytesIn(head) + bytesIn(foot));
}

function bytesIn(text: string): number {
  return Buffer.byteLength(text);
}
