#!/usr/bin/env bash
# Builds the program that 'make simulate' starts. If neither the sources nor the program have changed since the last build, it does nothing.
# That check takes some milliseconds, whereas msbuild takes seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

project=src/MetricsSimulator.Cli/MetricsSimulator.Cli.csproj
program=artifacts/bin/MetricsSimulator.Cli/release
stamp=artifacts/simulator.built
sources=(src scenarios global.json .editorconfig Directory.*.* eng/BannedSymbols.txt)

# Lists every file and folder with its size and the time at which its inode changed. Unlike the modification time, nobody can set that time, and it
# changes when a file is moved.
list() {
  { find "$@" -printf '%p %s %C@\n' 2>/dev/null || true; } | sort
}

if [[ -x $program/claude-metrics-simulator && -e $stamp ]]; then
  now=$(list "${sources[@]}" && list "$program")
  # The list is empty if find does not have -printf.
  [[ -n $now && $now == $(<"$stamp") ]] && exit
  changed=$(find "${sources[@]}" -type f -cnewer "$stamp" 2>/dev/null | head -n 1 || true)
  echo "Building the simulator again${changed:+: $changed has changed}." >&2
  # A file that was moved here may have a modification time before the last build, and msbuild would not notice it.
  find "${sources[@]}" -type f -cnewer "$stamp" ! -newer "$stamp" -exec touch {} + 2>/dev/null || true
elif [[ -x $program/claude-metrics-simulator ]]; then
  echo 'Building the simulator again.' >&2
else
  echo 'Building the simulator. The first time takes about a minute, and longer when NuGet has to fetch packages.' >&2
fi

mkdir -p artifacts
list "${sources[@]}" >"$stamp.new"
# Analyzers are for developers; 'make check' runs them.
dotnet msbuild "$project" -restore -nologo -verbosity:quiet -p:Configuration=Release -p:RunAnalyzers=false
list "$program" >>"$stamp.new"
mv "$stamp.new" "$stamp"
