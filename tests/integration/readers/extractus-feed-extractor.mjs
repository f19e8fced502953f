import { extractFromJson, extractFromXml } from "@extractus/feed-extractor";
import { each, html } from "./each.mjs";

// By itself it keeps no more than an excerpt, but it hands over the entry that it saw.
const fullText = (entry) =>
  entry["content:encoded"] ??
  entry.content?.["#text"] ??
  entry.content_html ??
  html(entry.content_text ?? entry.summary) ??
  entry.description;

await each((text, format) => {
  const options = { descriptionMaxLen: 0, getExtraEntryFields: (entry) => ({ text: fullText(entry) }) };
  const feed = (format === "json" ? extractFromJson : extractFromXml)(text, options);
  const items = feed.entries.map((entry) => ({
    id: entry.id,
    title: entry.title,
    link: entry.link,
    published: entry.published,
    text: entry.text,
  }));
  return { title: feed.title, link: feed.link, language: feed.language, items };
});
