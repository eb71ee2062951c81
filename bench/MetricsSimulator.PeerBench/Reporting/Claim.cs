namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>A promise, what was measured of it, and whether it was kept; null when it was not measured.</summary>
internal sealed record Claim(string What, string Unit, double? Measured, double Target, bool IsAtMost = true)
{
    public bool? IsMet => Measured is not { } value ? null : IsAtMost ? value <= Target : value >= Target;
}
