#!/usr/bin/env bash
# Tries the packages of 'make pack' as a new user would: installs the tool from their folder, and builds and runs the example of the README.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=$PWD/dist/packages
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Uses a new cache, so that packages from an earlier build are not found. The usual cache still provides the packages of others.
export NUGET_FALLBACK_PACKAGES=${NUGET_PACKAGES:-$HOME/.nuget/packages} NUGET_PACKAGES=$work/packages DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() {
  echo "package test: $1" >&2
  exit 1
}

version_of() { sed -n "s:.*<PackageVersion Include=\"$1\" Version=\"\(.*\)\".*:\1:p" Directory.Packages.props; }

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
for package in claude-metrics-simulator MetricsSimulator MetricsSimulator.Configuration MetricsSimulator.Formats MetricsSimulator.Scoring; do
  [[ -f $packages/$package.$version.nupkg ]] || fail "there is no $package.$version.nupkg"
  unzip -l "$packages/$package.$version.nupkg" | grep ' README.md$' >/dev/null || fail "$package has no README"
  unzip -l "$packages/$package.$version.snupkg" | grep '\.pdb$' >/dev/null || fail "$package has no symbols"
done

# Installs the tool from this folder and from no other source.
cat >"$work/only-here.config" <<END
<configuration><packageSources><clear /><add key="here" value="$packages" /></packageSources></configuration>
END
dotnet tool install claude-metrics-simulator --version "$version" --tool-path "$work/tool" --configfile "$work/only-here.config" >"$work/install" 2>&1 \
  || fail "dotnet tool install: $(cat "$work/install")"
tool=$work/tool/claude-metrics-simulator
[[ $("$tool" --version) == "$version"* ]] || fail "the tool says version $("$tool" --version)"
[[ $("$tool" check config/simulator.yaml) == 'config/simulator.yaml: valid, '* ]] || fail 'the tool does not check'
"$tool" serve --port 0 --stop-after 1s >"$work/greeting" || fail 'the tool does not serve'
grep --quiet '/metrics,' "$work/greeting" || fail "the tool greets with $(cat "$work/greeting")"

# Builds the example of the README in its own project, with the packages.
mkdir "$work/example"
cat >"$work/example/nuget.config" <<END
<configuration>
  <packageSources><add key="here" value="$packages" /></packageSources>
</configuration>
END
cat >"$work/example/Example.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <OutputType>Exe</OutputType>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <NuGetAudit>false</NuGetAudit>
    <UseMicrosoftTestingPlatformRunner>true</UseMicrosoftTestingPlatformRunner>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="MetricsSimulator.Configuration" Version="[$version]" />
    <PackageReference Include="MetricsSimulator.Formats" Version="[$version]" />
    <PackageReference Include="Microsoft.Extensions.TimeProvider.Testing" Version="$(version_of Microsoft.Extensions.TimeProvider.Testing)" />
    <PackageReference Include="xunit.v3" Version="$(version_of xunit.v3)" />
  </ItemGroup>
</Project>
END
awk '/^```csharp$/ { inside = 1; next } /^```$/ { inside = 0 } inside' src/README.md >"$work/example/QueueAlarmTest.cs"
[[ -s $work/example/QueueAlarmTest.cs ]] || fail 'the README has no example'
dotnet build "$work/example" --configuration Release --output "$work/built" >"$work/build" 2>&1 || fail "the example does not build: $(cat "$work/build")"
[[ -f $work/packages/metricssimulator/$version/metricssimulator.nuspec ]] || fail 'the example was built against another engine'
"$work/built/Example" >"$work/ran" || fail "the example: $(cat "$work/ran")"
grep --quiet 'succeeded: 1' "$work/ran" || fail "the example: $(cat "$work/ran")"
echo 'package test: passed'
