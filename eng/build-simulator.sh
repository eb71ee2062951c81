#!/usr/bin/env bash
# Builds the program that 'make simulate' starts. When neither the sources nor the program have changed since it did so last, it does nothing, which takes some milliseconds where
# msbuild takes seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

project=src/MetricsSimulator.Cli/MetricsSimulator.Cli.csproj
program=artifacts/bin/MetricsSimulator.Cli/release
stamp=artifacts/simulator.built
sources=(src scenarios global.json .editorconfig Directory.*.* eng/BannedSymbols.txt)

# Every file and folder with its size and the time at which its inode changed. Unlike the date of the content, nobody can set that time, and moving a file changes it.
list() {
  { find "$@" -printf '%p %s %C@\n' 2>/dev/null || true; } | sort
}

if [[ -x $program/claude-metrics-simulator && -e $stamp ]]; then
  now=$(list "${sources[@]}" && list "$program")
  # Nothing is listed by a find that cannot print so.
  [[ -n $now && $now == $(<"$stamp") ]] && exit
  changed=$(find "${sources[@]}" -type f -cnewer "$stamp" 2>/dev/null | head -n 1 || true)
  echo "Building the simulator again${changed:+: $changed has changed}." >&2
  # For msbuild, what was moved here with an old date would be older than the program.
  find "${sources[@]}" -type f -cnewer "$stamp" ! -newer "$stamp" -exec touch {} + 2>/dev/null || true
elif [[ -x $program/claude-metrics-simulator ]]; then
  echo 'Building the simulator again.' >&2
else
  echo 'Building the simulator. The first time takes about a minute, and longer when NuGet has to fetch packages.' >&2
fi

mkdir -p artifacts
list "${sources[@]}" >"$stamp.new"
# Analyzers are for whoever changes the code; make check runs them.
dotnet msbuild "$project" -restore -nologo -verbosity:quiet -p:Configuration=Release -p:RunAnalyzers=false
list "$program" >>"$stamp.new"
mv "$stamp.new" "$stamp"
