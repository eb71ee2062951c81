using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Sessions;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Rules;

/// <summary>The hours of working days in which a team surely starts sessions.</summary>
/// <param name="Window">The length of the time before each of these hours in which sessions start.</param>
/// <param name="Time">The hours, in UTC.</param>
internal sealed record ExpectedStarts(QueryWindow Window, WorkingTime Time)
{
    /// <summary>The number of sessions that are expected to start in the window. Of a Poisson distribution with this mean, one in 160,000 is zero.</summary>
    public const double Enough = 12;

    private const int LeastHours = 3;

    private static readonly int[] s_windows = [1, 2, 3, 4, 6, 8];

    // Tuesdays, in winter and in summer.
    private static readonly DateTimeOffset[] s_days = [new(2026, 1, 13, 0, 0, 0, TimeSpan.Zero), new(2026, 7, 14, 0, 0, 0, TimeSpan.Zero)];

    /// <summary>The hours of a workload with the shortest window; null if a team is too small for any.</summary>
    public static ExpectedStarts? Of(WorkloadDefinition workload)
    {
        var zones = workload.Team.Developers.GroupBy(developer => developer.Hours).Select(group => (Hours: group.Key, PerHour: group.Count() * workload.Team.SessionsPerHour)).ToArray();
        foreach (var window in s_windows)
        {
            var (from, length, longest) = (0, 0, (From: 0, Length: 0));
            for (var hour = 0; hour < 24; hour++)
            {
                var isEnough = s_days.All(day => Enumerable.Range(1, window).Sum(back => zones.Sum(zone => zone.PerHour * ActivityAt(zone.Hours, day.AddHours(hour - back + 0.5)))) >= Enough);
                (from, length) = !isEnough ? (hour + 1, 0) : (from, length + 1);
                if (length > longest.Length) longest = (from, length);
            }

            if (longest.Length >= LeastHours) return new ExpectedStarts(QueryWindow.Of(TimeSpan.FromHours(window)), new WorkingTime(longest.From, longest.From + longest.Length));
        }

        return null;
    }

    private static double ActivityAt(WorkingHours hours, DateTimeOffset instant)
    {
        var clock = instant.ToOffset(TimeSpan.Zero).TimeOfDay + hours.Zone.OffsetAt(instant);
        var hour = (clock.TotalHours + 24) % 24;
        return hour >= hours.From && hour < hours.To ? 1 : hours.Outside;
    }
}
