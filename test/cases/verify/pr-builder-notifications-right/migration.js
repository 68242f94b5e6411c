const notifications = { schema: "app", name: "notifications" };
const preferences = { schema: "app", name: "notification_preferences" };

exports.shorthands = undefined;

exports.up = (pgm) => {
  pgm.createTable(
    preferences,
    {
      user_id: { type: "uuid", primaryKey: true, references: { schema: "app", name: "users" }, onDelete: "CASCADE" },
      email: { type: "boolean", notNull: true, default: true },
      push: { type: "boolean", notNull: true, default: false },
    },
    { ifNotExists: true },
  );
  pgm.createTable(
    notifications,
    {
      id: { type: "bigint", sequenceGenerated: { precedence: "ALWAYS" }, primaryKey: true },
      user_id: { type: "uuid", notNull: true, references: { schema: "app", name: "users" }, onDelete: "CASCADE" },
      body: { type: "jsonb", notNull: true },
      read_at: { type: "timestamptz" },
      created_at: { type: "timestamptz", notNull: true, default: pgm.func("now()") },
    },
    { ifNotExists: true },
  );
  pgm.createIndex(notifications, ["user_id", { name: "created_at", sort: "DESC" }], {
    name: "idx_notifications_unread",
    where: "read_at IS NULL",
    ifNotExists: true,
  });
  pgm.dropTrigger(notifications, "notifications_notify", { ifExists: true });
  pgm.createFunction(
    { schema: "app", name: "notify_user" },
    [],
    { returns: "trigger", language: "plpgsql", replace: true },
    "BEGIN PERFORM pg_notify('notifications', NEW.user_id::text); RETURN NEW; END",
  );
  pgm.createTrigger(notifications, "notifications_notify", {
    when: "AFTER",
    operation: "INSERT",
    level: "ROW",
    function: { schema: "app", name: "notify_user" },
  });
};

exports.down = (pgm) => {
  pgm.dropTable(notifications, { ifExists: true });
  pgm.dropFunction({ schema: "app", name: "notify_user" }, [], { ifExists: true });
  pgm.dropTable(preferences, { ifExists: true });
};
