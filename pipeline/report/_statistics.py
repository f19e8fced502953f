"""How much there is of what, and where: for a site that is taken over, before its findings are read one by one."""

from pipeline.report._report import Report
from pipeline.report._tables import by_code, by_place, folders


def statistics(report: Report, *, colour: bool, width: int) -> str:
    """Return the findings counted by code and level and by top folder, as tables that fit *width* cells, and the summary."""
    lines = []
    if report.diagnostics:
        lines += [*by_code(report.groups(), colour=colour, width=width), ""]
        lines += [*by_place(folders(report), "folder", colour=colour, width=width), ""]
    return "\n".join([*lines, report.summary()]) + "\n"
