/** Names in TypeScript, each given once: a second one of the same gets a number. */
export class Names {
  readonly #taken: Set<string>;
  readonly #standard: string;

  /** @param standard the schema whose objects have no other name in front */
  constructor(standard: string, taken: Iterable<string>) {
    this.#standard = standard;
    this.#taken = new Set(taken);
  }

  /** `app.user_posts` becomes `AppUserPosts`, followed by each of the endings, all of which are free. */
  give(schema: string, name: string, endings: readonly ((base: string) => string)[]): string {
    const base = pascal(schema === this.#standard ? name : `${schema}_${name}`);
    const isFree = (one: string) => endings.every((ending) => !this.#taken.has(ending(one)));
    let free = base;
    for (let number = 2; !isFree(free); number++) free = `${base}${number}`;
    for (const ending of endings) this.#taken.add(ending(free));
    return free;
  }
}

function pascal(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const joined = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
  return /^\p{L}/u.test(joined) ? joined : `T${joined}`;
}

/** As the key of an object. */
export function propertyName(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : JSON.stringify(name);
}
