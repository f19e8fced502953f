// Reads each feed named on the command line, as a program of another maker understands it, and prints what it read as JSON.
import { readFile } from "node:fs/promises";
import { extractFromJson } from "@extractus/feed-extractor";
import Parser from "rss-parser";

async function readXml(text) {
  const feed = await new Parser().parseString(text);
  const items = feed.items.map((item) => ({
    id: item.guid ?? item.id,
    title: item.title,
    link: item.link,
    published: item.isoDate,
    text: item["content:encoded"] ?? item.content ?? "",
  }));
  return { title: feed.title, link: feed.link, items };
}

function readJson(text) {
  // The reader keeps no more than an excerpt of the text, but hands over the item that it saw.
  const getExtraEntryFields = (item) => ({ text: item.content_html ?? item.content_text });
  const feed = extractFromJson(JSON.parse(text), { getExtraEntryFields });
  const items = feed.entries.map(({ id, title, link, published, text }) => ({ id, title, link, published, text }));
  return { title: feed.title, link: feed.link, items };
}

const read = {};
for (const path of process.argv.slice(2)) {
  const text = await readFile(path, "utf8");
  read[path] = await (path.endsWith(".json") ? readJson(text) : readXml(text));
}
console.log(JSON.stringify(read));
