import type { Tone } from "../tone.ts";
import { markup, type Markup } from "./markup.ts";

const signs: Readonly<Record<Tone, string>> = {
  good: "✓",
  care: "!",
  bad: "✗",
  unknown: "?",
  info: "i",
  none: "–",
};

/** A word with its colour and its sign. */
export function badge(tone: Tone, text: string): Markup {
  return markup`<span class="badge ${tone}"
    ><span class="sign" aria-hidden="true">${signs[tone]}</span>${text}</span
  >`;
}

/** The sign alone, with a word for those who hear it. */
export function sign(tone: Tone, text: string): Markup {
  return markup`<span class="mark ${tone}"
    ><span aria-hidden="true">${signs[tone]}</span><span class="heard">${text}</span></span
  >`;
}
