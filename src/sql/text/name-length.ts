/** How many bytes of a name the server keeps. Source: `NAMEDATALEN` less one. */
export const longestName = 63;

/** The bytes that a name takes on the server. */
export function bytesOfName(name: string): number {
  return Buffer.byteLength(name, "utf8");
}

/** A name as the server keeps it: no more bytes than fit, and no half character. */
export function truncatedName(name: string, most = longestName): string {
  if (bytesOfName(name) <= most) return name;
  const kept = Buffer.from(name, "utf8").subarray(0, most).toString("utf8");
  return kept.replace(/\uFFFD+$/, "");
}
