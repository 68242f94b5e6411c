import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, test } from "vitest";
import { queryOnce } from "./databases.ts";

/** A database of a test file's own on a coordinator and its workers. */
export interface CitusDatabase {
  readonly url: string;
  /** Another one with Citus, that says where scratch databases are to be made. */
  readonly scratch: string;
  query<Row = Record<string, unknown>>(text: string): Promise<Row[]>;
  /** What each worker answers to a query of one value. */
  onWorkers(text: string): Promise<string[]>;
  /** The names of databases on any node that match. */
  databases(shape: string): Promise<string[]>;
}

/** A suite on the cluster whose coordinator TEST_CITUS_URL names; skipped with a line where it names none. */
export function describeCitus(title: string, suite: (database: () => CitusDatabase) => void): void {
  const given = process.env["TEST_CITUS_URL"];
  if (given === undefined) {
    test.skip(`${title}: TEST_CITUS_URL names no coordinator`);
    return;
  }
  describe(title, () => {
    let database: CitusDatabase;
    let drop: () => Promise<void>;
    beforeAll(async () => void ({ database, drop } = await createDatabase(given)));
    afterAll(() => drop());
    suite(() => database);
  });
}

interface Node {
  readonly nodename: string;
  readonly nodeport: number;
  readonly groupid: number;
}

async function createDatabase(given: string) {
  const nodes = await queryOnce<Node>(
    given,
    "select nodename, nodeport, groupid from pg_dist_node order by groupid",
  );
  const name = `pgmaestro_citus_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  for (const node of nodes) {
    await queryOnce(urlOf(given, node, "postgres"), `create database ${name}`);
    await queryOnce(urlOf(given, node, name), "create extension citus");
  }
  const url = onDatabase(given, name);
  for (const { nodename, nodeport, groupid } of nodes)
    await queryOnce(
      url,
      `select ${groupid === 0 ? "citus_set_coordinator_host" : "citus_add_node"}('${nodename}', ${nodeport})`,
    );
  const client = new pg.Client(url);
  await client.connect();
  const query = async <Row>(text: string) => (await client.query(text)).rows as Row[];
  const database: CitusDatabase = {
    url,
    scratch: given,
    query,
    onWorkers: async (text) =>
      (
        await query<{ result: string }>(
          `select result from run_command_on_workers($command$${text}$command$)`,
        )
      ).map(({ result }) => result),
    databases: async (shape) => {
      const found = await Promise.all(
        nodes.map((node) =>
          queryOnce<{ datname: string }>(
            urlOf(given, node, "postgres"),
            `select datname from pg_database where datname ~ '${shape}'`,
          ),
        ),
      );
      return found.flat().map(({ datname }) => datname);
    },
  };
  const drop = async () => {
    await client.end();
    for (const node of nodes)
      await queryOnce(urlOf(given, node, "postgres"), `drop database ${name} with (force)`);
  };
  return { database, drop };
}

function onDatabase(given: string, name: string): string {
  return new URL(`/${name}`, given).href;
}

function urlOf(given: string, { nodename, nodeport }: Node, name: string): string {
  const url = new URL(`/${name}`, given);
  url.host = `${nodename}:${nodeport}`;
  return url.href;
}

/**
 * An extension named citus that does nothing, for a database of a server that is none of Citus: what it makes is what a run knows
 * the real one by. Source: PostgreSQL manual, 20.11.4 `extension_control_path`.
 * @returns SQL that creates it
 */
export function citusStandIn(): string {
  const directory = mkdtempSync(join(tmpdir(), "pgmaestro-extension-"));
  const extension = join(directory, "extension");
  chmodSync(directory, 0o755); // the server's user reads it
  mkdirSync(extension, { mode: 0o755 });
  writeFileSync(join(extension, "citus.control"), "default_version = '12.1'\nsuperuser = true\n");
  writeFileSync(join(extension, "citus--12.1.sql"), standIn);
  return `set extension_control_path = '${directory}:$system'; set allow_system_table_mods = on; create extension citus;
    reset extension_control_path; reset allow_system_table_mods`;
}

const standIn = `
  create table pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char", partkey text, colocationid int,
    repmodel "char", autoconverted boolean);
`;
