using MetricsSimulator.Randomness;

namespace MetricsSimulator.Sessions;

/// <summary>
/// When the service that answers the calls is overloaded: bursts start as a Poisson process whose rate depends on the hour in UTC, and last some minutes. Thread-safe.
/// </summary>
/// <param name="seed">The seed of the run.</param>
/// <param name="draws">The random draws.</param>
internal sealed class ServiceBursts(ulong seed, Draws draws)
{
    private const long Hour = 3_600_000;
    private const double Shortest = 300;
    private const double Longest = 1800;
    private const double BusyRate = .05;
    private const double QuietRate = .01;
    private const int BusyFrom = 13;
    private const int BusyTo = 22;

    private static readonly LognormalDistribution Seconds = new(720, .6);
    private readonly DrawKey _key = new((uint)seed, 0xB0057);

    /// <summary>Whether the service is overloaded at an instant.</summary>
    /// <param name="instant">Milliseconds since the Unix epoch.</param>
    public bool Hold(long instant) => HoldIn(instant / Hour, instant) || HoldIn(instant / Hour - 1, instant);

    private bool HoldIn(long hour, long instant)
    {
        var position = (uint)hour;
        var count = PoissonDistribution.Invert(RateIn(hour), draws.Uniform(_key, position, SessionDraw.BurstCount));
        for (var i = 0; i < count; i++)
        {
            var start = hour * Hour + (long)(draws.Uniform(_key, position, SessionDraw.BurstStart, i) * Hour);
            var seconds = Seconds.AtNormal(draws.Normal(_key, position, SessionDraw.BurstLength, i));
            if (instant >= start && instant < start + Whole.Milliseconds(Math.Clamp(seconds, Shortest, Longest))) return true;
        }

        return false;
    }

    // The Unix epoch was a Thursday.
    private static double RateIn(long hour)
    {
        var isWeekday = (hour / 24 + 3) % 7 < 5;
        return isWeekday && hour % 24 is >= BusyFrom and < BusyTo ? BusyRate : QuietRate;
    }
}
