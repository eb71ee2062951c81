namespace MetricsSimulator.Anomalies;

/// <summary>
/// The combined effect of all anomalies of a workload on one session at one instant. Factors multiply, additions add up, and of several probabilities the greatest holds, so
/// that the order of anomalies does not matter.
/// </summary>
internal record struct SessionInfluence()
{
    /// <summary>The sessions that start beside the usual ones, as a multiple of them.</summary>
    public double MoreStarts;

    /// <summary>The probability that an attempt of a call fails, unless it is greater anyway.</summary>
    public double Failures;

    /// <summary>The factor for the duration of calls.</summary>
    public double CallTime = 1;

    /// <summary>The factor for the tokens that prompts and results of tools add to the context.</summary>
    public double Tokens = 1;

    /// <summary>The factor for prices.</summary>
    public double Price = 1;

    /// <summary>The number of subagents that a runaway session keeps running.</summary>
    public int Agents;

    /// <summary>Keeps products of many factors finite, and the cost of a call within a 64-bit integer.</summary>
    public void Bound()
    {
        const double Most = 10_000;
        CallTime = Math.Min(CallTime, Most);
        Tokens = Math.Min(Tokens, Most);
        Price = Math.Min(Price, Most);
    }
}
