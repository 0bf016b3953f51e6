"""Tables that are printed as they are made and can be kept as a page."""

from __future__ import annotations


class Paper:
    """What was measured, printed at once and kept for a page."""

    def __init__(self):
        self.kept = []

    def head(self, words):
        print(f"\n{words}")
        self.kept.append(f"## {words}\n")

    def say(self, words):
        print(f"  {words}")
        self.kept.append(f"{words}\n")

    def table(self, columns, rows):
        """Show rows of words; the first column is a name, the others are figures."""
        told = [columns, *rows]
        widths = [max(len(cell) for cell in column) for column in zip(*told, strict=True)]
        for first, *others in told:
            cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
            print("  " + "  ".join([first.ljust(widths[0]), *cells]))
        lines = [columns, ["---"] + ["---:"] * (len(columns) - 1), *rows]
        self.kept.append("".join(f"| {' | '.join(cells)} |\n" for cells in lines))

    def markdown(self, title, lead):
        return f"# {title}\n\n{lead}\n\n" + "\n".join(self.kept)


def share(right, of):
    """Return a share in words; nothing to count is a dash."""
    return f"{right / of:.3f}" if of else "–"


def counted(right, of):
    return f"{share(right, of)} ({right}/{of})"
