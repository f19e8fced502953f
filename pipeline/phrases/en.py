"""English."""

from pipeline.phrases._language import Language

LANGUAGE = Language(
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date="{day} {month} {year}",
    phrases={
        # notices in feeds
        "withdrawn-title": "Withdrawn: {title}",
        "withdrawn": "This entry has been withdrawn.",
        "expired": "This entry has expired.",
        "deleted": "This entry is no longer available.",
        # pages for people
        "skip": "Skip to the content",
        "all-feeds": "All feeds",
        "published-by": "Published by",
        "language": "Language",
        "updated": "Last change",
        "website": "Website",
        "about-page": "The feed “{title}”: its latest entries, and how to subscribe to it",
        "about-list": "All feeds of “{title}”, and how to subscribe to them",
        "subscribe": "Subscribe",
        "promise": "New entries come to you. It costs nothing, and you need not give a name or an e-mail address.",
        "step-reader": (
            "Open a feed reader: an app, a program or a website that collects what is new. "
            "If you have none yet, search for “RSS reader” where you get your apps."
        ),
        "step-copy": "Copy this address:",
        "step-copy-any": "Copy the address of a feed from its page.",
        "step-paste": "In the feed reader, choose “Add feed” or “Subscribe”, and paste the address.",
        "formats": "Formats",
        "formats-alike": "The same entries, in different formats:",
        "format-atom": "Good for almost every feed reader.",
        "format-rss": "For feed readers that do not know Atom.",
        "format-json": "For programs, and for those who write them.",
        "hub": "Feed readers that know WebSub learn of new entries at once, from this hub:",
        "entries": "Latest entries",
        "no-entries": "There are no entries yet.",
        "mark-withdrawn": "Withdrawn",
        "mark-expired": "Expired",
        "mark-gone": "No longer available",
        "archives": "Older entries",
        "archives-kept": (
            "What no longer fits into the feed is kept in archives. Feed readers that know archives fetch them by themselves."
        ),
        "opml": "All feeds in one file (OPML)",
        "opml-use": "Most feed readers can import this file and so subscribe to all feeds at once.",
    },
)
