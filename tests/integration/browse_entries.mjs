// Opens pages that show entries in a headless Chromium and prints as JSON what a visitor finds in each.
//
//   node browse_entries.mjs CHROMIUM BASE PATH…
import axe from "axe-core";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const [executablePath, base, ...paths] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: 30_000 });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const found = {};
for (const path of paths) found[path] = await look(path);
await browser.close();
console.log(JSON.stringify(found));

async function look(path) {
  const page = await context.newPage();
  const said = [];
  const elsewhere = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => request.url().startsWith(base) || elsewhere.push(request.url()));
  await page.goto(base + path, { timeout: 20_000 });
  const shown = await page.evaluate(() => ({
    title: document.title,
    heading: document.querySelector("h1").textContent,
    language: document.documentElement.lang,
    text: document.querySelector(".kn-entry").textContent,
    images: [...document.querySelectorAll(".kn-entry img")].map(({ alt, naturalWidth }) => ({ alt, naturalWidth })),
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  await page.evaluate(axe.source);
  const broken = await page.evaluate(async (values) => (await axe.run(document, { runOnly: values })).violations, RULES);
  const violations = broken.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" ")}`);
  await page.close();
  return { ...shown, said, elsewhere, violations };
}
