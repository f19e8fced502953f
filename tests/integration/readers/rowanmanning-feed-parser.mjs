import { parseFeed } from "@rowanmanning/feed-parser";
import { each, html } from "./each.mjs";

await each((text) => {
  const feed = parseFeed(text);
  const items = feed.items.map((item) => ({
    id: item.id,
    title: item.title,
    link: item.url,
    published: item.published,
    updated: item.updated,
    authors: item.authors.map((author) => author.name),
    summary: item.description,
    text: item.content ?? (feed.meta.type === "rss" ? item.description : html(item.description)),
    tags: item.categories.map((category) => category.label),
    enclosure: item.media[0]?.url,
  }));
  return { title: feed.title, link: feed.url, language: feed.language, items };
});
