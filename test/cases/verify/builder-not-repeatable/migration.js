export const up = (pgm) => {
  pgm.createTable({ schema: "app", name: "devices" }, { id: { type: "bigint", primaryKey: true } });
};

export const down = (pgm) => {
  pgm.dropTable({ schema: "app", name: "devices" }, { ifExists: true });
};
