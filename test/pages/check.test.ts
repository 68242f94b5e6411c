import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkPage } from "../../src/report/page/check-page.ts";
import { chromiumPath, launchChromium } from "../support/browser.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { type Look, openPage, overflowing, unfold, violations } from "../support/page.ts";
import { richCheck } from "../support/rich-check.ts";

const asIs = (text: string) => text;
const long = "a_name_that_goes_on_and_on_".repeat(4);

describe.skipIf(chromiumPath === undefined)("the page of check", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  const open = async (text: string, look?: Look) =>
    openPage(browser, checkPage(await richCheck(text), asIs), look);

  test.each(["light", "dark"] as const)(
    "has nothing that axe finds wrong in %s",
    async (colours) => {
      const { page, misdeeds } = await open("orders", { colours });
      await unfold(page);
      expect(await violations(page)).toEqual([]);
      expect(misdeeds).toEqual([]);
      await page.close();
    },
  );

  test.each([320, 768, 1280])("fits into %d pixels, with long names too", async (width) => {
    const { page } = await open(long, { width });
    await unfold(page);
    expect(await overflowing(page)).toEqual([]);
    await page.close();
  });

  test("is reached by the keyboard, all of it, and shows where one is", async () => {
    const { page } = await open("orders");
    const controls = await page.evaluate<number>(
      `document.querySelectorAll("a, summary, [tabindex], input:checked").length`,
    );
    const reached: string[] = [];
    for (let at = 0; at < controls; at++) {
      await page.keyboard.press("Tab");
      const [tag, outline] = await page.evaluate<[string, string]>(
        `[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]`,
      );
      expect([tag, outline]).toEqual([tag, "solid"]);
      reached.push(tag);
    }
    expect(reached.length).toBe(controls);
    expect(reached).not.toContain("BODY");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.tagName")).toBe("BODY");
    await page.close();
  });

  test("has its switches without a script: colours, before and after", async () => {
    const { page } = await open("orders");
    const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await background();
    await page.check("#theme-dark");
    expect(await background()).not.toBe(light);
    await page.check("#theme-light");
    expect(await background()).toBe(light);
    const opacity = (style: string) =>
      page.evaluate(`getComputedStyle(document.querySelector("svg .row.${style}")).opacity`);
    expect([await opacity("added"), await opacity("dropped")]).toEqual(["1", "1"]);
    await page.check("#view-before");
    expect([await opacity("added"), await opacity("dropped")]).toEqual(["0.12", "1"]);
    await page.check("#view-after");
    expect([await opacity("added"), await opacity("dropped")]).toEqual(["1", "0.12"]);
    await page.close();
  });

  test("prints on white with all that is folded", async () => {
    const { page } = await open("orders", { colours: "dark" });
    await page.evaluate(
      `document.querySelectorAll("details").forEach((one) => (one.open = false))`,
    );
    await page.emulateMedia({ media: "print" });
    const heights = await page.evaluate<number[]>(
      `[...document.querySelectorAll(".source")].map((one) => one.getBoundingClientRect().height)`,
    );
    expect(Math.min(...heights)).toBeGreaterThan(15);
    expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(26, 34, 48)");
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
    await page.close();
  });

  test("shows texts of others, and obeys none", async () => {
    const calm = await open("orders");
    const made = await calm.page.evaluate<string[]>(madeOf);
    for (const text of hostileTexts) {
      const { page, misdeeds } = await open(text);
      expect([text, await page.evaluate(madeOf)]).toEqual([text, made]);
      expect([text, misdeeds]).toEqual([text, []]);
      const shown = await page.evaluate<string>("document.body.textContent");
      for (const word of text.match(/[\p{L}\p{N}]+/gu) ?? []) expect(shown).toContain(word);
      await page.close();
    }
  });
});

/** How many there are of what texts do not make, and which attributes there are. */
const madeOf = `[
  ...["style", "script", "h1", "h2", "h3", "section", "details", "a", "input", "svg", "table", "td"]
    .map((tag) => tag + document.querySelectorAll(tag).length),
  ...new Set([...document.querySelectorAll("*")].flatMap(({ tagName, attributes }) =>
    [...attributes].map(({ name }) => tagName + " " + name))),
].filter((one) => one !== "PRE class").sort()`;
