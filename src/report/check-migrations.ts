import { type CheckResult } from "../commands/check.ts";
import { type StatementImpact, type Verdict, worst } from "../impact/index.ts";
import type { Finding } from "../lint/index.ts";
import type { NotReached, VerifiedMigration } from "../verify/index.ts";

/** All that the parts of `check` say of one migration. */
export interface CheckedMigration {
  readonly name: string;
  /** Of names and lint. */
  readonly findings: readonly Finding[];
  /** What `verify` saw; absent where it did not try it. */
  readonly verified?: VerifiedMigration;
  readonly notReached?: NotReached;
  /** Whether a proof of it is kept, so that it was not tried again. */
  readonly isProved: boolean;
  /** What its statements do at the sizes of the target, in order; absent without a plan. */
  readonly statements?: readonly StatementImpact[];
}

/** The migrations that were added or changed, in order, each with what all parts say of it. */
export function checkedMigrations({
  migrations,
  names,
  lint,
  verify,
  plan,
}: CheckResult): CheckedMigration[] {
  const findings = [names, lint].flatMap((part) => ("result" in part ? part.result.findings : []));
  const tried = "result" in verify ? verify.result : undefined;
  const segments = "result" in plan ? plan.result.segments : undefined;
  return migrations.map((name) => {
    const verified = tried?.migrations.find((one) => one.name === name);
    const notReached = tried?.notReached.find((one) => one.name === name);
    const statements = segments?.flatMap((segment) =>
      segment.statements.filter(({ migration }) => migration === name),
    );
    return {
      name,
      findings: findings.filter(({ migration }) => migration === name),
      ...(verified && { verified }),
      ...(notReached && { notReached }),
      isProved: tried?.proved?.includes(name) ?? false,
      ...(statements && { statements }),
    };
  });
}

/** The gravest verdict of a migration's statements; undefined without a plan. */
export function verdictOf({ statements }: CheckedMigration): Verdict | undefined {
  return statements && worst(statements.map(({ verdict }) => verdict));
}
