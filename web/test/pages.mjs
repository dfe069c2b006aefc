// Every page in a real browser: `node test/pages.mjs URL TOKEN FOLDER`. Fails where a page has a violation of axe, shifts while it loads,
// asks another host, says an error, or cannot be worked by keys. Pictures of all pages go into FOLDER.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [url, token, folder] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axe = createRequire(import.meta.url).resolve("axe-core");
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const wrong = [];
process.on("exit", () => wrong.forEach((what) => console.error(what)));

/** A browser's own world, with what goes wrong in it written down. */
async function world(options) {
  const context = await browser.newContext({ baseURL: url, bypassCSP: false, ...options });
  await context.addInitScript(() => {
    globalThis.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((e) => (globalThis.shift += e.value))).observe({
      type: "layout-shift",
      buffered: true,
    });
  });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && !/status of 4\d\d/.test(message.text()) && wrong.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error}`));
  page.on("request", (request) => request.url().startsWith(url) || request.url().startsWith("data:") || wrong.push(`asks ${request.url()}`));
  return page;
}

/** Says what axe finds; it is put beside the page, since the page lets no foreign script in. */
async function violations(page) {
  const session = await page.context().newCDPSession(page);
  const { readFileSync } = await import("node:fs");
  const run = `${readFileSync(axe, "utf8")}; axe.run(document, {resultTypes: ["violations"]}).then((r) => JSON.stringify(r.violations.map((v) => [v.id, v.nodes.slice(0, 3).map((n) => n.html + " | " + n.failureSummary)])))`;
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression: run, awaitPromise: true, returnByValue: true });
  assert(!exceptionDetails, JSON.stringify(exceptionDetails));
  return JSON.parse(result.value);
}

const first = await world({});
await first.goto(`/?token=${token}`);
const state = await first.context().storageState();
const stories = (await (await first.request.get("/api/v1/stories?order=size&limit=1")).json()).stories;
const story = `/story/${encodeURIComponent(stories[0].id)}`;
const paths = {
  start: "/", stories: "/stories", empty: "/stories?min_documents=999", search: "/search?q=ferry", story, time: `${story}?by=time`,
  ledger: `${story}/ledger`, document: `${story}/document/B`, compare: `${story}/compare?base=A&with=B`,
  order: `${story}/compare?base=A&with=C&show=order`, review: "/review", outlets: "/outlets", about: "/about", missing: "/nothing",
};

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
    const page = await world({ colorScheme, viewport, storageState: state, locale: viewport.width > 500 ? "en-GB" : "de-DE" });
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(path);
      for (const [id, nodes] of await violations(page)) wrong.push(`${colorScheme} ${viewport.width} ${name}: ${id}: ${nodes.join(" || ")}`);
      const shift = await page.evaluate(() => globalThis.shift);
      if (shift > 0.01) wrong.push(`${name} shifts by ${shift}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 1) wrong.push(`${viewport.width} ${name} is ${wide} px wider than the window`);
      await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${viewport.width}.png`, fullPage: true });
    }
    await page.context().close();
  }
}

// By keys alone: past the ways to the content, into the field, and off.
const keys = await world({ storageState: state });
await keys.goto("/");
await keys.keyboard.press("Tab");
assert.equal(await keys.evaluate(() => document.activeElement?.className), "skip");
await keys.keyboard.press("Enter");
await keys.keyboard.press("Tab");
assert.equal(await keys.evaluate(() => document.activeElement?.id), "text");
await keys.keyboard.type("The ferry Almina ran aground off Port Sela on Monday, and none of the 212 passengers was hurt, the harbour master said.");
for (let n = 0; n < 4; n++) await keys.keyboard.press("Tab");
await keys.keyboard.press("Enter");
await keys.waitForURL(/\/submission\//, { timeout: 30000 });
assert.match(await keys.textContent("h1"), /Almina/);

// The tree by keys: a node leads to its document, an edge to its evidence.
await keys.goto(story);
await keys.focus(".stemma a:has(g.held)");
await keys.keyboard.press("Enter");
await keys.waitForURL(/\/document\//);
await keys.goto(story);
await keys.focus(".stemma a:has(text.label)");
await keys.keyboard.press("Enter");
await keys.waitForURL(/#s0-to-/);
assert(await keys.locator(".edge:target").isVisible());

// Lines between two texts, where the script was built.
await keys.goto(paths.order);
if (await keys.locator("script[src]").count()) assert((await keys.locator("svg.lines path").count()) > 0, "no lines");

// The queue by keys: the first question is confirmed, and is asked no more.
await keys.goto("/review");
if (await keys.locator("script[src]").count()) {
  const before = await keys.locator(".queue > li").count();
  await keys.locator("input[name=who]").first().fill("Ada");
  await keys.evaluate(() => document.activeElement?.blur());
  await keys.keyboard.press("j");
  await keys.keyboard.press("c");
  await keys.waitForURL(/\/review$/);
  await keys.waitForFunction((n) => document.querySelectorAll(".queue > li").length < n, before);
}

// Without a script: the same, and the page of a job goes on by itself.
const plain = await world({ storageState: state, javaScriptEnabled: false });
await plain.goto("/");
await plain.fill("#text", "A slope of the Ashby granite quarry gave way early on Thursday and buried two excavators, the county said.");
await plain.click("button.main");
await plain.waitForURL(/\/submission\//, { timeout: 30000 });
await plain.goto(story);
assert(await plain.locator(".stemma svg").isVisible());

await browser.close();
process.exit(wrong.length ? 1 : 0);
