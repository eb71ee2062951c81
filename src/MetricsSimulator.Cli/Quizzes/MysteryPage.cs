using System.Globalization;
using System.Net;
using System.Text;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Quizzes;

/// <summary>The score of a quiz as one page of HTML, with a chart of each anomaly.</summary>
internal static class MysteryPage
{
    /// <summary>Makes the page.</summary>
    /// <param name="score">The score.</param>
    /// <param name="start">The start of the run.</param>
    /// <param name="draw">Draws the metric around an anomaly, as SVG.</param>
    public static string Of(MysteryScore score, DateTimeOffset start, Func<FoundAnomaly, string> draw)
    {
        var page = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="color-scheme" content="light dark">
            <title>Quiz: {{score.Total:0}} of 100</title>
            <style>body { font: 16px system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem } td, th { text-align: left; padding: .2rem 1rem .2rem 0 } svg { max-width: 100%; height: auto }</style>
            <h1>Quiz: {{score.Total:0}} of 100</h1>

            """));
        foreach (var found in score.Found)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(found.Anomaly.Kind)} on {Text(found.Anomaly.Series)}</h2>\n<table>\n<tr><th></th><th scope=\"col\">truth</th><th scope=\"col\">answer</th><th scope=\"col\">of 1</th></tr>\n");
            Row("what", found.Anomaly.Kind, found.Guess?.Kind, found.What);
            Row("where", found.Anomaly.Series, found.Guess is { } guess ? guess.Metric + guess.Matchers : null, found.Where);
            Row("when", $"{InstantText.Format(start + found.Anomaly.After)} to {InstantText.Format(start + found.Anomaly.After + found.Anomaly.Duration)}", found.Guess is { } guessed ? $"{InstantText.Format(guessed.From)} to {InstantText.Format(guessed.To)}" : null, found.When);
            page.Append("</table>\n").Append(draw(found)).Append('\n');
        }

        return page.Append("</html>\n").ToString();

        void Row(string name, string truth, string? answer, double part) =>
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{name}</th><td>{Text(truth)}</td><td>{Text(answer ?? "none")}</td><td>{part:0.##}</td></tr>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
