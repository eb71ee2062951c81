using System.Collections.Immutable;
using MetricsSimulator.Cycles;
using MetricsSimulator.Metrics;
using MetricsSimulator.Randomness;
using MetricsSimulator.Sessions;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Runners;

/// <summary>
/// A self-hosted runner of Claude Code with its orchestrator: how often sessions arrive, how many run at once, and what becomes of them. All durations are in seconds.
/// </summary>
public sealed record RunnersDefinition() : SourceDefinition(KeyOfRunners)
{
    /// <summary>The key of the source.</summary>
    public const string KeyOfRunners = "runners";

    /// <summary>The largest <see cref="Capacity"/>.</summary>
    public const int MaximumCapacity = 1000;

    /// <summary>The largest <see cref="SessionsPerHour"/>.</summary>
    public const double MaximumSessionsPerHour = 5000;

    /// <summary>The largest <see cref="SpawnFailures"/>.</summary>
    public const double MaximumSpawnFailures = .9;

    /// <summary>How many sessions the runner has at once, from 1 to <see cref="MaximumCapacity"/>.</summary>
    public int Capacity { get; init; } = 8;

    /// <summary>How many sessions arrive in an hour within <see cref="Hours"/>, on average; from 0 to <see cref="MaximumSessionsPerHour"/>.</summary>
    public double SessionsPerHour { get; init; } = 10;

    /// <summary>When sessions arrive, in UTC.</summary>
    public WorkingHours Hours { get; init; } = new(ZoneOffsets.Utc);

    /// <summary>From where sessions are started: the values of <c>client_platform</c>.</summary>
    public Mix<string> ClientPlatforms { get; init; } = new(("web", 6), ("desktop", 2), ("ios", 1), ("android", 1));

    /// <summary>How long a spawn hook takes.</summary>
    public LognormalDistribution Spawn { get; init; } = new(4, .6);

    /// <summary>The probability that a spawn hook fails, from 0 to <see cref="MaximumSpawnFailures"/>.</summary>
    public double SpawnFailures { get; init; } = .02;

    /// <summary>How long the initialization of a session takes.</summary>
    public LognormalDistribution Init { get; init; } = new(12, .5);

    /// <summary>The probability that it fails, and the session with it.</summary>
    public double InitFailures { get; init; } = .01;

    /// <summary>The probability that the start hook of a session fails, which the session survives.</summary>
    public double StartHookFailures { get; init; } = .02;

    /// <summary>How long a session runs after its initialization.</summary>
    public LognormalDistribution Stay { get; init; } = new(900, 1.2);

    /// <summary>How long Claude works on a prompt.</summary>
    public LognormalDistribution Work { get; init; } = new(38, 1.8);

    /// <summary>How long a session is then idle.</summary>
    public LognormalDistribution Wait { get; init; } = new(84, 2.1);

    /// <summary>How sessions end that were initialized: the shares of <see cref="OutcomeNames"/>.</summary>
    public Mix<string> Outcomes { get; init; } = new(("completed", 88), ("failed", 4), ("interrupted", 8));

    /// <summary>The outcomes of sessions.</summary>
    public static ImmutableArray<string> OutcomeNames { get; } = ["completed", "failed", "interrupted"];

    /// <summary>The rule that an outcome breaks; null if it breaks none.</summary>
    public static string? OutcomeViolation(string outcome) => OutcomeNames.Contains(outcome, StringComparer.Ordinal) ? null : Rule.Broken("must be completed, failed or interrupted", outcome);

    /// <summary>The rule that a definition breaks whose sessions need more slots than it has, on the average of a week; null if it breaks none. Its queue would grow without end.</summary>
    public string? LoadViolation
    {
        get
        {
            var seconds = MeanOf(Spawn) / (1 - SpawnFailures) + MeanOf(Init) + MeanOf(Stay);
            var within = (Hours.To - Hours.From) / 24;
            var slots = SessionsPerHour * (within + (1 - within) * Hours.Outside) * (5 + 2 * Hours.Weekend) / 7 * seconds / 3600;
            return slots < Capacity ? null : Rule.Broken("must be above the number of sessions that run at once on average", Capacity, Math.Round(slots, 1));
        }
    }

    /// <summary>Whether a series may have a label.</summary>
    /// <param name="label">The name of the label.</param>
    public static bool HasLabel(string label) => label is RunnerValues.Platform or RunnerValues.Result or RunnersSource.SessionId;

    /// <inheritdoc/>
    public override ImmutableArray<(string Name, MetricType Type)> Families => [.. RunnerValues.All.Select(family => (family.Name, family.Type)), (RunnersSource.Idle, MetricType.Gauge)];

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<string>> LabelNames =>
        [.. RunnerValues.All.Select(family => family.Label is { } label ? ImmutableArray.Create(label) : []), [RunnersSource.SessionId, RunnerValues.Platform]];

    /// <summary>The series that are always there; each session has one more.</summary>
    public override long SeriesCount => new RunnerValues(this, []).Families.Sum(family => family.SeriesCount);

    internal override Source Start(SourceContext context) => new RunnersSource(this, context);

    private static double MeanOf(LognormalDistribution distribution) => distribution.MomentsBetween(double.NegativeInfinity, double.PositiveInfinity).Mean;
}
