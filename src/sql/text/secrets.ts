import { codeOnly, regions, type Region } from "./regions.ts";

type SecretKind = "password" | "secret" | "key" | "private key" | "access key" | "token";

/** A secret that is written out in a SQL text: the secret itself, without its quotes. Offsets are UTF-16 units. */
export interface WrittenSecret {
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind;
  /** Whether it is only what the server makes of the secret, such as SCRAM-SHA-256$…. */
  readonly hashed: boolean;
}

/** What a text must have for a secret to be in it; most have none of it. */
const hint =
  /passw|pwd|passphrase|secret|token|_?key\b|PRIVATE KEY|crypt|hmac|:\/\/|\b(?:AKIA|ASIA)|eyJ|\bxox|\bgh[pousr]_|\bsk_live_|\bAIza|\bglpat-|\bnpm_/i;

/** The secrets in a SQL text, recognised by the words before a literal, the function it is given to, or its own shape. */
export function secretsIn(text: string): WrittenSecret[] {
  if (!hint.test(text)) return [];
  const all = [...regions(text)];
  const code = codeOnly(text, all);
  return all
    .filter(({ kind }) => kind === "string" || kind === "dollar-string")
    .flatMap((region) => secretsOf(region, text, code));
}

/**
 * The text with every secret in it starred out; all else stays where it is.
 * @param sql the text where the statements in it are found, of the same length; default: all of it is SQL
 */
export function maskSecrets(text: string, sql: string = text): string {
  let masked = "";
  let at = 0;
  for (const { start, end } of secretsIn(sql)) {
    masked += text.slice(at, start) + text.slice(start, end).replaceAll(/[^\r\n]/gu, "*");
    at = end;
  }
  return masked + text.slice(at);
}

function secretsOf(region: Region, text: string, code: string): WrittenSecret[] {
  const [start, end] = insideOf(region, text);
  const content = text.slice(start, end);
  const kind = calledBefore(code, region.start) ?? calledByFunction(code, region.start, text);
  if (kind !== undefined && isFilledIn(content))
    return [{ start, end, kind, hashed: isHash(content) }];
  const shift = (one: WrittenSecret) => ({
    ...one,
    start: start + one.start,
    end: start + one.end,
  });
  const nested = region.kind === "dollar-string" ? secretsIn(content) : [];
  return nested.length > 0 ? nested.map(shift) : secretsByShape(content).map(shift);
}

function insideOf({ kind, start, end, closed }: Region, text: string): [number, number] {
  const quote = kind === "string" ? 1 : text.indexOf("$", start + 1) - start + 1;
  return [start + quote, closed ? end - quote : end];
}

/** An empty literal, a single character that lets nobody in, and a placeholder hold no secret. */
function isFilledIn(content: string): boolean {
  return content.length > 1 && !/^(?:\$\{[^]*\}|\{\{[^]*\}\}|<[^>]*>|%\w+%?|\*+)$/.test(content);
}

/** Source: manual, 53.8 pg_authid; crypt(3) of pgcrypto. */
function isHash(content: string): boolean {
  return /^(?:SCRAM-SHA-256\$|md5[\da-f]{32}$|\$(?:2[abxy]?|1|5|6)\$)/.test(content);
}

const secretName = String.raw`(?:[\w.]*(?:\b|_))?(?:password|passwd|pwd|passphrase|secret|token|api_?key|access_?key|private_?key|secret_?key|encryption_?key)`;
const assigned = new RegExp(String.raw`\b${secretName}\s*(?:=|:=|=>|\bto\b)?\s*(?:[eun]&?)?$`, "i");

/** `PASSWORD '…'`, `OPTIONS (password '…')`, `SET app.jwt_secret = '…'`, `token => '…'` */
function calledBefore(code: string, at: number): SecretKind | undefined {
  const [found] = assigned.exec(code.slice(Math.max(0, at - 100), at)) ?? [];
  if (found === undefined) return undefined;
  return /passw|pwd/i.test(found) ? "password" : "secret";
}

/** Which argument of a function is its secret. Source: manual, F.26 pgcrypto. */
const secretArguments: Readonly<Record<string, number>> = {
  pgp_sym_encrypt: 1,
  pgp_sym_encrypt_bytea: 1,
  pgp_sym_decrypt: 1,
  pgp_sym_decrypt_bytea: 1,
  pgp_pub_decrypt: 2,
  pgp_pub_decrypt_bytea: 2,
  encrypt: 1,
  encrypt_iv: 1,
  decrypt: 1,
  decrypt_iv: 1,
  hmac: 1,
  crypt: 0,
};

function calledByFunction(code: string, at: number, text: string): SecretKind | undefined {
  const call = enclosingCall(code, at);
  if (call === undefined) return undefined;
  if (call.name === "set_config") return ofSetting(call, text.slice(call.open, at));
  if (secretArguments[call.name] !== call.argument) return undefined;
  return call.name === "crypt" ? "password" : "key";
}

function ofSetting({ argument }: Call, before: string): SecretKind | undefined {
  const isSecret = new RegExp(String.raw`^\(\s*'${secretName}'\s*,\s*$`, "i").test(before);
  return argument === 1 && isSecret ? "secret" : undefined;
}

interface Call {
  readonly name: string;
  /** Of the argument, from 0. */
  readonly argument: number;
  /** Where its parenthesis is. */
  readonly open: number;
}

/** The call that a place is an argument of, looked for no further back than a call is long. */
function enclosingCall(code: string, at: number): Call | undefined {
  let depth = 0;
  let argument = 0;
  for (let index = at - 1; index >= Math.max(0, at - 500); index--) {
    const character = code[index];
    if (character === ";") return undefined;
    if (character === ")") depth++;
    if (character === "," && depth === 0) argument++;
    if (character === "(" && depth-- === 0) {
      const [name] = /\w+(?=\s*$)/.exec(code.slice(Math.max(0, index - 64), index)) ?? [];
      return name === undefined ? undefined : { name: name.toLowerCase(), argument, open: index };
    }
  }
  return undefined;
}

const shapes: readonly (readonly [RegExp, SecretKind])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[^]*/g, "private key"],
  [/\b(?:AKIA|ASIA)[A-Z\d]{16}\b/g, "access key"],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g, "token"],
  [/\b(?:gh[pousr]_[A-Za-z\d]{36,}|glpat-[\w-]{20,}|npm_[A-Za-z\d]{36,})/g, "token"],
  [/\b(?:xox[abeoprs]-[\w-]{10,}|sk_live_\w{16,}|AIza[\w-]{35})/g, "token"],
  [/(?<=\b[a-z][a-z\d+.-]*:\/\/[^\s:@/]*:)(?!\*+@|\$\{)[^\s@/]+(?=@)/gi, "password"],
  [/(?<=\b(?:host|user|dbname|port)\s*=[^]*\bpassword\s*=\s*)[^\s']+/gi, "password"],
  [/(?<=\bpassword\s*=\s*)[^\s']+(?=\s[^]*\b(?:host|user|dbname|port)\s*=)/gi, "password"],
  [/(?<=\bpassword\s+'')[^']{2,}(?='')/gi, "password"],
];

function secretsByShape(content: string): WrittenSecret[] {
  const found = shapes.flatMap(([shape, kind]) =>
    [...content.matchAll(shape)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      kind,
      hashed: false,
    })),
  );
  const ordered = found.toSorted((one, other) => one.start - other.start);
  return ordered.filter(({ start }, index) => index === 0 || start >= ordered[index - 1]!.end);
}
