import { describe, expect, test } from "vitest";
import { SharedMap } from "../../src/schema/shared-map.ts";

interface Table {
  name: string;
  rows: number;
  parent?: Table | undefined;
}

const tables = (...names: string[]): SharedMap<Table> => {
  const map = new SharedMap<Table>(({ name }) => name, {
    copy: (table) => ({ ...table }),
    link: (copy, { parent }, own) => (copy.parent = parent && own(parent)),
  });
  for (const name of names) map.set(name, { name, rows: 0 });
  return map;
};

const names = (map: SharedMap<Table>) => [...map.values()].map(({ name }) => name);

describe("a clone", () => {
  test("changes by itself, and so does what it was made of", () => {
    const one = tables("a", "b");
    const other = one.clone();
    one.get("a")!.rows = 1;
    other.get("a")!.rows = 2;
    other.get("b")!.rows = 3;
    expect([one.get("a")!.rows, one.get("b")!.rows]).toEqual([1, 0]);
    expect([other.get("a")!.rows, other.get("b")!.rows]).toEqual([2, 3]);
  });

  test("of a clone has what that has by then", () => {
    const one = tables("a");
    const two = one.clone();
    two.get("a")!.rows = 2;
    const three = two.clone();
    two.get("a")!.rows = 3;
    expect([one, two, three].map((map) => map.get("a")!.rows)).toEqual([0, 3, 2]);
  });

  test("drops and adds by itself, in the order of a Map", () => {
    const one = tables("a", "b", "c");
    const other = one.clone();
    other.delete("a");
    other.get("b");
    other.set("d", { name: "d", rows: 0 });
    other.set("a", { name: "a", rows: 1 });
    expect(names(other)).toEqual(["b", "c", "d", "a"]);
    expect(names(one)).toEqual(["a", "b", "c"]);
    one.delete("c");
    expect([one.has("c"), one.get("c"), one.size]).toEqual([false, undefined, 2]);
    expect([other.has("c"), other.size]).toEqual([true, 4]);
  });

  test("refers to values of its own", () => {
    const one = tables("parent", "child");
    one.get("child")!.parent = one.get("parent");
    const other = one.clone();
    expect(other.get("child")!.parent).toBe(other.get("parent"));
    expect(one.get("child")!.parent).toBe(one.get("parent"));
    expect(other.get("parent")).not.toBe(one.get("parent"));
  });
});

test("what two maps share is the same in the views of both, until one of them asks for it", () => {
  const one = tables("a", "b");
  const other = one.clone();
  expect(one.view().get("a")).toBe(other.view().get("a"));
  other.get("a");
  expect(one.view().get("a")).not.toBe(other.view().get("a"));
  expect(one.view().get("b")).toBe(other.view().get("b"));
});

describe("what two maps do not share", () => {
  const unlike = (one: SharedMap<Table>, other: SharedMap<Table>) =>
    one.unlike(other).map((side) => [...side.keys()].toSorted());

  test("is what was done since one was made of the other, though others were made in between", () => {
    const before = tables("a", "b", "c");
    const now = before.clone();
    now.get("a")!.rows = 1;
    now.delete("b");
    const [first, second] = [now.clone(), now.clone()];
    first.set("d", { name: "d", rows: 0 });
    for (const [one, changed] of [
      [now, ["a"]],
      [first, ["a", "d"]],
      [second, ["a"]],
    ] as const) {
      expect(unlike(before, one)).toEqual([["a", "b"], changed]);
      expect(unlike(one, before)).toEqual([changed, ["a", "b"]]);
    }
  });

  test("is all that differs where neither was made of the other", () => {
    const before = tables("a", "b");
    const now = before.clone();
    now.get("a");
    const one = now.clone();
    one.get("b");
    expect(unlike(before, one.clone())).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
    expect(unlike(before, tables("a"))).toEqual([["a", "b"], ["a"]]);
  });
});
