import { effectsOf, type Effect, type Guard, type Thing } from "./effects/index.ts";
import { codeOnly } from "../text/index.ts";
import { parseTrees } from "./reader/parser.ts";
import type { Statement } from "./statements.ts";

export type { Guard } from "./effects/index.ts";

/** A statement, and whether it may be run once more. */
export interface GuardedStatement extends Pick<Statement, "start" | "end" | "text"> {
  readonly guard: Guard;
  /** Of a `no`: what to do about it, in words that follow the statement's place. */
  readonly remedy?: string;
}

export interface GuardOptions {
  /** The section asks not to be parsed. */
  readonly opaque?: boolean;
}

/**
 * The statements of a section, and whether each may run again when the whole section does. A statement that has no
 * guard of its own is guarded by those around it: CREATE TRIGGER by DROP TRIGGER IF EXISTS before it, everything
 * on a table by DROP TABLE IF EXISTS. `loadParser` must have been awaited before; nothing is asked of a database, so
 * unlike the server this takes `t` and `public.t` for two tables.
 * @throws SqlTextError as `parseTrees`
 */
export function guardsOf(text: string, { opaque = false }: GuardOptions = {}): GuardedStatement[] {
  if (opaque) return opaqueSection(text);
  const statements = parseTrees(text).map(({ tree, ...statement }) => ({
    statement,
    effects: effectsOf(tree),
  }));
  return guardsOfEffects(statements.map(({ effects }) => effects)).map((guard, index) => ({
    ...statements[index]!.statement,
    ...guard,
  }));
}

/** The same for statements whose effects are known already, one after the other. */
export function guardsOfEffects(
  statements: readonly (readonly Effect[])[],
): Pick<GuardedStatement, "guard" | "remedy">[] {
  const existence = new Existence();
  for (const effects of statements) effects.forEach((effect) => existence.apply(effect));
  return statements.map((effects) =>
    leastGuarded(effects.map((effect) => again(effect, existence))),
  );
}

/** The statements that would fail, or change something, if the section ran once more. */
export function unguarded(text: string, options?: GuardOptions): GuardedStatement[] {
  return guardsOf(text, options).filter(({ guard }) => guard === "no");
}

function opaqueSection(text: string): GuardedStatement[] {
  if (codeOnly(text).trim() === "") return [];
  const start = text.search(/\S/);
  const statement = text.trim();
  return [{ start, end: start + statement.length, text: statement, guard: "unknown" }];
}

/** What an effect is worth in the second run, where `existence` is how the statements before it left things. */
function again(effect: Effect, existence: Existence): Effect {
  const result = judged(effect, existence);
  existence.apply(effect);
  return result;
}

function judged(effect: Effect, existence: Existence): Effect {
  if (effect.guard === "no" && existence.fits(effect)) return { guard: "yes" };
  if (effect.guard === "yes" && existence.collides(effect))
    return { guard: "no", remedy: "guard it in a DO block that asks for the new name" };
  return effect;
}

const order: readonly Guard[] = ["always", "yes", "unknown", "no"];

function leastGuarded(effects: readonly Effect[]): Pick<GuardedStatement, "guard" | "remedy"> {
  const rank = ({ guard }: Effect) => order.indexOf(guard);
  const { guard, remedy } = effects.reduce(
    (least, effect) => (rank(effect) > rank(least) ? effect : least),
    { guard: "always" },
  );
  return { guard, ...(remedy !== undefined && { remedy }) };
}

/** What is there and what is not, as far as the statements so far show. */
class Existence {
  readonly #known = new Map<Thing["key"], { thing: Thing; exists: boolean }>();

  /** Whether what is to be created is not there, and what is to be dropped is. */
  fits({ creates, drops }: Effect): boolean {
    if (creates === undefined && drops === undefined) return false;
    return this.#of(creates) !== true && this.#of(drops) !== false;
  }

  /** Whether something is to move to where something is already: IF EXISTS does not ask for that. */
  collides({ creates, drops }: Effect): boolean {
    return this.#of(creates) === true && this.#of(drops) === true;
  }

  /** What is inside of something that is dropped goes with it. */
  apply({ creates, drops }: Effect): void {
    if (drops !== undefined) {
      this.#forgetInside(drops);
      this.#known.set(drops.key, { thing: drops, exists: false });
    }
    if (creates !== undefined) this.#known.set(creates.key, { thing: creates, exists: true });
  }

  #of(thing: Thing | undefined): boolean | undefined {
    return thing && this.#known.get(thing.key)?.exists;
  }

  #forgetInside({ key }: Thing): void {
    for (const [other, { thing }] of this.#known)
      if (thing.inside.includes(key)) this.#known.delete(other);
  }
}
