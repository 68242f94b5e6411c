exports.up = (pgm) => {
  pgm.createType({ schema: "app", name: "device_kind" }, ["phone", "tablet"]);
  pgm.createTable(
    { schema: "app", name: "devices" },
    { id: { type: "bigint", primaryKey: true }, kind: { type: '"app"."device_kind"', notNull: true } },
    { ifNotExists: true },
  );
};

exports.down = (pgm) => {
  pgm.dropTable({ schema: "app", name: "devices" });
};
