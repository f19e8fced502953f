"""German."""

from pipeline.phrases._language import Language

LANGUAGE = Language(
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    date="{day}. {month} {year}",
    phrases={
        # notices in feeds
        "withdrawn-title": "Zurückgezogen: {title}",
        "withdrawn": "Dieser Eintrag wurde zurückgezogen.",
        "expired": "Dieser Eintrag ist abgelaufen.",
        "deleted": "Dieser Eintrag ist nicht mehr verfügbar.",
        # pages for people
        "skip": "Zum Inhalt springen",
        "all-feeds": "Alle Feeds",
        "published-by": "Herausgegeben von",
        "language": "Sprache",
        "updated": "Letzte Änderung",
        "website": "Website",
        "about-page": "Der Feed „{title}“: seine neuesten Einträge, und wie man ihn abonniert",
        "about-list": "Alle Feeds von „{title}“, und wie man sie abonniert",
        "subscribe": "Abonnieren",
        "promise": "Neue Einträge kommen zu Ihnen. Das kostet nichts, und Sie müssen weder Namen noch E-Mail-Adresse angeben.",
        "step-reader": (
            "Öffnen Sie einen Feedreader: eine App, ein Programm oder eine Website, die Neuigkeiten sammelt. "
            "Wenn Sie noch keinen haben, suchen Sie dort, wo Sie Ihre Apps herbekommen, nach „RSS-Reader“."
        ),
        "step-copy": "Kopieren Sie diese Adresse:",
        "step-copy-any": "Kopieren Sie die Adresse eines Feeds von seiner Seite.",
        "step-paste": "Wählen Sie im Feedreader „Feed hinzufügen“ oder „Abonnieren“ und fügen Sie die Adresse ein.",
        "formats": "Formate",
        "formats-alike": "Dieselben Einträge in verschiedenen Formaten:",
        "format-atom": "Gut für fast jeden Feedreader.",
        "format-rss": "Für Feedreader, die Atom nicht kennen.",
        "format-json": "Für Programme und alle, die sie schreiben.",
        "hub": "Feedreader, die WebSub kennen, erfahren sofort von neuen Einträgen, und zwar von diesem Hub:",
        "entries": "Neueste Einträge",
        "no-entries": "Es gibt noch keine Einträge.",
        "mark-withdrawn": "Zurückgezogen",
        "mark-expired": "Abgelaufen",
        "mark-gone": "Nicht mehr verfügbar",
        "archives": "Ältere Einträge",
        "archives-kept": (
            "Was nicht mehr in den Feed passt, bleibt in Archiven erhalten. "
            "Feedreader, die Archive kennen, holen es von selbst."
        ),
        "opml": "Alle Feeds in einer Datei (OPML)",
        "opml-use": "Die meisten Feedreader können diese Datei importieren und so alle Feeds auf einmal abonnieren.",
    },
)
