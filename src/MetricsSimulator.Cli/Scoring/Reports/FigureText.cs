using System.Globalization;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>How figures are written in a report for people.</summary>
internal static class FigureText
{
    /// <summary>A share: <c>0.74</c>; a dash if it is unknown.</summary>
    public static string Share(double? share) => share is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    /// <summary>The interval of an estimate: <c>0.71–0.77</c>.</summary>
    public static string Interval(Estimate? estimate) => estimate is null ? "" : $"{Share(estimate.Low)}–{Share(estimate.High)}";

    /// <summary>A number a day, with two digits that count.</summary>
    public static string Rate(double? rate) => rate is not { } known ? "–"
        : known.ToString(known is 0 or >= 10 ? "0" : known >= 1 ? "0.0" : known >= 0.1 ? "0.00" : "0.000", CultureInfo.InvariantCulture);

    /// <summary>A span of time, rounded to seconds: <c>3m12s</c>.</summary>
    public static string Span(TimeSpan? span) => span is not { } known ? "–" : known < TimeSpan.Zero ? "-" + Span(-known) : DurationText.Format(TimeSpan.FromSeconds(Math.Round(known.TotalSeconds)));

    /// <summary>A span of time in seconds, rounded to seconds.</summary>
    public static string Seconds(double? seconds) => Span(seconds is { } known ? TimeSpan.FromSeconds(known) : null);
}
