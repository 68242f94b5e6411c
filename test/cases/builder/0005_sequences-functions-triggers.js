const users = { schema: "shop", name: "users" };

export const up = (pgm) => {
  pgm.createSequence("numbers", { type: "bigint", start: 5, increment: 2, minvalue: 1, maxvalue: 1000, cache: 3, cycle: true });
  pgm.alterSequence("numbers", { restart: 7, increment: 4, cycle: false });
  pgm.renameSequence("numbers", "counters");
  pgm.createSequence("passing_sequence", { ifNotExists: true });
  pgm.dropSequence("passing_sequence", { ifExists: true });
  pgm.createFunction("twice", [{ name: "n", type: "integer", default: 1 }], { returns: "integer", language: "sql", behavior: "IMMUTABLE", onNull: true, parallel: "SAFE" }, "SELECT n * 2; -- 'quoted' $body$");
  pgm.renameFunction("twice", ["integer"], "double_it");
  pgm.createFunction("passing_function", [], { returns: "void", language: "plpgsql", replace: true }, "BEGIN NULL; END");
  pgm.dropFunction("passing_function", [], { ifExists: true, cascade: true });
  pgm.createTrigger(users, "touch", { when: "BEFORE", operation: ["INSERT", "UPDATE"], level: "ROW", condition: "NEW.age > 1", language: "plpgsql" }, "BEGIN NEW.created_at = now(); RETURN NEW; END");
  pgm.renameTrigger(users, "touch", "touch_row");
  pgm.createTrigger(users, "passing_trigger", { when: "AFTER", operation: "DELETE", level: "STATEMENT", function: "touch" });
  pgm.dropTrigger(users, "passing_trigger", { ifExists: true });
};

export const down = (pgm) => {
  pgm.dropTrigger(users, "touch_row");
  pgm.dropFunction("touch", []);
  pgm.dropFunction("double_it", ["integer"]);
  pgm.dropSequence("counters");
};
