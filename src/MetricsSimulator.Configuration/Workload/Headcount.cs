namespace MetricsSimulator.Configuration.Workload;

/// <summary>A number of developers, or a share of a team.</summary>
/// <param name="Amount">The number, or the share in percent.</param>
/// <param name="IsShare">Whether it is a share.</param>
internal readonly record struct Headcount(decimal Amount, bool IsShare)
{
    /// <summary>The number of developers of a team; a share is rounded up.</summary>
    /// <param name="developers">The developers of the team.</param>
    public int Of(int developers) => (int)(IsShare ? decimal.Ceiling(Amount * developers / 100) : Amount);
}
