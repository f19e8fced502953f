import { parseFeed } from "feedsmith";
import { each, html, names, ofJsonFeed } from "./each.mjs";

const link = (of, rel) => of.links?.find((link) => link.rel === rel)?.href;

const readers = {
  atom: (feed) => ({
    title: feed.title.value,
    link: link(feed, "alternate"),
    language: feed.xml?.lang,
    items: feed.entries?.map((entry) => ({
      id: entry.id,
      title: entry.title.value,
      link: link(entry, "alternate"),
      published: entry.published,
      updated: entry.updated,
      language: entry.xml?.lang,
      authors: names(entry.authors),
      summary: entry.summary?.value,
      text: entry.content?.value ?? html(entry.summary?.value),
      tags: entry.categories?.map((category) => category.label),
      enclosure: link(entry, "enclosure"),
    })),
  }),
  rss: (feed) => ({
    title: feed.title,
    link: feed.link,
    language: feed.language,
    items: feed.items?.map((item) => ({
      id: item.guid.value,
      title: item.title,
      link: item.link,
      published: new Date(item.pubDate),
      language: item.dc?.languages?.[0],
      authors: item.dc?.creators,
      summary: item.description,
      text: item.content?.encoded ?? item.description,
      tags: item.categories?.map((category) => category.name),
      enclosure: item.enclosures?.[0].url,
    })),
  }),
  json: ofJsonFeed,
};

await each((text) => {
  const { format, feed } = parseFeed(text);
  return readers[format](feed);
});
