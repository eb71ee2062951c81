namespace MetricsSimulator.Scoring.Scores;

/// <summary>A figure of a rule that a requirement can be about.</summary>
/// <param name="Name">Its name in requirements: <c>recall.low</c>.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="NeedsClaims">Whether it says nothing about a rule that claims no incidents.</param>
/// <param name="Of">Its value, durations in seconds; null if it is unknown.</param>
internal sealed record Figure(string Name, FigureUnit Unit, bool NeedsClaims, Func<RuleScore, double?> Of)
{
    /// <summary>The figures that there are, apart from the recall of a kind.</summary>
    public static readonly Figure[] All =
    [
        new("recall", FigureUnit.Share, true, score => score.Detection.Recall?.Value),
        new("recall.low", FigureUnit.Share, true, score => score.Detection.Recall?.Low),
        new("recall_1m", FigureUnit.Share, true, score => score.RecallWithin(TimeSpan.FromMinutes(1))),
        new("recall_5m", FigureUnit.Share, true, score => score.RecallWithin(TimeSpan.FromMinutes(5))),
        new("recall_15m", FigureUnit.Share, true, score => score.RecallWithin(TimeSpan.FromMinutes(15))),
        new("delay_p95", FigureUnit.Duration, true, score => score.Delay?.P95.Value),
        new("false_per_day", FigureUnit.Count, false, score => score.FalsePerDay?.Value) { NeedsTwin = true },
        new("false_per_day.high", FigureUnit.Count, false, score => score.FalsePerDay?.High) { NeedsTwin = true },
        new("firing_share", FigureUnit.Share, false, score => score.FiringShare) { NeedsTwin = true },
    ];

    /// <summary>The recall of a kind.</summary>
    /// <param name="name">The name of the figure.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="isLow">Whether it is the lower end of the interval.</param>
    public static Figure RecallOf(string name, string kind, bool isLow) => new(name, FigureUnit.Share, true, score =>
    {
        var recall = score.Kinds.FirstOrDefault(each => each.IsClaimed && each.Kind == kind)?.Detection.Recall;
        return isLow ? recall?.Low : recall?.Value;
    })
    {
        Kind = kind,
    };

    /// <summary>Whether it is known only where there is a clean twin.</summary>
    public bool NeedsTwin { get; private init; }

    /// <summary>The kind that it is about; null for all that a rule claims.</summary>
    public string? Kind { get; private init; }
}
