import FeedMe from "feedme";
import { each, html, list, names, ofJsonFeed } from "./each.mjs";

const link = (of, rel) => list(of.link)?.find((link) => link.rel === rel)?.href;

const readers = {
  atom: (feed) => ({
    title: feed.title,
    link: link(feed, "alternate"),
    language: feed["xml:lang"],
    items: feed.items.map((entry) => ({
      id: entry.id,
      title: entry.title,
      link: link(entry, "alternate"),
      published: entry.published,
      updated: entry.updated,
      language: entry["xml:lang"],
      authors: names(entry.author),
      summary: entry.summary,
      text: entry.content ?? html(entry.summary),
      tags: list(entry.category)?.map((category) => category.label),
      enclosure: link(entry, "enclosure"),
    })),
  }),
  rss: (feed) => ({
    title: feed.title,
    link: feed.link,
    language: feed.language,
    items: feed.items.map((item) => ({
      id: item.guid.text,
      title: item.title,
      link: item.link,
      published: new Date(item.pubdate),
      authors: list(item["dc:creator"]),
      summary: item.description,
      text: item["content:encoded"] ?? item.description,
      tags: list(item.category)?.map((category) => category.text ?? category),
      enclosure: item.enclosure?.url,
    })),
  }),
  json: ofJsonFeed,
};

await each((text, format) => {
  const parser = new FeedMe(true);
  parser.write(text);
  parser.end();
  return readers[format](parser.done());
});
