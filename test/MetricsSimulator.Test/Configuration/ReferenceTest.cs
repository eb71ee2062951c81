using MetricsSimulator.Configuration;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Configuration;

public class ReferenceTest
{
    [Fact]
    public void Docs_are_what_the_key_tables_say()
    {
        var written = File.ReadAllText(Repository.PathOf("docs/configuration.md"));

        Assert.True(written == ConfigurationReference.Markdown(), "docs/configuration.md is stale: run `make docs`.");
    }

    [Fact]
    public void The_shipped_file_is_the_built_in_configuration()
    {
        var result = ConfigurationReader.ReadFile(Repository.PathOf("config/simulator.yaml"));

        Assert.Empty(result.Errors);
        Assert.Equal(ConfigurationReader.BuiltIn.ToModel(1, DateTimeOffset.UnixEpoch), result.Configuration!.ToModel(1, DateTimeOffset.UnixEpoch));
        Assert.Equal(ConfigurationReader.BuiltIn.Server, result.Configuration.Server);
    }

    [Fact]
    public void What_is_commented_out_in_the_shipped_file_is_valid_too()
    {
        var lines = File.ReadAllLines(Repository.PathOf("config/simulator.yaml"));
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
