using System.Globalization;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The value 1 from Monday to Friday between two hours, in UTC.</summary>
/// <param name="From">The first hour of the day.</param>
/// <param name="To">The hour at which it ends, after the first one.</param>
internal sealed record WorkingTime(int From, int To) : Operation
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => [];

    /// <inheritdoc/>
    public override string Write(PromqlForm form) =>
        string.Create(CultureInfo.InvariantCulture, $"vector(1) and (hour() >= {From} < {To}) and (day_of_week() >= 1 <= 5)");

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(at.Time);
        return time.Hour >= From && time.Hour < To && time.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) ? [new LabelledValue(LabelValues.None, 1)] : [];
    }
}
