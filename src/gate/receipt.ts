import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { ConfigurationError, messageOf, ReceiptRefusedError } from "../errors/index.ts";
import { appliedEvents } from "../history/index.ts";
import type { Standing } from "./standing.ts";

const format = "pgmaestro-receipt";
const formatVersion = 1;

/** How far an environment was, signed, for whoever cannot reach it. */
export interface Receipt extends Standing {
  /** Until when it counts: ISO 8601, in UTC. */
  readonly expiresAt: string;
}

/** @param validFor seconds */
export function receiptOf(standing: Standing, validFor: number): Receipt {
  const expiresAt = new Date(Date.parse(standing.readAt) + validFor * 1000).toISOString();
  return { ...standing, expiresAt };
}

/** A receipt as the text of a file. */
export function receiptText(receipt: Receipt, key: string): string {
  return `${JSON.stringify(receiptContent(receipt, key), undefined, 2)}\n`;
}

/** The content of that file, with its signature. */
export function receiptContent(
  { environment, readAt, expiresAt, migrations }: Receipt,
  key: string,
) {
  refuseWeakKey(key);
  const content = {
    ...{ format, version: formatVersion, environment, readAt, expiresAt },
    migrations: migrations.map(({ name, checksum, event, at }) => ({ name, checksum, event, at })),
    key: keyName(key),
  };
  return { ...content, signature: signatureOf(content, key) };
}

const shortestKey = 32;

/** @throws ConfigurationError for a key that could be guessed */
export function refuseWeakKey(key: string): void {
  if (key.length >= shortestKey) return;
  throw new ConfigurationError(
    `The key of receipts in PGMAESTRO_RECEIPT_KEY has ${key.length} characters, fewer than ${shortestKey}`,
    "Make one with `openssl rand -hex 32`, and keep it where both sides have their secrets.",
  );
}

/** Tells one key from another, and nothing of either. */
function keyName(key: string): string {
  return hmac(key, `${format} key`).toString("hex").slice(0, 16);
}

/** Of the content as JSON in the order in which it stands, whatever its layout. */
function signatureOf(content: object, key: string): string {
  return hmac(key, JSON.stringify(content)).toString("hex");
}

function hmac(key: string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** How far the clocks of two machines may be apart, in seconds. */
const tolerance = 300;

/**
 * Reads a receipt, and refuses one that does not prove anything.
 * @param now by this machine's clock
 * @throws ConfigurationError where the file or the key cannot be used, ReceiptRefusedError
 */
export function readReceipt(file: string, key: string, now: Date): Receipt {
  refuseWeakKey(key);
  const { signature, ...content } = checkedContent(file);
  if (content.key !== keyName(key)) throw new ReceiptRefusedError(file, { kind: "other-key" });
  if (!isSame(signature, signatureOf(content, key)))
    throw new ReceiptRefusedError(file, { kind: "forged" });
  const { environment, readAt, expiresAt, migrations } = content;
  const receipt = { environment, readAt, expiresAt, migrations } as Receipt;
  refuseTime(file, receipt, now);
  return receipt;
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

function refuseTime(file: string, { readAt, expiresAt }: Receipt, now: Date): void {
  const ahead = (Date.parse(readAt) - now.getTime()) / 1000;
  if (ahead > tolerance)
    throw new ReceiptRefusedError(file, { kind: "from-the-future", at: readAt, seconds: ahead });
  if (Date.parse(expiresAt) <= now.getTime())
    throw new ReceiptRefusedError(file, { kind: "expired", at: expiresAt });
}

/** As it stands in the file: the signature is of its fields in their order. */
function checkedContent(file: string) {
  const content = parsed(file);
  const head = v.safeParse(headSchema, content);
  if (!head.success) throw new ReceiptRefusedError(file, { kind: "no-receipt" });
  const { version } = head.output;
  if (version !== formatVersion) {
    const kind = version > formatVersion ? "later-format" : "old-format";
    throw new ReceiptRefusedError(file, { kind, version });
  }
  if (!v.is(schema, content)) throw new ReceiptRefusedError(file, { kind: "truncated" });
  return content;
}

function parsed(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new ReceiptRefusedError(file, { kind: "truncated" });
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigurationError(
      `The receipt ${file} cannot be read: ${messageOf(error)}`,
      "Check --receipt; `pgmaestro receipt --env NAME --output FILE` writes one.",
    );
  }
}

const headSchema = v.looseObject({ format: v.literal(format), version: v.number() });

const isoTime = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);

const schema = v.looseObject({
  environment: v.string(),
  readAt: isoTime,
  expiresAt: isoTime,
  migrations: v.array(
    v.looseObject({
      name: v.string(),
      checksum: v.optional(v.string()),
      event: v.optional(v.picklist(appliedEvents)),
      at: isoTime,
    }),
  ),
  key: v.string(),
  signature: v.string(),
});
