import { connect, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ConnectionFailedError, up } from "../../src/index.ts";
import type { RunEvent } from "../../src/events.ts";
import { describeEachServer } from "../support/databases.ts";
import { freePort, urlOnLoopback } from "../support/loopback.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { applied, rejection } from "../support/results.ts";
import { urlOf } from "../support/sessions.ts";

/** From now on the port leads to the server. */
function lead(port: number, to: URL): void {
  const server = createServer((client) => {
    const inner = connect(Number(to.port), to.hostname);
    client.pipe(inner).pipe(client);
    client.on("error", () => inner.destroy());
    inner.on("error", () => client.destroy());
  }).listen(port, "127.0.0.1");
  onTestFinished(() => void server.close());
}

describeEachServer("a server that does not take connections yet", (db) => {
  async function elsewhere() {
    const there = new URL(urlOf(db()));
    const here = new URL(urlOnLoopback(there.href, await freePort()));
    return { there, here };
  }

  test("is waited for, and that is said once", async () => {
    const { there, here } = await elsewhere();
    const events: RunEvent[] = [];
    await up({
      database: here.href,
      migrationsDir: directoryOf(tables("1_a")),
      wait: 60,
      onEvent: (event) => {
        events.push(event);
        if (event.type === "waiting-for-server") lead(Number(here.port), there);
      },
    });
    const said = events.filter(({ type }) => type === "waiting-for-server");
    expect(said).toEqual([
      {
        type: "waiting-for-server",
        target: expect.stringContaining(":***@"),
        message: expect.stringContaining("nothing listens there"),
      },
    ]);
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("is an error at once where nobody asked to wait, and when the time is up", async () => {
    const { here } = await elsewhere();
    const options = { database: here.href, migrationsDir: directoryOf(tables("1_a")) };
    await rejection(up(options), ConnectionFailedError);
    await rejection(up({ ...options, wait: 0.2 }), ConnectionFailedError);
  });

  test("is not waited for where it refuses us", async () => {
    const url = new URL(urlOf(db()));
    url.pathname = "/there_is_none";
    const events: string[] = [];
    const run = up({
      database: url.href,
      migrationsDir: directoryOf(tables("1_a")),
      wait: 60,
      onEvent: ({ type }) => events.push(type),
    });
    expect((await rejection(run, ConnectionFailedError)).message).toContain("no such database");
    expect(events).toEqual([]);
  });
});
