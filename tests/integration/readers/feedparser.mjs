import { Readable } from "node:stream";
import FeedParser from "feedparser";
import { each } from "./each.mjs";

await each(async (text) => {
  const parser = Readable.from([text]).pipe(new FeedParser());
  const items = [];
  for await (const item of parser) {
    items.push({
      id: item.guid,
      title: item.title,
      link: item.link,
      published: item.pubdate,
      updated: item.date,
      authors: [item.author],
      summary: item.summary,
      text: item.description,
      tags: item.categories,
      enclosure: item.enclosures[0]?.url,
    });
  }
  const { title, link, language } = parser.meta ?? {};
  return { title, link, language, items };
});
