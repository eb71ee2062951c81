using MetricsSimulator.Configuration;

namespace MetricsSimulator.Test.Configuration;

public class ReferenceTest
{
    [Fact]
    public void DocsAreWhatTheKeyTablesSay()
    {
        var written = File.ReadAllText(RepositoryFile.PathOf("docs/configuration.md"));

        Assert.True(written == ConfigurationReference.Markdown(), "docs/configuration.md is stale: run `make docs`.");
    }

    [Fact]
    public void TheShippedFileIsTheBuiltInConfiguration()
    {
        var result = ConfigurationReader.ReadFile(RepositoryFile.PathOf("config/simulator.yaml"));

        Assert.Empty(result.Errors);
        Assert.Equal(ConfigurationReader.BuiltIn.ToModel(1, DateTimeOffset.UnixEpoch), result.Configuration!.ToModel(1, DateTimeOffset.UnixEpoch));
        Assert.Equal(ConfigurationReader.BuiltIn.Server, result.Configuration.Server);
    }

    [Fact]
    public void WhatIsCommentedOutInTheShippedFileIsValidToo()
    {
        var lines = File.ReadAllLines(RepositoryFile.PathOf("config/simulator.yaml"));
        var uncommented = lines.Select(line => line.TrimStart().StartsWith("# ", StringComparison.Ordinal) && line.StartsWith("  ", StringComparison.Ordinal)
            && line.Contains(':', StringComparison.Ordinal) && !line.Contains("A counter.", StringComparison.Ordinal)
            && !line.Contains("A histogram.", StringComparison.Ordinal) && !line.Contains("of your own:", StringComparison.Ordinal)
            ? ReplaceFirst(line, "# ", "") : line);

        var result = ConfigurationReader.ReadText(string.Join('\n', uncommented).Replace("catalogue: none", "catalogue: claude_code", StringComparison.Ordinal), "simulator.yaml");

        Assert.Empty(result.Errors);
        Assert.Equal(42UL, result.Configuration!.Seed);
        Assert.Equal("team_queue_depth", result.Configuration.Metrics[^1].Name);
    }

    private static string ReplaceFirst(string line, string old, string with)
    {
        var at = line.IndexOf(old, StringComparison.Ordinal);
        return string.Concat(line.AsSpan(0, at), with, line.AsSpan(at + old.Length));
    }
}
