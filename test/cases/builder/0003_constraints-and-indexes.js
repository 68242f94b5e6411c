const users = { schema: "shop", name: "users" };
const orders = { schema: "shop", name: "orders" };

export const up = (pgm) => {
  pgm.addConstraint(users, "age_is_sane", { check: "age < 200" });
  pgm.createConstraint(orders, "one_code_each", { unique: ["user_id", "code"] });
  pgm.addConstraint(orders, "far", { foreignKeys: { columns: "user_id", references: { schema: "shop", name: "users" }, onDelete: "RESTRICT", onUpdate: "CASCADE" }, deferrable: true, deferred: true });
  pgm.renameConstraint(users, "age_is_sane", "age_is_plausible");
  pgm.addConstraint(users, "passing", "CHECK (age <> 13)");
  pgm.dropConstraint(users, "passing", { ifExists: true });
  pgm.createIndex(users, ["age", { name: "email", sort: "DESC" }], { name: "users_by_age", where: "age > 10", include: "balance" });
  pgm.addIndex(orders, "lower(code)", { name: "orders_lower_code", unique: true, ifNotExists: true });
  pgm.createIndex(orders, "user_id", { method: "hash" });
  pgm.createIndex(users, "created_at", { name: "passing_index" });
  pgm.renameIndex({ schema: "shop", name: "passing_index" }, "passing_index_2");
  pgm.dropIndex(users, "created_at", { name: "passing_index_2", ifExists: true });
};

export const down = (pgm) => {
  pgm.dropIndex(orders, "user_id", { method: "hash" });
  pgm.dropIndex(orders, "lower(code)", { name: "orders_lower_code" });
  pgm.dropIndex(users, "age", { name: "users_by_age" });
  pgm.dropConstraint(users, "age_is_plausible");
  pgm.dropConstraint(orders, "far");
  pgm.dropConstraint(orders, "one_code_each");
};
