import { member, type Member } from "./member.ts";
import type { FleetAddress } from "./settings.ts";

/** Addresses by the keys of their members: those that are texts in one buffer, so that a hundred thousand take few megabytes. */
export class AddressBook {
  #bytes = Buffer.alloc(1 << 16);
  #end = 0;
  /** Where an address begins, by the hash of its member's key. */
  readonly #places = new Map<number, number>();
  /** What is no text, and keys of one hash. */
  readonly #others = new Map<string, FleetAddress>();

  add({ key, address }: Member): void {
    const hash = hashOf(key);
    if (typeof address === "string" && !this.#places.has(hash))
      this.#places.set(hash, this.#write(address));
    else if (this.find(key) === undefined) this.#others.set(key, address);
  }

  find(key: string): Member | undefined {
    const place = this.#places.get(hashOf(key));
    const packed = place === undefined ? undefined : memberOf(key, this.#read(place));
    const other = this.#others.get(key);
    return packed ?? (other === undefined ? undefined : memberOf(key, other));
  }

  #write(address: string): number {
    const [place, size] = [this.#end, Buffer.byteLength(address)];
    if (place + 4 + size > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length + 4 + size)]);
    this.#bytes.writeUInt32LE(size, place);
    this.#end = place + 4 + this.#bytes.write(address, place + 4);
    return place;
  }

  #read(place: number): string {
    return this.#bytes.toString("utf8", place + 4, place + 4 + this.#bytes.readUInt32LE(place));
  }
}

/** The member of a key: behind the key of its database stands the schema. Undefined where that is another database's. */
export function memberOf(key: string, address: FleetAddress): Member | undefined {
  const whole = member(address);
  if (key === whole.key) return whole;
  return key.startsWith(`${whole.key}#`)
    ? member(address, key.slice(whole.key.length + 1))
    : undefined;
}

/** Source: FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}
