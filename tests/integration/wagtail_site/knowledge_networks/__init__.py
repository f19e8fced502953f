"""Shows in Wagtail what a content pipeline publishes: copy this app into a project (docs/wagtail.md)."""
