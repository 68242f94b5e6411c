// @ts-check
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/**
 * Runs a file of this folder as a process beside us while `use` runs. Its first message says that it is ready,
 * and it ends when its channel closes, so also if we are killed. It is detached, so Ctrl-C reaches only us.
 * @template T
 * @param {string} file
 * @param {string[]} args
 * @param {(ready: any) => Promise<T>} use
 */
export async function withHelper(file, args, use) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(path, args, { detached: true, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const exited = once(child, "exit");
  try {
    const [ready] = await Promise.race([once(child, "message"), exited.then(() => failed(file))]);
    return await use(ready);
  } finally {
    if (child.connected) child.disconnect();
    await exited;
  }
}

/**
 * What a helper that ended before it was ready comes to.
 * @param {string} file
 * @returns {never}
 */
function failed(file) {
  throw new Error(`${file} ended before it was ready`);
}
