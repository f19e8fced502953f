require "cgi"
require "json"
require "rss"

def link(of, rel)
  of.links.find { |link| link.rel == rel }&.href
end

def atom(feed)
  items = feed.entries.map do |entry|
    summary = entry.summary&.content
    {
      id: entry.id.content, title: entry.title.content, link: link(entry, "alternate"),
      published: entry.published.content.xmlschema, updated: entry.updated.content.xmlschema, language: entry.lang,
      authors: entry.authors.map { |author| author.name.content }, summary: summary,
      text: entry.content&.content || CGI.escapeHTML(summary), tags: entry.categories.map(&:label),
      enclosure: link(entry, "enclosure")
    }
  end
  { title: feed.title.content, link: link(feed, "alternate"), language: feed.lang, items: items }
end

def rss(feed)
  items = feed.items.map do |item|
    {
      id: item.guid.content, title: item.title, link: item.link, published: item.pubDate.xmlschema,
      language: item.dc_language, authors: item.dc_creators.map(&:content), summary: item.description,
      text: item.content_encoded || item.description, tags: item.categories.map(&:content), enclosure: item.enclosure&.url
    }
  end
  { title: feed.channel.title, link: feed.channel.link, language: feed.channel.language, items: items }
end

read = ARGV.to_h do |path|
  # The second argument: raise an error at whatever the standard does not allow.
  feed = RSS::Parser.parse(File.read(path, encoding: "utf-8"), true)
  [path, feed.is_a?(RSS::Atom::Feed) ? atom(feed) : rss(feed)]
end
puts JSON.generate(read)
