import com.rometools.rome.feed.module.DCModule;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.File;
import java.io.PrintStream;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public class Rome {
    public static void main(String[] paths) throws Exception {
        Stream.Builder<String> feeds = Stream.builder();
        for (String path : paths) {
            SyndFeed feed = new SyndFeedInput().build(new XmlReader(new File(path)));
            feeds.add(json(path) + ":" + read(feed));
        }
        new PrintStream(System.out, true, "UTF-8").println(feeds.build().collect(Collectors.joining(",", "{", "}")));
    }

    static String read(SyndFeed feed) {
        return object(
            "title", json(feed.getTitle()),
            "link", json(feed.getLink()),
            "language", json(feed.getLanguage()),
            "items", array(feed.getEntries().stream().map(Rome::read)));
    }

    static String read(SyndEntry entry) {
        List<SyndContent> contents = entry.getContents();
        SyndContent summary = entry.getDescription();
        DCModule dublinCore = (DCModule) entry.getModule(DCModule.URI);
        List<String> authors = entry.getAuthors().isEmpty()
            ? dublinCore.getCreators()
            : entry.getAuthors().stream().map(author -> author.getName()).collect(Collectors.toList());
        return object(
            "id", json(entry.getUri()),
            "title", json(entry.getTitle()),
            "link", json(entry.getLink()),
            "published", json(entry.getPublishedDate()),
            "updated", json(entry.getUpdatedDate()),
            "language", json(dublinCore.getLanguage()),
            "authors", array(authors.stream().map(Rome::json)),
            "summary", json(summary == null ? null : summary.getValue()),
            "text", json(contents.isEmpty() ? html(summary) : contents.get(0).getValue()),
            "tags", array(entry.getCategories().stream().map(category -> json(category.getName()))),
            "enclosure", json(entry.getEnclosures().isEmpty() ? null : entry.getEnclosures().get(0).getUrl()));
    }

    static String html(SyndContent summary) {
        boolean html = "text/html".equals(summary.getType());
        return html ? summary.getValue() : summary.getValue().replace("&", "&amp;").replace("<", "&lt;");
    }

    static String object(String... pairs) {
        Stream.Builder<String> members = Stream.builder();
        for (int i = 0; i < pairs.length; i += 2) {
            members.add(json(pairs[i]) + ":" + pairs[i + 1]);
        }
        return members.build().collect(Collectors.joining(",", "{", "}"));
    }

    static String array(Stream<String> values) {
        return values.collect(Collectors.joining(",", "[", "]"));
    }

    static String json(Date date) {
        return date == null ? "null" : json(date.toInstant().toString());
    }

    static String json(String text) {
        if (text == null) {
            return "null";
        }
        return text.chars()
            .mapToObj(c -> c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", c) : String.valueOf((char) c))
            .collect(Collectors.joining("", "\"", "\""));
    }
}
