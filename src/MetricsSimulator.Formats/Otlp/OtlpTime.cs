namespace MetricsSimulator.Formats.Otlp;

/// <summary>Instants of OTLP.</summary>
internal static class OtlpTime
{
    /// <summary>An instant in nanoseconds since the Unix epoch.</summary>
    public static long Of(DateTimeOffset instant) => Of(instant.UtcTicks);

    /// <summary>An instant in nanoseconds since the Unix epoch.</summary>
    /// <param name="ticks">The instant in 100 ns since year 1, in UTC.</param>
    public static long Of(long ticks) => (ticks - DateTimeOffset.UnixEpoch.UtcTicks) * TimeSpan.NanosecondsPerTick;

    /// <summary>The instant of a number of nanoseconds since the Unix epoch, in UTC and in whole ticks of .NET; null for 0, which OTLP uses for no instant.</summary>
    public static DateTimeOffset? InstantOf(ulong nanoseconds) => nanoseconds == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / TimeSpan.NanosecondsPerTick));
}
