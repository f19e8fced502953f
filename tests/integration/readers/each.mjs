// What the readers in JavaScript share.
import { readFile } from "node:fs/promises";

// Read each feed named on the command line, and print what came of it as JSON.
export async function each(read) {
  const answer = {};
  for (const path of process.argv.slice(2)) {
    const [, format] = /\.(atom|rss|json)\b/.exec(path);
    answer[path] = await read(await readFile(path, "utf8"), format);
  }
  console.log(JSON.stringify(answer));
}

// A plain text as HTML.
export const html = (text) => text?.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

// One value, several or none.
export const list = (value) => (value === undefined ? undefined : [value].flat());

export const names = (authors) => list(authors)?.map((author) => author.name);

// A JSON Feed of which a reader has kept the form.
export const ofJsonFeed = (feed) => ({
  title: feed.title,
  link: feed.home_page_url,
  language: feed.language,
  items: feed.items.map((item) => ({
    id: item.id,
    title: item.title,
    link: item.url,
    published: item.date_published,
    updated: item.date_modified,
    language: item.language,
    authors: names(item.authors ?? feed.authors),
    summary: item.summary,
    text: item.content_html ?? html(item.content_text),
    tags: item.tags,
    enclosure: item.attachments?.[0].url,
  })),
});
