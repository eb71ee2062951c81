using System.Collections.Immutable;
using System.Text;

namespace MetricsSimulator.Configuration.Scenarios;

/// <summary>The scenarios that are part of the program: the files of the folder <c>scenarios</c>.</summary>
public static class BuiltInScenarios
{
    /// <summary>The name of the scenario that is played if neither a configuration nor a scenario is given.</summary>
    public const string Everyday = "everyday";

    /// <summary>The word that stands for no scenario.</summary>
    public const string None = "none";

    private static readonly string[] s_names =
    [
        Everyday, "normal", "load_test", "degradation", "daily_cycle", "anomaly_detection", "incidents",
        "team_week", "model_migration", "onboarding", "budget_blowout", "api_incident", "team_incidents", "phantom_two_million",
    ];

    /// <summary>All built-in scenarios, in the order of the documentation.</summary>
    public static ImmutableArray<BuiltInScenario> All { get; } = [.. s_names.Select(Load)];

    /// <summary>The scenario with a name; null if there is none.</summary>
    public static BuiltInScenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);

    internal static string FileOf(string name) => $"scenarios/{name}.yaml";

    private static BuiltInScenario Load(string name)
    {
        using var stream = typeof(BuiltInScenarios).Assembly.GetManifestResourceStream(FileOf(name))!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var draft = ScenarioReader.ReadText(text, FileOf(name)).Draft ?? throw new InvalidOperationException($"{FileOf(name)} is not YAML.");
        return new BuiltInScenario(name, draft.Description, text) { NeedsWorkload = draft.NeedsWorkload };
    }
}
