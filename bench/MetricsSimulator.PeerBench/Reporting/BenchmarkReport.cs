using System.Globalization;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>One row of a BenchmarkDotNet report: nanoseconds and allocated bytes of one operation.</summary>
internal sealed record BenchmarkReport(string Type, string Method, string Parameters, double Median, long? Allocated)
{
    /// <summary>The value of a <c>[Params]</c> property that is a whole number.</summary>
    public int? Parameter(string name)
    {
        foreach (var part in Parameters.Split(['&', ','], StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith(name + "=", StringComparison.Ordinal)
                && int.TryParse(part.AsSpan(name.Length + 1), CultureInfo.InvariantCulture, out var value))
                return value;
        }
        return null;
    }
}
