import { StatementError, type Connection } from "../database/index.ts";
import { DatabaseError } from "../errors/index.ts";
import { missingGrants, type HistoryTable } from "../history/index.ts";

/** Where a statement of ours was refused. */
interface Place {
  readonly connection: Connection;
  readonly table: HistoryTable;
}

/** The error of a statement of ours, as one that says what to do about it; any other error as it is. */
export async function explained(error: unknown, place: Place): Promise<unknown> {
  if (!(error instanceof StatementError)) return error;
  const hint = await refusalHint(error, place);
  return hint === undefined ? error : new DatabaseError("The server refused", error.server, hint);
}

/** What to do where the server refused a statement of ours; undefined where that is not known. */
export async function refusalHint(
  { server }: StatementError,
  { connection, table }: Place,
): Promise<string | undefined> {
  if (server.sqlState === insufficientPrivilege) {
    const grants = await missingGrants(connection, table).catch(() => []);
    return grants.length === 0 ? foreignRight : `Let a role that may run: ${grants.join("; ")};`;
  }
  return hintOfState(server.sqlState);
}

const insufficientPrivilege = "42501";
const readOnlyTransaction = "25006";

/** What helps with a state of the server, whosever statement met it. */
export function hintOfState(sqlState: string | undefined): string | undefined {
  if (sqlState === insufficientPrivilege) return foreignRight;
  return sqlState === readOnlyTransaction ? takesNoWrites : undefined;
}

const foreignRight =
  "The role that is connected lacks the right: let the owner GRANT it, or connect as the owner.";

const takesNoWrites =
  "It takes no writes. Connect to the primary if this is a standby; else set default_transaction_read_only to off, which a role, a database, the server or `options` in the URL may have set to on.";
