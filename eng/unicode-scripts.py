#!/usr/bin/env python3
"""Writes the table of Unicode's scripts: eng/unicode-scripts.py /usr/share/unicode/Scripts.txt > src/MetricsSimulator/Expressions/UnicodeScripts.Table.cs

Scripts.txt is in Debian's package unicode-data. Take the version of Unicode that the Go of current Prometheus has.
"""
import re
import sys
import textwrap

ranges = {}
for line in open(sys.argv[1], encoding="utf-8"):
    found = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*; (\w+)", line)
    if found:
        first, last = int(found[1], 16), int(found[2] or found[1], 16)
        ranges.setdefault(found[3], []).append((first, last))

print('''namespace MetricsSimulator.Expressions;

internal static partial class UnicodeScripts
{
    // Made by eng/unicode-scripts.py from Scripts.txt of Unicode 15.0. Each line has a script: its name, and its characters.
    private const string Table = """''')
for name in sorted(ranges):
    joined = []
    for first, last in sorted(ranges[name]):
        if joined and joined[-1][1] + 1 == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    text = " ".join([name] + [f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in joined])
    print(textwrap.fill(text, 150, initial_indent=" " * 8, subsequent_indent=" " * 8 + "+ ", break_on_hyphens=False))
print('        """;\n}')
