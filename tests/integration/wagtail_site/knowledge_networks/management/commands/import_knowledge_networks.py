"""`manage.py import_knowledge_networks DIR`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pipeline.consume import Copy
from pipeline.model import Trouble

from ...importer import bring


class Command(BaseCommand):
    help = "Make the pages of this site equal to what is published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("folder", metavar="DIR", type=Path, help="what `pipeline pull URL DIR` wrote, or an outputs/ folder")
        add("--repair", action="store_true", help="also write again what was edited, moved or deleted by hand")
        add("--delete", action="store_true", help="delete the pages of withdrawn entries, not only unpublish them")
        add("--allow-removals", action="store_true", help="withdraw even more than a fifth of all entries")

    def handle(self, *, folder: Path, repair: bool, delete: bool, allow_removals: bool, **_: Any) -> None:
        try:
            done = bring(Copy.open(folder), repair=repair, delete=delete, allow_removals=allow_removals)
        except Trouble as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"{done.written} written, {done.withdrawn} withdrawn, {done.redirects} redirects changed")
        if done.refused:
            raise CommandError("\n".join(("not imported:", *done.refused)))
