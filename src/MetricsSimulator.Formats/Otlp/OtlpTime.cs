namespace MetricsSimulator.Formats.Otlp;

/// <summary>Instants of OTLP.</summary>
internal static class OtlpTime
{
    /// <summary>An instant in nanoseconds since the Unix epoch.</summary>
    public static long Of(DateTimeOffset instant) => Of(instant.UtcTicks);

    /// <summary>An instant in nanoseconds since the Unix epoch.</summary>
    /// <param name="ticks">The instant in 100 ns since year 1, in UTC.</param>
    public static long Of(long ticks) => (ticks - DateTimeOffset.UnixEpoch.UtcTicks) * TimeSpan.NanosecondsPerTick;
}
