import Parser from "rss-parser";
import { each, html } from "./each.mjs";

await each(async (text) => {
  const feed = await new Parser().parseString(text);
  const items = feed.items.map((item) => ({
    id: item.guid ?? item.id,
    title: item.title,
    link: item.link,
    published: item.isoDate,
    authors: [item.creator ?? item.author],
    // In RSS `content` is the description.
    summary: item.guid ? item.content : item.summary,
    text: item["content:encoded"] ?? item.content ?? html(item.summary),
    // With a `domain`, a category is an object.
    tags: item.categories?.map((category) => category._ ?? category),
    enclosure: item.enclosure?.url,
  }));
  return { title: feed.title, link: feed.link, language: feed.language, items };
});
