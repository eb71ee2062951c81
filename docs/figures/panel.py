"""What the figures are drawn with: runs of the simulator, and axes."""
import csv
import subprocess

START = 1767225600              # 2026-01-01T00:00:00Z
WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 60, 16, 34, 40
COLOURS = ["#1b6ca8", "#c8553d", "#3a7d44", "#8e5572", "#b58900", "#2a9d8f", "#6c757d", "#5e548e"]

# On a page with a dark ground, the figure has one too.
STYLE = ("<style>svg{fill:#333}.ground{fill:#fff}.grid{stroke:#ddd}"
         "@media(prefers-color-scheme:dark){svg{fill:#ccc}.ground{fill:#0d1117}.grid{stroke:#333}}</style>")


def rows(*arguments, only=""):
    """(seconds since the start, name, labels, value) of a run; of the rows that hold a text, when one is given."""
    scenario = [] if "--scenario" in arguments or "--config" in arguments else ["--scenario", "none"]
    command = ["claude-metrics-simulator", "generate", "--start", "2026-01-01T00:00:00Z", "--format", "csv", *scenario, *arguments]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    reader = csv.reader(line for line in output.splitlines()[1:] if only in line)
    for time, name, labels, value in reader:
        yield int(time) - START, name, labels, float(value)


class Panel:
    """A pair of axes in a figure."""

    def __init__(self, title, left, width, x_max, y_min, y_max, x_unit):
        self.left, self.right = left + LEFT, left + width - RIGHT
        self.x_max, self.y_min, self.y_max = x_max, y_min, y_max
        self.parts = [f'<text x="{self.left}" y="20" font-weight="bold">{title}</text>',
                      f'<text x="{self.right}" y="{HEIGHT - 6}" text-anchor="end">{x_unit}</text>']

    def x(self, value):
        return self.left + (self.right - self.left) * value / self.x_max

    def y(self, value):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - self.y_min) / (self.y_max - self.y_min)

    def axes(self, xs, ys):
        for value in ys:
            self.parts.append(f'<path d="M{self.left} {self.y(value):.1f}H{self.right}" class="grid"/>')
            self.parts.append(f'<text x="{self.left - 6}" y="{self.y(value) + 4:.1f}" text-anchor="end">{value:,}</text>')
        for value, label in xs:
            self.parts.append(f'<text x="{self.x(value):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{label}</text>')

    def band(self, points):
        """Points of (x, lower, upper)."""
        corners = [(x, upper) for x, _, upper in points] + [(x, lower) for x, lower, _ in reversed(points)]
        self.parts.append(f'<path d="{self.trace(corners)}Z" fill="#999" fill-opacity="0.25"/>')

    def line(self, points, colour, width=1.2, dashes=""):
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self.parts.append(f'<path d="{self.trace(points)}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>')

    def text(self, x, y, content):
        self.parts.append(f'<text x="{self.x(x):.1f}" y="{self.y(y):.1f}">{content}</text>')

    def trace(self, points):
        return "M" + "L".join(f"{self.x(x):.1f} {self.y(y):.1f}" for x, y in points)


def write(path, title, *panels):
    body = "\n".join(part for panel in panels for part in panel.parts)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">\n'
        f'<title>{title}</title>\n{STYLE}\n<rect width="{WIDTH}" height="{HEIGHT}" class="ground"/>\n{body}\n</svg>\n')
