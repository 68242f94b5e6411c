import { AsyncLocalStorage } from "node:async_hooks";
import type { CallInFile } from "./protocol.ts";

/** Which call of a migration's own code leads to what is sent now. */
const callers = new AsyncLocalStorage<CallInFile>();
let current: string | undefined;

/** Helpers of a migration may call one another. */
Error.stackTraceLimit = 30;

/** Whose calls are kept from now on: those in a file. */
export function keepCallsIn(file: string): void {
  current = file;
}

export function callerNow(): CallInFile | undefined {
  return callers.getStore();
}

/** Keeps which call of the migration each use of an object's methods is, its own calls of them aside. */
export function keepCallsOf<Owner extends object>(owner: Owner): Owner {
  for (const method of methodsOf(owner)) replaced(owner, method, (act) => as(callOf(method), act));
  return owner;
}

function replaced(owner: object, method: string, around: (act: () => unknown) => unknown): void {
  const original = (owner as Record<string, (...given: unknown[]) => unknown>)[method]!;
  Object.defineProperty(owner, method, {
    value(this: unknown, ...given: unknown[]) {
      return around(() => original.apply(this, given));
    },
    configurable: true,
    writable: true,
  });
}

/**
 * Keeps which call of the migration a statement is that is built by calls and sent when it is waited for: the first of them.
 * @param method that began it
 */
export function keepBuildingCall<Builder extends object>(
  builder: Builder,
  method: string,
): Builder {
  const begun = callOf(method);
  let first: CallInFile | undefined;
  for (const step of methodsOf(builder))
    replaced(builder, step, (act) => {
      if (step === "then") return as(first ?? begun, act);
      first ??= callOf(step);
      return act();
    });
  return builder;
}

function as<Result>(caller: CallInFile | undefined, action: () => Result): Result {
  return caller === undefined ? action() : callers.run(caller, action);
}

function callOf(method: string): CallInFile | undefined {
  const { stack = "" } = new Error();
  return current !== undefined && stack.includes(current) ? { method, stack } : undefined;
}

function methodsOf(owner: object): string[] {
  const names = new Set<string>();
  for (
    let one = owner;
    one !== null && one !== Object.prototype;
    one = Object.getPrototypeOf(one) as object
  )
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(one)))
      if (typeof value === "function" && name !== "constructor" && !isClass(name)) names.add(name);
  return [...names];
}

function isClass(name: string): boolean {
  return /^[A-Z]/.test(name);
}
