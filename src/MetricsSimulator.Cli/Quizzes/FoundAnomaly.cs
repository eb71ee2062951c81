namespace MetricsSimulator.Cli.Quizzes;

/// <summary>How well an anomaly was found. Each part is from 0 to 1.</summary>
/// <param name="Anomaly">The anomaly.</param>
/// <param name="Guess">The answer that fits it best; null if none shares enough of its time.</param>
/// <param name="What">1 for its kind, half for one that looks alike.</param>
/// <param name="Where">1 for its series, half for other series of its metric.</param>
/// <param name="When">The share of the time that both have in all that one of them has.</param>
internal sealed record FoundAnomaly(HiddenAnomaly Anomaly, Guess? Guess, double What, double Where, double When)
{
    /// <summary>The mean of the three parts.</summary>
    public double Score => (What + Where + When) / 3;
}
