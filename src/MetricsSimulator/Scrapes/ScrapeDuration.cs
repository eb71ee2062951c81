using System.Text;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Scrapes;

/// <summary>
/// The durations of scrapes: 1.5 ms, and one microsecond for each sample that is sent, times a lognormal factor with mean 1 and σ = 0.2, and the delay of anomalies. The sum is at
/// most the timeout, and is rounded to whole nanoseconds.
/// </summary>
/// <remarks>This models a small target on the same machine. Nothing else about a scrape depends on its duration.</remarks>
internal sealed class ScrapeDuration
{
    private const double Least = 1.5e-3;
    private const double OfASample = 1e-6;
    private const double Sigma = 0.2;
    private const double NanosecondsInASecond = 1e9;

    private readonly SeriesKey _key;
    private readonly double _timeout;

    /// <summary>Creates the durations of a run.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="timeout">The time for which the scraper waits for an answer.</param>
    public ScrapeDuration(ulong seed, TimeSpan timeout)
    {
        _key = SeriesKey.Derive(seed, Fnv1a.Append(Fnv1a.OffsetBasis, Encoding.UTF8.GetBytes("scrape_duration_seconds")));
        _timeout = timeout.TotalSeconds;
    }

    /// <summary>The duration of a scrape, in seconds.</summary>
    /// <param name="tick">The tick of the scrape.</param>
    /// <param name="samples">The number of samples that the target has.</param>
    /// <param name="conditions">The effect of anomalies on the endpoint.</param>
    public double At(long tick, long samples, EndpointConditions conditions)
    {
        var normal = new DrawStream(_key, tick, DrawPurpose.ScrapeDuration).Normal(0);
        var length = (Least + OfASample * conditions.Sent(samples)) * DeterministicMath.Exp(Sigma * normal - Sigma * Sigma / 2);
        return Math.Min(Math.Round((length + conditions.Delay.TotalSeconds) * NanosecondsInASecond) / NanosecondsInASecond, _timeout);
    }
}
