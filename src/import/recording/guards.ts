import childProcess from "node:child_process";
import fs from "node:fs";
import { Module, syncBuiltinESMExports } from "node:module";
import net from "node:net";

/**
 * Keeps what runs in this thread from doing anything but SQL: no network, no programs, no changed files. It gets
 * `standIn` for `pg`.
 */
export function guard(standIn: unknown): void {
  refuse(net.Socket.prototype, ["connect"], "reaches for the network");
  refuse(childProcess, programs, "runs a program");
  refuse(fs, changes, "changes files");
  refuse(fs.promises, promisedChanges, "changes files");
  syncBuiltinESMExports();
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  loader._load = function (request, ...rest) {
    return request === "pg" ? standIn : load.call(this, request, ...rest);
  };
}

const programs = ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"];

const promisedChanges = [
  "writeFile",
  "appendFile",
  "rename",
  "rm",
  "unlink",
  "copyFile",
  "truncate",
];

const changes = [...promisedChanges.flatMap((name) => [name, `${name}Sync`]), "createWriteStream"];

function refuse(owner: object, names: readonly string[], what: string): void {
  for (const name of names) {
    Object.assign(owner, {
      [name]: () => {
        throw new Error(`It ${what} (${name})`);
      },
    });
  }
}

/** Puts the clock of this thread ahead. */
export function shiftClock(ahead: number): void {
  const RealDate = globalThis.Date;
  const now = () => RealDate.now() + ahead;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given: [], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) =>
      name === "now" ? now : (Reflect.get(target, name, receiver) as unknown),
  });
}
