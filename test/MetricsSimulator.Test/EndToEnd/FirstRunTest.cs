using System.Text.RegularExpressions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary><c>make</c> builds the program before it runs, and explains failures.</summary>
[Trait("needs", "programs")]
public sealed partial class FirstRunTest
{
    private static readonly ExternalTool s_shell = new("/bin/bash", "bash");

    [Fact]
    public void Each_target_that_needs_dotnet_tells_how_to_install_it_where_it_is_missing()
    {
        var makefile = File.ReadAllText(Path.Combine(Repository.Root, "Makefile"));
        string[] needy = [.. Target().Matches(makefile).Select(match => match.Groups[1].Value).Where(target => Make("$PATH", "--dry-run", target).Output.Contains("dotnet ", StringComparison.Ordinal))];
        Assert.Superset(new HashSet<string> { "simulate", "simulate-dev", "test", "publish", "docs", "bench" }, needy.ToHashSet());
        foreach (var target in needy)
        {
            var result = Make("/nowhere", target);
            Assert.Equal((target, 2), (target, result.Status));
            Assert.Matches(@"^dotnet is missing\. [^\n]+\n  curl -fsSL https://dot\.net/v1/dotnet-install\.sh \| bash [^\n]+\nmake(\[1\])?: [^\n]+\n$", result.Errors);
            Assert.Empty(result.Output);
        }
    }

    [Fact]
    public void The_program_is_built_when_its_sources_or_itself_have_changed_and_not_otherwise()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["eng", "src", "bin"]) Directory.CreateDirectory(folder.File(name));
        File.Copy(Path.Combine(Repository.Root, "eng/build-simulator.sh"), folder.File("eng/build-simulator.sh"));
        // A script that takes the place of the compiler, and fails on request.
        var compiler = folder.Write("bin/dotnet", "#!/bin/sh\necho >>calls; test ! -e broken && mkdir -p artifacts/bin/MetricsSimulator.Cli/release && cp -p bin/dotnet artifacts/bin/MetricsSimulator.Cli/release/claude-metrics-simulator\n");
        Assert.Equal(0, s_shell.Run(["-c", "chmod +x \"$1\"", "bash", compiler]).Status);
        var program = folder.File("artifacts/bin/MetricsSimulator.Cli/release/claude-metrics-simulator");
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        AssertBuilds("the first time", () => folder.Write("src/a.cs", "one"));
        AssertBuilds("a changed file", () => folder.Write("src/a.cs", "two"));
        AssertBuilds("a new file", () => folder.Write("src/b.cs", "one"));
        AssertBuilds("a file that is gone", () => File.Delete(folder.File("src/b.cs")));
        AssertBuilds("a file with an old date", () =>
        {
            File.SetLastWriteTimeUtc(folder.Write("c.cs", "six"), old);
            File.Move(folder.File("c.cs"), folder.File("src/a.cs"), overwrite: true);
        });
        Assert.True(File.GetLastWriteTimeUtc(folder.File("src/a.cs")) > old);
        AssertBuilds("a file whose date was set back", () =>
        {
            File.SetLastWriteTimeUtc(folder.Write("src/a.cs", "ten"), old);
        });
        AssertBuilds("a program that something else has built", () => File.AppendAllText(program, "\n"));
        AssertBuilds("a program that is gone", () => File.Delete(program));
        folder.Write("broken", "");
        folder.Write("src/a.cs", "not");
        Assert.Equal((1, 1), Build());
        Assert.Equal((1, 1), Build());
        AssertBuilds("after a build that failed", () => File.Delete(folder.File("broken")));

        void AssertBuilds(string when, Action change)
        {
            change();
            Assert.Equal((when, (0, 1)), (when, Build()));
            Assert.Equal((when, (0, 0)), (when, Build()));
        }

        (int Status, int Calls) Build()
        {
            File.Delete(folder.File("calls"));
            var result = s_shell.Run(["-c", "PATH=$1/bin:$PATH exec bash \"$1/eng/build-simulator.sh\"", "bash", folder.Path]);
            return (result.Status, File.Exists(folder.File("calls")) ? File.ReadAllLines(folder.File("calls")).Length : 0);
        }
    }

    private static ExternalToolResult Make(string path, params string[] arguments) =>
        s_shell.Run(["-c", $"cd \"$1\" && shift && PATH={path} exec /usr/bin/make --no-print-directory \"$@\"", "bash", Repository.Root, .. arguments]);

    [GeneratedRegex("^([a-z-]+):.*## ", RegexOptions.Multiline, 1000)]
    private static partial Regex Target();
}
