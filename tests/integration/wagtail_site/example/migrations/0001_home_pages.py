"""A home page for each language: the English one is Wagtail's own, the German one is its sibling."""

from typing import Any

from django.db import migrations


def make_home_pages(apps: Any, _: Any) -> None:
    page, locale = apps.get_model("wagtailcore.Page"), apps.get_model("wagtailcore.Locale")
    home = page.objects.get(depth=2)
    page.objects.filter(pk=home.pk).update(title="International", draft_title="International")
    page.objects.create(
        title="International",
        draft_title="International",
        slug="home-de",
        url_path="/home-de/",
        path="00010002",
        depth=2,
        numchild=0,
        content_type=home.content_type,
        translation_key=home.translation_key,
        locale=locale.objects.create(language_code="de"),
    )
    page.objects.filter(depth=1).update(numchild=2)


class Migration(migrations.Migration):
    # Of Wagtail 6.3: what comes later may come later here too.
    dependencies = [("wagtailcore", "0094_alter_page_locale")]
    operations = [migrations.RunPython(make_home_pages, migrations.RunPython.noop)]
