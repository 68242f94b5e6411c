import type { ProposedDown } from "../commands/proposed-downs.ts";
import { maskUrlsIn } from "../database/index.ts";
import { maskSecrets } from "../sql/text/index.ts";
import { errorText } from "./error-text.ts";
import { errorJson, withoutSecrets } from "./json.ts";
import { noteTexts } from "./remarks-text.ts";
import { reversedText } from "./reverse-text.ts";
import type { Style } from "./style.ts";

/** Proposed down sections as `reverse` says them, and what puts them into their files. */
export function proposedDownsText(proposed: readonly ProposedDown[], style: Style): string {
  const writable = proposed.filter((one) => "change" in one && one.outcome === "offered");
  const names = writable.map(({ name }) => name).join(" ");
  return [
    ...proposed.map((one) => proposedDownText(one, style)),
    ...(writable.length === 0
      ? []
      : [`\`pgmaestro reverse ${names} --replace --write\` puts it into the file.`]),
  ].join("\n\n");
}

function proposedDownText(proposed: ProposedDown, style: Style): string {
  if (proposed.outcome !== "not-tried") return maskUrlsIn(reversedText(proposed, style));
  const { name, error } = proposed;
  return `${style.red("✗")} ${name}: no down section was tried:\n${maskUrlsIn(errorText(error, style))}`;
}

/** The same as JSON, with its notes in words, without the texts of whole files and without secrets. */
export function proposedDownsJson(proposed: readonly ProposedDown[]): object[] {
  return proposed.map((one) => withoutSecrets(proposedDownJson(one)));
}

function proposedDownJson(proposed: ProposedDown): object {
  if (proposed.outcome === "not-tried") return { ...proposed, error: errorJson(proposed.error) };
  const { change: _, section, ...told } = proposed;
  return {
    ...told,
    ...(section !== undefined && { section: maskSecrets(section) }),
    notes: noteTexts(proposed),
  };
}
