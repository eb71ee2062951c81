using CsCheck;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Configuration;

/// <summary>Whatever a scenario says, joining it with a configuration ends with a model or with errors in its file, and never with an exception.</summary>
public class HostileScenarioTest
{
    private const string Folder = "test/MetricsSimulator.Test/testdata/scenarios/";

    private static readonly string[] s_files =
    [
        File.ReadAllText(Repository.PathOf(Folder + "everything.good.yaml")), BuiltInScenarios.Find("anomaly_detection")!.Text,
        File.ReadAllText(Repository.PathOf(Folder + "team_everything.good.yaml")),
    ];

    private static readonly string s_whole = string.Concat(s_files);

    // Its own words in other places make files that are nearly right, which get further than noise does.
    private static readonly string[] s_words =
    [
        .. s_whole.Split([' ', '\n', '{', '}', ',', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Distinct(),
        "~", "null", "-1", "0", "1e300", ".nan", ".inf", "[]", "{}", "''", "constant", "ornstein_uhlenbeck", "type: gauge", "type: counter", "enabled: false", "of: cost", "100y", "99999999h",
    ];

    [Fact]
    [Trait("takes", "seconds")]
    public void Scenarios_with_words_exchanged_are_answered()
    {
        var files = s_files.Select(file => string.Join('\n', file.Split('\n').Where(line => !line.StartsWith('#')))).ToArray();
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 20], Gen.Int[0, s_words.Length - 1]).Array[1, 4]).Sample((file, edits) =>
        {
            var words = files[file].Split(' ');
            foreach (var (at, _, word) in edits)
            {
                var old = words[at % words.Length];
                words[at % words.Length] = s_words[word] + (old.Contains('\n', StringComparison.Ordinal) ? old[old.IndexOf('\n', StringComparison.Ordinal)..] : "");
            }

            AssertAnswered(string.Join(' ', words));
        }, iter: 3000);
    }

    [Fact]
    public void Scenarios_without_some_lines_are_answered()
    {
        var lines = s_whole.Split('\n');
        Gen.Select(Gen.Int[0, lines.Length], Gen.Int[0, lines.Length]).Sample((from, to) => AssertAnswered(string.Join('\n', lines.Skip(from).Take(to))), iter: 1000);
    }

    [Fact]
    public void A_scenario_without_any_metric_is_answered()
    {
        var configuration = ConfigurationReader.ReadText("simulator: {catalogue: none}", "simulator.yaml").Configuration!;

        var result = configuration.ToModel(1, DateTimeOffset.UnixEpoch, ScenarioReader.Find("degradation").Draft!);

        Assert.Equal(
            ["there is no metric token_usage", "there is no metric session_duration", "there is no metric error"],
            result.Errors.Select(error => error.Message));
    }

    private static void AssertAnswered(string yaml)
    {
        var read = ScenarioReader.ReadText(yaml, "f.yaml");
        var result = read.Draft is { } draft ? Scenarios.WithTeam.ToModel(1, DateTimeOffset.UnixEpoch, draft) : new ModelResult(null, read.Errors);
        Assert.Equal(result.Model is null, result.Errors.Length > 0);
        foreach (ConfigurationError error in result.Errors)
        {
            Assert.Equal("f.yaml", error.Place.File);
            // That the scenario is for another kind of run is not written in any line.
            Assert.True(error.Place.Line >= 1 || error.Message.EndsWith("has only a workload", StringComparison.Ordinal), error.ToString());
        }
    }
}
