import { isEmbeddedUrl } from "./url.ts";

const masked = "***";

/**
 * A connection URL, or a list of `key=value` pairs, without its passwords, in any form: quoted, blank-led or
 * percent-encoded, whole or in parts. What is no such text loses rather too much than too little.
 */
export function maskUrl(url: string): string {
  if (isEmbeddedUrl(url)) return url;
  const shown = maskPlain(url);
  const decoded = decodedWhole(shown);
  const maskedAgain = maskPlain(decoded);
  return maskedAgain === decoded ? shown : maskedAgain;
}

/** A text with the passwords of all URLs in it masked. */
export function maskUrlsIn(text: string): string {
  return text.replaceAll(/\b[a-z][\w+.-]*(?::\/\/|%3a%2f%2f)\S+/gi, maskUrl);
}

function maskPlain(text: string): string {
  return isList(text) ? maskPairs(text) : maskPairs(maskParameters(maskCredentials(text)));
}

/** `host=h …`, `host: h …`, `{"host": …`: in those an @ is a part of some value. */
function isList(text: string): boolean {
  return /^[^\p{L}\p{N}]*(?:[\w.-]+["'`]?(?:\s*=|\s*:\s)|\w+["'`]\s*:)/u.test(text);
}

/** `user:password@`, behind a scheme or at the beginning, whatever stands before either. */
function maskCredentials(url: string): string {
  const credentials =
    /^([^\p{L}\p{N}]*(?:(?:[a-z][\w+.-]*:)+[/\\]{2}|(?![^]*:\/\/))[^:]*):[^]*@(?=[^@]*$)/iu;
  return url.replace(credentials, `$1:${masked}@`);
}

/** `?password=…`, also where the name is percent-encoded. */
function maskParameters(url: string): string {
  return url.replaceAll(/([?&;#])([^?&;#=]+)=([^&;#]*)/g, (whole, mark: string, name: string) =>
    isSecret(decodedWhole(name)) ? `${mark}${name}=${masked}` : whole,
  );
}

/** `password=…`, `password: "…"`. */
function maskPairs(text: string): string {
  const value = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|\S+/;
  const pairs = new RegExp(
    `((?:^|[\\s,;{[("'\`])["'\`]?${secretName}["'\`]?\\s*[=:]\\s*)(?:${value.source})`,
    "gi",
  );
  return text.replaceAll(pairs, `$1${masked}`);
}

const secretName = String.raw`(?:[\w.-]*(?:passw|pwd|passphrase|secret|token)[\w.-]*|scram_\w+|pass)`;

function isSecret(name: string): boolean {
  return new RegExp(`^${secretName}$`, "i").test(name.trim());
}

/** Decoded until nothing is left to decode; what is malformed stays. */
function decodedWhole(text: string): string {
  const decoded = text.replaceAll(/(?:%[\da-f]{2})+/gi, decodedEscapes);
  return decoded === text ? text : decodedWhole(decoded);
}

function decodedEscapes(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes.replaceAll(/%([0-7][\da-f])/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
}
