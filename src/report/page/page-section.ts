import { markup, type Markup } from "./markup.ts";

/** A part of the page that the contents lead to. */
export interface PageSection {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

export function pageSection(
  id: string,
  title: string,
  content: Markup | readonly Markup[],
): PageSection {
  const body = markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;
  return { id, title, body };
}
