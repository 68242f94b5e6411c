const users = { schema: "shop", name: "users" };

export const up = (pgm) => {
  pgm.createRole("pgmaestro_reader", { login: false, inherit: true, limit: 3 });
  pgm.alterRole("pgmaestro_reader", { createdb: true });
  pgm.renameRole("pgmaestro_reader", "pgmaestro_viewer");
  pgm.createRole("pgmaestro_group", {});
  pgm.grantRoles("pgmaestro_group", "pgmaestro_viewer", { withAdminOption: true });
  pgm.revokeRoles("pgmaestro_group", "pgmaestro_viewer", { cascade: true });
  pgm.grantOnSchemas({ schemas: "shop", privileges: ["USAGE", "CREATE"], roles: "pgmaestro_viewer" });
  pgm.revokeOnSchemas({ schemas: "shop", privileges: ["CREATE"], roles: "pgmaestro_viewer" });
  pgm.grantOnTables({ tables: users, privileges: ["SELECT", "UPDATE"], roles: ["pgmaestro_viewer"], withGrantOption: true });
  pgm.revokeOnTables({ tables: users, privileges: "UPDATE", roles: "pgmaestro_viewer", cascade: true });
  pgm.createPolicy(users, "own_rows", { command: "SELECT", role: "pgmaestro_viewer", using: "age > 1" });
  pgm.alterPolicy(users, "own_rows", { using: "age > 2" });
  pgm.renamePolicy(users, "own_rows", "own_rows_only");
  pgm.createPolicy(users, "passing_policy", { command: "ALL", check: "true" });
  pgm.dropPolicy(users, "passing_policy", { ifExists: true });
};

export const down = (pgm) => {
  pgm.dropPolicy(users, "own_rows_only");
  pgm.revokeOnTables({ tables: users, privileges: "ALL", roles: "pgmaestro_viewer" });
  pgm.revokeOnSchemas({ schemas: "shop", privileges: "ALL", roles: "pgmaestro_viewer" });
  pgm.dropRole("pgmaestro_group", { ifExists: true });
  pgm.dropRole("pgmaestro_viewer");
};
