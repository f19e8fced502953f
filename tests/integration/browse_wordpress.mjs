// Opens pages in a headless Chromium, as a visitor does, and prints as JSON what it found in each.
//
//   node browse_wordpress.mjs CHROMIUM SCREENSHOT URL…
//
// SCREENSHOT is a file for a picture of the first page, or "". No request leaves this machine: those that would are listed.
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

const [executablePath, screenshot, ...urls] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: 30_000 });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
const elsewhere = [];
await page.route(
  (url) => url.hostname !== "127.0.0.1",
  (route) => elsewhere.push(route.request().url()) && route.abort(),
);
const found = {};
for (const url of urls) {
  await page.goto(url, { timeout: 20_000 });
  found[url] = await page.evaluate(async () => {
    const entry = document.querySelector(".kn-entry");
    const images = [...entry.querySelectorAll("img")];
    for (const image of images) {
      image.loading = "eager";
      await image.decode().catch(() => {});
    }
    return {
      language: document.documentElement.lang,
      heading: document.querySelector("h1").innerText,
      text: entry.innerText,
      visible: entry.getBoundingClientRect().height > 0,
      images: images.map((image) => ({ alt: image.alt, src: image.src, loaded: image.naturalWidth > 0 })),
    };
  });
  if (screenshot && url === urls[0]) await page.screenshot({ path: screenshot, fullPage: true });
}
await browser.close();
console.log(JSON.stringify({ found, elsewhere }));
