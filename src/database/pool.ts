import type { Pool } from "pg";
import { driverSettings } from "./driver-settings.ts";

export type { Pool };

/**
 * A pool on a database that may be dropped while clients of it are still lent: they then say so at their next query, and not as an
 * error that nobody handles.
 * @param max how many clients it may have. Default: as many as `pg` allows
 */
export async function openPool(address: string, max?: number): Promise<Pool> {
  const { default: pg } = await import("pg");
  const { config, timeoutMs } = driverSettings(address);
  const pool = new pg.Pool({
    ...config,
    ...(max !== undefined && { max }),
    connectionTimeoutMillis: timeoutMs,
  });
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}
