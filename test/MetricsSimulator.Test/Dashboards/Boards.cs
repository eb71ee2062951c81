using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Dashboards;

/// <summary>Boards of runs that tests look at.</summary>
internal static class Boards
{
    /// <summary>Where those of the catalogue lie.</summary>
    public const string Folder = "deploy/grafana/dashboards/specification";

    /// <summary>A metric of each type besides the catalogue.</summary>
    public const string OwnMetrics = "test/MetricsSimulator.Test/testdata/configuration/own_metrics.good.yaml";

    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Where those of a team lie.</summary>
    public const string TeamFolder = "deploy/grafana/dashboards/claude-code";

    /// <summary>The configuration of a team.</summary>
    public const string Team = "config/claude-code.yaml";

    /// <summary>All boards of the catalogue and of a team, and that of metrics of one's own, by their titles.</summary>
    public static readonly ImmutableDictionary<string, Board> All =
        BoardSet.Of(RunOf(null)).Concat(BoardSet.Of(RunOf(OwnMetrics))).Concat(BoardSet.Of(RunOf(Team))).DistinctBy(board => board.Title, StringComparer.Ordinal).ToImmutableDictionary(board => board.Title, StringComparer.Ordinal);

    /// <summary>Their titles, for theories.</summary>
    public static TheoryData<string> Titles => [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The JSON of a board.</summary>
    public static JsonElement Json(string title)
    {
        using var json = JsonDocument.Parse(BoardJson.Write(All[title]));
        return json.RootElement.Clone();
    }

    /// <summary>The panels of a board that ask something: all but headings.</summary>
    public static IEnumerable<JsonElement> Panels(JsonElement board) => board.GetProperty("panels").EnumerateArray().Where(panel => panel.GetProperty("type").GetString() != "row");

    /// <summary>The expressions of a panel.</summary>
    public static IEnumerable<string> Expressions(JsonElement panel) => panel.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("expr").GetString()!);

    /// <summary>A run of a configuration.</summary>
    /// <param name="file">The configuration; null for the catalogue.</param>
    /// <param name="scenario">The scenario; null for none.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="profile">The names of the metrics of its workload; null for those of the configuration.</param>
    public static Run RunOf(string? file, string? scenario = "none", ulong seed = 42, DateTimeOffset? start = null, NameStyle? profile = null)
    {
        var request = new RunRequest(file is null ? null : Repository.PathOf(file), scenario, seed, start ?? s_start) { Profile = profile };
        var run = new RunReader(request, () => 0, _ => s_start, latestStart: null).Read(out var report);
        Assert.True(run is not null, report);
        return run;
    }
}
