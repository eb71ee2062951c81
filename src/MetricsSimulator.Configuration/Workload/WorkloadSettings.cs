using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cycles;
using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The content of the block <c>workload</c>.</summary>
public sealed record WorkloadSettings
{
    private const string TeamAttribute = "team";

    /// <summary>The number of developers without names of their own: <c>dev-01</c>, <c>dev-02</c> …</summary>
    public int Developers { get; init; }

    /// <summary>The time zones of these developers. They are assigned in turn, so that their shares are as exact as possible for a whole number of developers.</summary>
    public Mix<ZoneOffsets> Zones { get; init; } = new((ZoneOffsets.Utc, 1));

    /// <summary>The teams of these developers, assigned in the same way; null for none.</summary>
    public Mix<string>? Teams { get; init; }

    /// <summary>The developers with names of their own.</summary>
    public ImmutableArray<Developer> Members { get; init; } = [];

    /// <summary>When developers work, in the local time of each developer.</summary>
    public WorkingHours Hours { get; init; } = new(ZoneOffsets.Utc);

    /// <summary>The sessions that a developer of average activity starts in a working hour.</summary>
    public double SessionsPerHour { get; init; }

    /// <summary>How much the activity of developers varies: the standard deviation of its natural logarithm.</summary>
    public double ActivitySpread { get; init; }

    /// <summary>The terminals for developers whose own terminal is not configured.</summary>
    public Mix<string> Terminals { get; init; } = Team.DefaultTerminals;

    /// <summary>The distributions of the sessions.</summary>
    public SessionParameters Parameters { get; init; } = new();

    /// <summary>The telemetry options.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>
    /// The error for a constant label whose name the telemetry may use; null if it may not. <c>job</c> and <c>instance</c> are allowed: they belong to the target, and a series whose own
    /// label has one of these names gets <c>exported_job</c> instead.
    /// </summary>
    /// <param name="label">The name of the label.</param>
    public string? ViolationOf(string label) =>
        (label is not ("job" or "instance") && TelemetryOptions.OwnLabels.Contains(label)) || (Teams is not null && label == TeamAttribute)
            || Members.Any(member => member.Attributes.Any(attribute => NameProfile.LabelOf(attribute.Key) == label))
            ? $"the label '{label}' belongs to the workload; choose another name"
            : null;

    /// <summary>Creates the workload for these settings.</summary>
    /// <exception cref="ArgumentException">There is no developer, or two have the same name.</exception>
    public WorkloadDefinition ToDefinition() => new(
        new Team([.. Generated(), .. Members]) { SessionsPerHour = SessionsPerHour, ActivitySpread = ActivitySpread, Terminals = Terminals }, Parameters, Telemetry);

    /// <summary>Whether other settings are equal to these.</summary>
    public bool Equals(WorkloadSettings? other) =>
        other is not null && Developers == other.Developers && Zones.Equals(other.Zones) && Equals(Teams, other.Teams) && Members.AsSpan().SequenceEqual(other.Members.AsSpan())
        && Hours == other.Hours && SessionsPerHour.Equals(other.SessionsPerHour) && ActivitySpread.Equals(other.ActivitySpread) && Terminals.Equals(other.Terminals)
        && Parameters == other.Parameters && Telemetry == other.Telemetry;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Developers, Members.Length, Parameters, Telemetry);

    /// <summary>The names of developers who have no names of their own: <c>dev-01</c>, <c>dev-02</c> … All have the same length.</summary>
    /// <param name="count">The number of names.</param>
    internal static IEnumerable<string> NamesOf(int count)
    {
        var digits = Math.Max(2, count.ToString(CultureInfo.InvariantCulture).Length);
        return Enumerable.Range(1, count).Select(number => $"dev-{number.ToString($"D{digits}", CultureInfo.InvariantCulture)}");
    }

    /// <summary>The e-mail address of a developer who has no name of their own.</summary>
    internal static string EmailOf(string name) => $"{name}@example.com";

    private IEnumerable<Developer> Generated()
    {
        foreach (var (i, name) in NamesOf(Developers).Index())
        {
            yield return new Developer(name, Hours with { Zone = Zones.At(Share(i)) })
            {
                Email = EmailOf(name),
                Attributes = Teams is { } teams ? [KeyValuePair.Create(TeamAttribute, teams.At(Turn(i)))] : [],
            };
        }
    }

    private double Share(int i) => (i + .5) / Developers;

    // Multiples of the golden section fill the unit interval evenly, and do not depend on the order of the zones.
    private static double Turn(int i) => (i + .5) * 0.6180339887498949 % 1;
}
