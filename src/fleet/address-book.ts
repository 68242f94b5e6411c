import { member, type Member } from "./member.ts";
import { PackedTexts } from "./packed-texts.ts";
import type { FleetAddress } from "./settings.ts";

/** Addresses by the keys of their members, packed: those of a million take some dozens of megabytes, of which most are their passwords. */
export class AddressBook {
  readonly #forms = new PackedTexts();
  /** By hash, open addressing: the number of an entry, and one. */
  #slots = new Uint32Array(1024);
  /** Of each entry, the hash of its key, and where its form is. */
  #hashes = new Uint32Array(512);
  #places = new Uint32Array(512);
  #count = 0;
  /** What is no text. */
  readonly #others = new Map<string, FleetAddress>();

  /** Of members of one key the first counts. */
  add({ key, address }: Member): void {
    if (this.find(key) !== undefined) return;
    if (typeof address !== "string") this.#others.set(key, address);
    else this.#append(hashOf(key), this.#forms.add(formOf(address, key)));
  }

  find(key: string): Member | undefined {
    const hash = hashOf(key);
    for (const entry of this.#entriesFrom(hash)) {
      if (this.#hashes[entry] !== hash) continue;
      const found = memberOf(key, addressOf(this.#forms.at(this.#places[entry]!), key));
      if (found !== undefined) return found;
    }
    const other = this.#others.get(key);
    return other === undefined ? undefined : memberOf(key, other);
  }

  #append(hash: number, place: number): void {
    const entry = this.#count++;
    if (entry === this.#hashes.length) this.#grow();
    this.#hashes[entry] = hash;
    this.#places[entry] = place;
    this.#enter(entry);
  }

  #enter(entry: number): void {
    const last = this.#slots.length - 1;
    let slot = this.#hashes[entry]! & last;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & last;
    this.#slots[slot] = entry + 1;
  }

  *#entriesFrom(hash: number): Iterable<number> {
    const last = this.#slots.length - 1;
    for (let slot = hash & last; this.#slots[slot] !== 0; slot = (slot + 1) & last)
      yield this.#slots[slot]! - 1;
  }

  /** Half of the slots stay free. */
  #grow(): void {
    this.#hashes = twice(this.#hashes);
    this.#places = twice(this.#places);
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let entry = 0; entry < this.#count - 1; entry++) this.#enter(entry);
  }
}

function twice(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}

/** Where the form of an address has the server's name, and that of the database. */
const [serverMark, databaseMark] = ["\u0000", "\u0001"];

/** An address without what its key says, so that members of one role and password have one form; or the address as it is. */
function formOf(address: string, key: string): string {
  const [server, database] = partsOf(key);
  const form = address.replace(server, serverMark).replace(database, databaseMark);
  return addressOf(form, key) === address ? form : address;
}

function addressOf(form: string, key: string): string {
  const [server, database] = partsOf(key);
  return form.replace(databaseMark, () => database).replace(serverMark, () => server);
}

/** `db1` and `/app` of `db1:5433/app#tenant_1`. */
function partsOf(key: string): [string, string] {
  const [, server = key, database = ""] = /^([^/:#]+)(?::\d+)?(\/[^#]*)?/.exec(key) ?? [];
  return [server, database];
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
  return hash >>> 0;
}
