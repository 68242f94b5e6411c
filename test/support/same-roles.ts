import { differences, statementsBetween, type Catalog } from "../../src/catalog/index.ts";
import { withSameRoles } from "../../src/catalog/alike/roles.ts";

/** `statementsBetween`, without the roles: they are the server's, where other tests make and drop some at the same time. */
export function statementsHere(
  from: Catalog,
  to: Catalog,
  options?: Parameters<typeof statementsBetween>[2],
): ReturnType<typeof statementsBetween> {
  return statementsBetween(...withSameRoles(from, to), options);
}

/** The same for `differences`. */
export function differencesHere(first: Catalog, second: Catalog): ReturnType<typeof differences> {
  return differences(...withSameRoles(first, second));
}
