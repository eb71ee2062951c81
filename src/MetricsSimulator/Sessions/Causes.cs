using System.Collections.Concurrent;
using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Sessions;

/// <summary>All causes that act on a team, as far as they are known. Thread-safe.</summary>
internal sealed class Causes
{
    /// <summary>The label with which matchers select a developer by name.</summary>
    public const string DeveloperLabel = "developer";

    /// <summary>The label with which matchers select a developer by e-mail address.</summary>
    public const string EmailLabel = "email";

    /// <summary>The label with which matchers select the calls of a model.</summary>
    public const string ModelLabel = "model";

    /// <summary>The label with which matchers select metrics by name.</summary>
    public const string NameLabel = "__name__";

    private const long Day = 24 * 3_600_000;

    private readonly Team _team;
    private readonly Func<long, long, IReadOnlyList<Cause>>? _find;
    private readonly ConcurrentDictionary<long, ImmutableArray<Cause>> _byDay = new();
    private readonly ConcurrentDictionary<LabelMatchers, bool[]> _selections = new();
    private readonly Lock _lock = new();

    /// <summary>Creates the causes.</summary>
    /// <param name="team">The team.</param>
    /// <param name="find">
    /// Gives the causes whose windows overlap a span from one instant to another, in milliseconds since the Unix epoch. Its answers are kept, and it is called by one thread
    /// at a time. Null for no causes at all.
    /// </param>
    public Causes(Team team, Func<long, long, IReadOnlyList<Cause>>? find = null) => (_team, _find) = (team, find);

    /// <summary>Whether there is no cause at any time.</summary>
    public bool IsEmpty => _find is null;

    /// <summary>The labels of a developer that matchers can select.</summary>
    public static LabelSet LabelsOf(Developer developer)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal) { [DeveloperLabel] = developer.Name };
        if (developer.Email is { } email) labels.TryAdd(EmailLabel, email);
        foreach (var (name, value) in developer.Attributes) labels.TryAdd(name, value);
        return new LabelSet([.. labels]);
    }

    /// <summary>The causes whose windows overlap a span, ordered by start.</summary>
    /// <param name="from">The first instant, in milliseconds since the Unix epoch.</param>
    /// <param name="to">The last instant.</param>
    public IEnumerable<Cause> Between(long from, long to)
    {
        if (IsEmpty) yield break;
        for (var day = from / Day; day <= to / Day; day++)
        {
            foreach (var cause in OfDay(day))
            {
                // A cause that lasts for days comes once, on the first day of the span that has it.
                if (Math.Max(cause.Start, from) / Day == day && cause.Start <= to && cause.End > from) yield return cause;
            }
        }
    }

    /// <summary>The causes whose windows contain an instant, ordered by start.</summary>
    /// <param name="instant">Milliseconds since the Unix epoch.</param>
    public IEnumerable<Cause> At(long instant)
    {
        foreach (var cause in OfDay(instant / Day))
            if (cause.Holds(instant)) yield return cause;
    }

    /// <summary>Whether a cause acts on a developer, whatever the model.</summary>
    public bool Selects(Cause cause, int developer)
    {
        var matchers = cause.Anomaly.Definition.Matchers;
        if (matchers.Conditions.IsEmpty) return true;
        return _selections.GetOrAdd(matchers, SelectionOf)[developer];
    }

    /// <summary>Whether matchers select a developer, whatever the model.</summary>
    public static bool Selects(LabelMatchers matchers, Developer developer) => OfDevelopers(matchers).IsMatch(LabelsOf(developer));

    /// <summary>Whether a cause acts on the calls of a model.</summary>
    public static bool SelectsModel(Cause cause, string model) => Allows(cause.Anomaly.Definition.Matchers, ModelLabel, model);

    /// <summary>The rule that matchers break for a team; null if they break none. They must select somebody, by labels that exist.</summary>
    /// <param name="kind">The kind of the anomaly.</param>
    /// <param name="matchers">The matchers.</param>
    /// <param name="team">The team.</param>
    /// <param name="models">The models of the team.</param>
    public static string? Violation(AnomalyKind kind, LabelMatchers matchers, Team team, LanguageModels models)
    {
        if (matchers.Conditions.IsEmpty) return null;
        LabelSet[] developers = [.. team.Developers.Select(LabelsOf)];
        var names = developers.SelectMany(labels => labels.Labels.Select(label => label.Key)).Append(ModelLabel).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var condition in matchers.Conditions)
        {
            if (condition.Name == ModelLabel && !kind.SelectsModels) return $"{kind.Name} does not depend on the model: select developers";
            if (condition.Name == NameLabel && !kind.SelectsNames) return $"{kind.Name} does not depend on the metric: select developers";
            if (condition.Name == NameLabel) continue;
            if (!condition.IsMatch("") && !names.Contains(condition.Name, StringComparer.Ordinal))
                return Rule.Broken($"must use labels of the workload, which are {string.Join(", ", names.Order(StringComparer.Ordinal))}", condition.Name);
        }

        var ofDevelopers = OfDevelopers(matchers);
        if (!developers.Any(ofDevelopers.IsMatch)) return Rule.Broken("matches no developer of the workload", ofDevelopers.ToString());
        return models.All.Any(model => Allows(matchers, ModelLabel, model.Name))
            ? null
            : Rule.Broken($"matches no model of the workload: they are {string.Join(", ", models.All.Select(model => model.Name).Distinct(StringComparer.Ordinal))}", matchers.ToString());
    }

    /// <summary>Whether the conditions of matchers on one label allow a value.</summary>
    public static bool Allows(LabelMatchers matchers, string label, string value)
    {
        foreach (var condition in matchers.Conditions)
            if (condition.Name == label && !condition.IsMatch(value)) return false;
        return true;
    }

    private static LabelMatchers OfDevelopers(LabelMatchers matchers) => new([.. matchers.Conditions.Where(condition => condition.Name is not (ModelLabel or NameLabel))]);

    private bool[] SelectionOf(LabelMatchers matchers)
    {
        var developers = OfDevelopers(matchers);
        return [.. _team.Developers.Select(developer => developers.IsMatch(LabelsOf(developer)))];
    }

    private ImmutableArray<Cause> OfDay(long day)
    {
        if (_byDay.TryGetValue(day, out var causes)) return causes;
        lock (_lock) return _byDay.GetOrAdd(day, _ => [.. _find!(day * Day, (day + 1) * Day).OrderBy(cause => cause.Start).ThenBy(cause => cause.Number)]);
    }
}
