// Opens pages in a headless Chromium and prints as JSON what it found in each.
//
//   node browse_pages.mjs CHROMIUM BASE PATH…
//
// Of each page: what the console said, what was requested, whether its style sheet applies, how far it scrolls sideways, which
// rules of axe-core it breaks, and where the Tab key leads.
import axe from "axe-core";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WINDOWS = {
  "phone, dark": { colorScheme: "dark", viewport: { width: 320, height: 640 } },
  "desktop, light": { colorScheme: "light", viewport: { width: 1280, height: 900 } },
};

const [executablePath, base, ...paths] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: 30_000 });
const found = {};
for (const path of paths) found[path] = {};
for (const [name, settings] of Object.entries(WINDOWS)) {
  const context = await browser.newContext({ ...settings, reducedMotion: "reduce" });
  for (const path of paths) found[path][name] = await look(context, path);
  await context.close();
}
await browser.close();
console.log(JSON.stringify(found));

async function look(context, path) {
  const page = await context.newPage();
  const said = [];
  const requested = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => requested.push(request.url()));
  await page.goto(base + path, { timeout: 10_000 });
  const { background, sideways } = await page.evaluate(() => ({
    background: getComputedStyle(document.documentElement).backgroundColor,
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  await page.evaluate(axe.source);
  const broken = await page.evaluate(async (values) => (await axe.run(document, { runOnly: values })).violations, RULES);
  const violations = broken.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" ")}`);
  const keyboard = await tab(page);
  await page.close();
  return { said, requested, background, sideways, violations, ...keyboard };
}

// All links in their order; those that Tab reached; and those of them that did not show it.
async function tab(page) {
  const links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link, at) => (link.at = at)));
  const reached = [];
  const unseen = [];
  for (const _ of links) {
    await page.keyboard.press("Tab");
    const { at, visible } = await page.evaluate(() => {
      const focused = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      const { top, bottom } = focused.getBoundingClientRect();
      const inside = bottom > 0 && top < innerHeight;
      return { at: focused.at, visible: inside && outlineStyle === "solid" && parseFloat(outlineWidth) >= 2 };
    });
    reached.push(at);
    if (!visible) unseen.push(at);
  }
  return { links, reached, unseen };
}
