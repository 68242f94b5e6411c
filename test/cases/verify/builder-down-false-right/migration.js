export const up = (pgm) => {
  pgm.dropColumn({ schema: "app", name: "users" }, "legacy_token", { ifExists: true });
};

export const down = false;
