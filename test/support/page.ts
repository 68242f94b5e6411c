import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { directoryOf } from "./migrations.ts";
import { join } from "node:path";

/** How a page is looked at. */
export interface Look {
  readonly width?: number;
  readonly colours?: "light" | "dark";
}

/** A page that was opened, and what it should not have done. */
export interface OpenPage {
  readonly page: Page;
  /** Requests but for itself, messages on the console, errors. */
  readonly misdeeds: string[];
}

/** Opens a page from a file. */
export async function openPage(
  browser: Browser,
  html: string,
  { width = 1280, colours = "light" }: Look = {},
): Promise<OpenPage> {
  const url = `file://${join(directoryOf({ "page.html": html }), "page.html")}`;
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: colours });
  const misdeeds: string[] = [];
  page.on("request", (request) => request.url() === url || misdeeds.push(request.url()));
  page.on("console", (message) => misdeeds.push(message.text()));
  page.on("pageerror", (error) => misdeeds.push(error.message));
  page.on("dialog", (dialog) => misdeeds.push(dialog.message()));
  await page.goto(url);
  return { page, misdeeds };
}

/** Opens all that is folded. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(`document.querySelectorAll("details").forEach((one) => (one.open = true))`);
}

/** What axe finds wrong, in lines. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate<axe.AxeResults>("axe.run()");
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** What is wider than the window, but for what is scrolled in a place of its own. */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[
    ...(document.documentElement.scrollWidth > innerWidth ? ["the page"] : []),
    ...[...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .filter((one) => one.closest(".diagrams svg") === null)
      .map(({ outerHTML }) => outerHTML.slice(0, 100)),
  ]`);
}
