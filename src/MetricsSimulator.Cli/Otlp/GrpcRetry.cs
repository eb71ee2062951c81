namespace MetricsSimulator.Cli.Otlp;

/// <summary>The pause for which a receiver asks in the details of a status of gRPC.</summary>
/// <remarks>Source: googleapis, google/rpc/error_details.proto, RetryInfo.</remarks>
internal static class GrpcRetry
{
    /// <summary>The pause; null if the details have none.</summary>
    /// <param name="details">A <c>google.rpc.Status</c> in Base64, without padding or with it; null for none.</param>
    public static TimeSpan? PauseIn(string? details)
    {
        if (details is null) return null;
        var bytes = new byte[details.Length];
        var text = details.TrimEnd('=');
        if (!Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var length)) return null;
        var rest = bytes.AsSpan(0, length);
        var at = rest.IndexOf("google.rpc.RetryInfo"u8);
        if (at < 0) return null;
        rest = rest[(at + "google.rpc.RetryInfo"u8.Length)..];
        // The value of the detail, which has a duration, which has seconds and nanoseconds.
        if (rest is not [0x12, _, 0x0A, var size, ..] || size > rest.Length - 4) return TimeSpan.Zero;
        rest = rest.Slice(4, size);
        var pause = TimeSpan.Zero;
        while (rest.Length > 1)
        {
            long number = 0;
            var i = 1;
            for (; i < Math.Min(rest.Length, 10); i++)
            {
                number |= (long)(rest[i] & 0x7F) << (7 * (i - 1));
                if (rest[i] < 0x80) break;
            }

            pause += rest[0] == 0x08 ? TimeSpan.FromSeconds(Math.Clamp(number, 0, 86_400)) : TimeSpan.FromTicks(Math.Clamp(number, 0, 999_999_999) / 100);
            rest = rest[Math.Min(rest.Length, i + 1)..];
        }

        return pause;
    }
}
