namespace MetricsSimulator.Scoring.Judging;

/// <summary>A span of the judged time in which a rule fires, with one verdict. Episodes of instances that overlap or touch are one, as one page is.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="FiresAt">The evaluation from which it fires; that with which the judged time begins if it fired before.</param>
/// <param name="EndsAt">The first at which it does not; that with which the judged time ends if it fires on.</param>
public sealed record RuleEpisode(EpisodeVerdict Verdict, DateTimeOffset FiresAt, DateTimeOffset EndsAt);
