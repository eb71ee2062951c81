using System.Collections.Immutable;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Anomalies;

/// <summary>
/// The times of anomalies that come a number of times in each day of 24 hours, apart from each other. The day is cut into equal slots, one for each; their order is drawn for each day, and so is
/// the time within the slot.
/// </summary>
internal static class DailyTimes
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    /// <summary>The rule that a distance breaks; null if it breaks none.</summary>
    /// <param name="apart">The least time between the end of one anomaly and the beginning of the next.</param>
    /// <param name="anomalies">The anomalies; those that do not come a number of times a day do not count.</param>
    public static string? ApartViolation(TimeSpan apart, ImmutableArray<AnomalyDefinition> anomalies)
    {
        if (apart < TimeSpan.Zero) return Rule.Broken("must be 0 seconds or longer", apart.TotalSeconds);
        var slots = SlotsOf(anomalies);
        if (slots == 0) return null;
        foreach (var anomaly in anomalies)
        {
            if (anomaly.Timing?.TimesPerDay is null) continue;
            // The times of a workload are whole minutes.
            var room = s_day / slots - (anomaly.ActsOnWorkload ? s_minute : TimeSpan.Zero);
            var most = Math.Floor((room - anomaly.Reach).TotalSeconds);
            if (most < 0) return $"{slots} anomalies a day have {Math.Floor(room.TotalSeconds):R} seconds each, and {anomaly.Kind.Name} takes {anomaly.Reach.TotalSeconds:R}";
            if (apart.TotalSeconds > most) return Rule.Broken($"must be at most {most:R} seconds, so that {anomaly.Kind.Name} fits among {slots} anomalies a day", apart.TotalSeconds);
        }

        return null;
    }

    /// <summary>The times of one anomaly within a day, in order.</summary>
    /// <param name="draws">The draws of the day, the same for all anomalies of the list.</param>
    /// <param name="anomalies">The list. It obeys <see cref="ApartViolation"/>.</param>
    /// <param name="own">The index of the anomaly.</param>
    /// <param name="apart">The least time between two.</param>
    public static IEnumerable<TimeSpan> Of(DrawStream draws, ImmutableArray<AnomalyDefinition> anomalies, int own, TimeSpan apart)
    {
        var owners = new int[SlotsOf(anomalies)];
        var filled = 0;
        for (var i = 0; i < anomalies.Length; i++)
        {
            var times = anomalies[i].Timing?.TimesPerDay ?? 0;
            owners.AsSpan(filled, times).Fill(i);
            filled += times;
        }

        // Source: Knuth, The Art of Computer Programming, volume 2, section 3.4.2, algorithm P.
        for (var last = owners.Length - 1; last > 0; last--)
        {
            var other = (int)(draws.Uniform(last) * (last + 1));
            (owners[last], owners[other]) = (owners[other], owners[last]);
        }

        var slot = s_day / owners.Length;
        var anomaly = anomalies[own];
        for (var i = 0; i < owners.Length; i++)
        {
            if (owners[i] != own) continue;
            var part = draws.Uniform(owners.Length + i);
            if (anomaly.ActsOnWorkload)
                yield return TimeSpan.FromMinutes(Math.Ceiling((slot * i + (slot - apart - anomaly.Reach - s_minute) * part).TotalMinutes));
            else
                yield return slot * i + (slot - apart - anomaly.Reach) * part;
        }
    }

    private static int SlotsOf(ImmutableArray<AnomalyDefinition> anomalies)
    {
        var slots = 0;
        foreach (var anomaly in anomalies) slots += anomaly.Timing?.TimesPerDay ?? 0;
        return slots;
    }
}
