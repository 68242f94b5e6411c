import { InvalidRequestError } from "../errors/index.ts";
import { dbMigrate } from "./db-migrate.ts";
import { dbmate } from "./dbmate.ts";
import { diesel } from "./diesel.ts";
import { drizzle } from "./drizzle.ts";
import { flyway } from "./flyway.ts";
import { golangMigrate } from "./golang-migrate.ts";
import { goose } from "./goose.ts";
import { graphileMigrate } from "./graphile-migrate.ts";
import { knex } from "./knex.ts";
import { prisma } from "./prisma.ts";
import { sequelize } from "./sequelize.ts";
import type { ImportSource } from "./source.ts";
import { sqlx } from "./sqlx.ts";
import { supabase } from "./supabase.ts";
import { typeorm } from "./typeorm.ts";

/** Every tool that can be imported from. */
export const sources: readonly ImportSource[] = [
  dbMigrate,
  dbmate,
  diesel,
  drizzle,
  flyway,
  golangMigrate,
  goose,
  graphileMigrate,
  knex,
  prisma,
  sequelize,
  sqlx,
  supabase,
  typeorm,
];

/** @throws InvalidRequestError for a tool that is not known */
export function sourceNamed(name: string): ImportSource {
  const source = sources.find((one) => one.name === name.toLowerCase());
  if (source !== undefined) return source;
  throw new InvalidRequestError(
    `pgmaestro does not import from "${name}"`,
    `It imports from ${sources.map((one) => one.name).join(", ")}. What node-pg-migrate has run needs no import: \`pgmaestro status\`.`,
  );
}
