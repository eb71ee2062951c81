using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Guile;

/// <summary>Guile keeps what it compiled, and not in the checkout.</summary>
[Trait("needs", "programs")]
public sealed class GuileCacheTest
{
    private static readonly ExternalTool Env = new("/usr/bin/env", "coreutils");

    [Fact]
    public void A_first_run_compiles_without_warnings_a_second_compiles_nothing_and_neither_writes_beside_the_scripts()
    {
        using var cache = new TemporaryFolder();
        var before = Listing(Repository.PathOf("scripts"));

        var compiled = Run(cache, "-c", $"(load \"{Repository.PathOf("scripts/load-path.scm")}\") (use-modules (simulator program))");
        Assert.True(compiled.Status == 0, compiled.ToString());
        Assert.Contains("program.scm.go", compiled.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", compiled.Errors, StringComparison.OrdinalIgnoreCase);

        string[] script = [Repository.PathOf("scripts/claude-metrics-simulator.scm"), "--csv", "20s"];
        Assert.Equal(0, Run(cache, script).Status);
        var kept = Listing(cache.Path);
        Assert.NotEmpty(kept);
        var again = Run(cache, script);

        Assert.Equal((0, ""), (again.Status, again.Errors));
        Assert.Equal(kept, Listing(cache.Path));
        Assert.Equal(before, Listing(Repository.PathOf("scripts")));
    }

    private static ExternalToolResult Run(TemporaryFolder cache, params string[] arguments) =>
        Env.Run(["XDG_CACHE_HOME=" + cache.Path, ExternalTool.Guile.Path, .. arguments]);

    private static (string, DateTime)[] Listing(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => (file, File.GetLastWriteTimeUtc(file)))];
}
