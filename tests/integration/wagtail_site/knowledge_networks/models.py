"""The page that shows an entry, and what the importer remembers."""

import json

from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RawHTMLBlock
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page


class EntryPage(Page):
    """Shows an entry; or nothing, as a draft, where entries stand below a URL at which there is none."""

    body = StreamField([("html", RawHTMLBlock())], blank=True)
    """One block with the HTML of the entry; images and documents in it are those of this site."""
    image = models.ForeignKey(get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The picture that stands for the entry."""
    entry = models.JSONField(default=dict, editable=False)
    """The entry's JSON without `content_html`, for templates: its type, fields, authors, tags, sections, attachments, …"""

    is_creatable = False
    content_panels = [*Page.content_panels, FieldPanel("body"), FieldPanel("image")]
    template = "knowledge_networks/entry_page.html"

    @property
    def siblings(self) -> "models.QuerySet[Page]":
        """The live pages that show the same in each language, this one among them, by language."""
        return self.get_translations(inclusive=True).live().order_by("locale__language_code")

    @property
    def feeds(self) -> list[dict[str, str]]:
        """The feeds that the settings name, those in this page's language first."""
        own = self.locale.language_code
        named = sorted(getattr(settings, "KNOWLEDGE_NETWORKS_FEEDS", {}).items(), key=lambda item: (item[0] != own, item[0]))
        return [{"language": language, "title": title, "url": url} for language, feeds in named for title, url in feeds]

    @property
    def json_ld(self) -> SafeString:
        """What schema.org says of the entry, as it may stand in a `script` element; "" where there is nothing."""
        data = self.entry.get("json_ld")
        return mark_safe(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c") if data else "")


class Medium(models.Model):
    """A published image or file that was copied into this site. Its path names its content, so it never changes."""

    path = models.CharField(max_length=255, unique=True)
    """`media/NAME.HASH.EXT`."""
    sha256 = models.CharField(max_length=64)
    image = models.ForeignKey(get_image_model_string(), null=True, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(get_document_model_string(), null=True, on_delete=models.CASCADE, related_name="+")
    file = models.FileField(upload_to="knowledge_networks", blank=True)
    """Where it is in neither library: one of the sizes of an image."""

    @property
    def url(self) -> str:
        if self.document:
            return self.document.url
        return self.image.file.url if self.image else self.file.url


class Record(models.Model):
    """A page that the importer made. What has no record is never touched."""

    uid = models.CharField(max_length=100, unique=True, null=True)
    """Of the entry; null where the page only holds the place of those below it."""
    digest = models.CharField(max_length=64, blank=True)
    """Of the entry as it was imported; "" while the page shows none."""
    page = models.OneToOneField(EntryPage, on_delete=models.CASCADE)
    revision = models.PositiveBigIntegerField(null=True)
    """The number of the revision that was imported: where the page has a later one, somebody edited it."""
    url_path = models.TextField(blank=True)
    """Wagtail's, as it was then: where the page has another one, somebody moved it."""
    media = models.ManyToManyField(Medium)


class ImportedRedirect(models.Model):
    """A redirect that the importer made."""

    redirect = models.OneToOneField(Redirect, on_delete=models.CASCADE, primary_key=True)


class Progress(models.Model):
    """One row: what was imported last."""

    state = models.CharField(max_length=120)
    """The `state` of the copy."""
