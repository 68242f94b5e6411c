import { hash } from "node:crypto";
import { isComment, regions } from "./regions.ts";

/**
 * The checksum of a section: 64 hexadecimal digits (SHA-256) that stay the same while the section
 * means the same to the server. Comments, and the white space between words, do not count;
 * everything inside quotes does, function bodies among it, but for the kind of line end.
 */
export function checksum(section: string): string {
  return hash("sha256", canonical(section), "hex");
}

function canonical(section: string): string {
  const text = section.replaceAll(/\r\n?/g, "\n");
  let result = "";
  let code = "";
  let at = 0;
  for (const region of regions(text)) {
    code += text.slice(at, region.start);
    if (isComment(region)) {
      code += " ";
    } else {
      result += collapse(code) + text.slice(region.start, region.end);
      code = "";
    }
    at = region.end;
  }
  return (result + collapse(code + text.slice(at))).trim();
}

/** Beside brackets, commas and semicolons white space is nothing; elsewhere it is one blank. */
function collapse(code: string): string {
  return code.replaceAll(/[ \t\n\f\v]+/g, " ").replaceAll(/ ?([()[\],;]) ?/g, "$1");
}
