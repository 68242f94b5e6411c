import { guarded, type Effect, type Readers } from "./effect.ts";
import { namedThing, objectThing, userMapping, type Thing } from "./thing.ts";

/** DROP. */
export const removals: Readers = {
  DropStmt: ({ removeType, objects, missing_ok }) =>
    (objects ?? []).map((object) => drop(missing_ok, objectThing(removeType!, object))),
  DropRoleStmt: ({ roles, missing_ok }) =>
    (roles ?? []).map((role) => {
      const name = "RoleSpec" in role ? role.RoleSpec.rolename : undefined;
      return drop(missing_ok, namedThing("role", [name ?? ""]));
    }),
  DropdbStmt: ({ dbname, missing_ok }) => [drop(missing_ok, namedThing("database", [dbname!]))],
  DropTableSpaceStmt: ({ tablespacename, missing_ok }) => [
    drop(missing_ok, namedThing("tablespace", [tablespacename!])),
  ],
  DropSubscriptionStmt: ({ subname, missing_ok }) => [
    drop(missing_ok, namedThing("subscription", [subname!])),
  ],
  DropUserMappingStmt: ({ servername, user, missing_ok }) => [
    drop(missing_ok, userMapping(servername, user)),
  ],
};

function drop(missingOk: boolean | undefined, drops: Thing): Effect {
  return guarded(missingOk, "add IF EXISTS", { drops });
}
