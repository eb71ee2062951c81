namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>A target, the measured value, and whether the target was met. The last two are null if nothing was measured.</summary>
internal sealed record Claim(string What, string Unit, double? Measured, double Target, bool IsAtMost = true)
{
    public bool? IsMet => Measured is not { } value ? null : IsAtMost ? value <= Target : value >= Target;
}
