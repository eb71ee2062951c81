using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>Reads the time at which an anomaly begins. Thread-safe.</summary>
/// <param name="playing">The round or pattern from whose start times count.</param>
/// <param name="tick">The length of a tick.</param>
internal sealed class AnomalyTimingReader(Playing playing, TimeSpan tick)
{
    private static readonly ImmutableArray<Key> s_keys = [AnomalyKeys.At, AnomalyKeys.Every, AnomalyKeys.PerDay];

    /// <summary>The timing of a planned anomaly; null after an error.</summary>
    public AnomalyTiming? Read(Block block)
    {
        if (block.CursorOf(AnomalyKeys.After) is { } after) after.ReportKey("only an anomaly under 'then' has it; use at", AnomalyKeys.After.Explanation);
        Key[] given = [.. s_keys.Where(block.Has)];
        if (given.Length == 0) block.At.Report("needs one of at, every and per_day", "They say when it begins.");
        foreach (var second in given.Skip(1)) block.CursorOf(second)!.ReportKey($"may not be given together with {given[0].Name}", "Exactly one of at, every and per_day says when it begins.");
        if (given.Length != 1 || block.IsBroken(given[0])) return null;
        if (given[0] == AnomalyKeys.PerDay) return AnomalyTiming.PerDay((int)block.Value(AnomalyKeys.PerDay));
        if (given[0] == AnomalyKeys.At) return Happens(AnomalyKeys.At) ? AnomalyTiming.At(block.Value(AnomalyKeys.At)) : null;
        if (block.Value(AnomalyKeys.Every) >= tick) return Happens(AnomalyKeys.Every) ? AnomalyTiming.Every(block.Value(AnomalyKeys.Every)) : null;
        block.CursorOf(AnomalyKeys.Every)!.Report(Rule.Broken($"must be at least a tick, {DurationText.Format(tick)}", DurationText.Format(block.Value(AnomalyKeys.Every))));
        return null;

        bool Happens(Key<TimeSpan> key) => block.Value(key) < playing.Length
            || block.CursorOf(key)!.Report($"must be before the end of {playing.Name}, {DurationText.Format(playing.Length)}, got {DurationText.Format(block.Value(key))}");
    }

    /// <summary>Reports a timing where an anomaly follows another.</summary>
    public static void RefuseFollowing(Block block) => Refuse(block, s_keys, "an anomaly under 'then' begins after another; use after");

    /// <summary>Reports a timing where an anomaly is injected.</summary>
    public static AnomalyTiming? RefuseInjected(Block block)
    {
        Refuse(block, [.. s_keys, AnomalyKeys.After], "an anomaly that a request injects begins at the next tick, or at its start");
        return null;
    }

    private static void Refuse(Block block, ImmutableArray<Key> keys, string reason)
    {
        foreach (var key in keys) block.CursorOf(key)?.ReportKey(reason);
    }
}
