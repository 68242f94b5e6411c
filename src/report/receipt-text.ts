import type { ReceiptResult } from "../commands/receipt.ts";
import { moment, plural } from "./style.ts";

/** What `receipt` wrote, for people. */
export function receiptReport({ receipt, file }: ReceiptResult): string {
  const { environment, migrations, expiresAt } = receipt;
  const without = migrations.filter(({ checksum }) => checksum === undefined).length;
  const unproved =
    without === 0
      ? ""
      : ` Of ${plural(without, "migration")} there is no checksum, as another tool applied them; \`pgmaestro adopt --env ${environment}\` journals them.`;
  return `Wrote ${file ?? "a receipt"}: ${plural(migrations.length, "migration")} of ${environment}, until ${moment(expiresAt)}.${unproved}`;
}
