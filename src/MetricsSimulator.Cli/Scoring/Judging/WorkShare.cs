using MetricsSimulator.Cli.History;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>The progress of a part of the work, in steps of the whole. One thread at a time.</summary>
/// <param name="steps">The number of steps that the part counts as.</param>
/// <param name="total">The number at which the part is done, in its own unit; above 0.</param>
/// <param name="report">Is told the steps that are done since it was told before.</param>
internal sealed class WorkShare(long steps, long total, Action<long> report) : IProgress<HistoryProgress>
{
    private long _reported;

    /// <summary>Reports how far the part is.</summary>
    /// <param name="done">What is done of it, in its own unit; not less than before.</param>
    public void Reach(long done)
    {
        var reached = (long)((Int128)steps * Math.Min(done, total) / total);
        if (reached == _reported) return;
        report(reached - _reported);
        _reported = reached;
    }

    /// <inheritdoc/>
    public void Report(HistoryProgress value) => Reach(value.Steps);
}
