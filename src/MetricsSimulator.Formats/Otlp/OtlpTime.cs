namespace MetricsSimulator.Formats.Otlp;

/// <summary>Instants of OTLP.</summary>
internal static class OtlpTime
{
    /// <summary>An instant in nanoseconds since the Unix epoch.</summary>
    public static long Of(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * TimeSpan.NanosecondsPerTick;
}
