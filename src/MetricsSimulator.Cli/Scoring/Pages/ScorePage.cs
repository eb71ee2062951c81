using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Cli.Scoring.Sweeps;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Cli.Scoring.Pages;

/// <summary>
/// The scores as one page of HTML that holds all that it needs: the figures of each alert, and for each of the first seeds what it compared, when it was pending and firing, and what went
/// wrong. It depends on nothing but the scores, so that the same scores give the same bytes.
/// </summary>
internal static class ScorePage
{
    /// <summary>Writes it.</summary>
    /// <param name="output">Receives the page, in UTF-8.</param>
    /// <param name="report">The scores.</param>
    /// <param name="seeds">The pictures of the first seeds, in their order.</param>
    public static void Write(Stream output, ScoreReport report, SeedPictures[] seeds)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var template = Resource("report.html");
        for (int at = 0, mark; ; at = template.IndexOf("}}", mark, StringComparison.Ordinal) + 2)
        {
            mark = template.IndexOf("{{", at, StringComparison.Ordinal);
            if (mark < 0)
            {
                writer.Write(template.AsSpan(at));
                return;
            }

            writer.Write(template.AsSpan(at, mark - at));
            switch (template[(mark + 2)..template.IndexOf("}}", mark, StringComparison.Ordinal)])
            {
                case "style": writer.Write(Resource("report.css")); break;
                case "script": writer.Write(Resource("report.js")); break;
                case "data": writer.Write(PageData.Of(report, seeds)); break;
                case "summary": writer.Write(Text(ScoreTable.SummaryOf(report))); break;
                case "together": writer.Write(ScoreTable.TogetherOf(report) is { } together ? $"<p>{Text(together)}</p>" : ""); break;
                case "table": WriteTable(writer, report); break;
                case "alerts": WriteAlerts(writer, report); break;
            }
        }
    }

    private static void WriteTable(StreamWriter writer, ScoreReport report)
    {
        for (var i = 0; i < report.Alerts.Length; i++)
        {
            var alert = report.Alerts[i];
            if (alert.Judged.Swept is not null) continue;
            var link = string.Create(CultureInfo.InvariantCulture, $"<th scope=\"row\"><a href=\"#alert-{i}\">{Text(alert.Name)}</a></th>");
            if (alert.Score is not { } score)
            {
                writer.Write($"<tr>{link}<td colspan=\"8\">not scored: {Text(alert.NotScored ?? "")}</td></tr>\n");
                continue;
            }

            writer.Write($"<tr>{link}<td>{score.Detection.Detected} of {score.Detection.Judged}</td>{Bar(score.Detection.Recall)}"
                + $"<td>{FigureText.Seconds(score.Delay?.Median.Value)}</td><td>{FigureText.Seconds(score.Delay?.P95.Value)}</td>"
                + $"<td>{FigureText.Rate(score.FalsePerDay?.Value)} <small>{FigureText.Interval(score.FalsePerDay)}</small></td>"
                + $"<td>{FigureText.Share(score.FiringShare)}</td><td>{FigureText.Share(score.Precision)}</td>"
                + $"<td>{(alert.Requirements.Any(requirement => requirement.IsUnmet) ? "<span class=\"unmet\">not met</span>" : alert.Requirements.IsEmpty ? "" : "met")}</td></tr>\n");
        }
    }

    private static string Bar(Estimate? recall) => recall is null ? "<td>–</td>" : string.Create(
        CultureInfo.InvariantCulture,
        $"<td><span class=\"bar\" style=\"--value:{recall.Value:0.####};--low:{recall.Low:0.####};--high:{recall.High:0.####}\"></span>{FigureText.Share(recall.Value)} <small>{FigureText.Interval(recall)}</small></td>");

    private static void WriteAlerts(StreamWriter writer, ScoreReport report)
    {
        for (var i = 0; i < report.Alerts.Length; i++)
        {
            var alert = report.Alerts[i];
            if (alert.Judged.Swept is not null) continue;
            var timing = alert.Judged.Scored.Timing;
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"<section id=\"alert-{i}\" data-alert=\"{i}\"><h2>{Text(alert.Name)}</h2>\n"));
            writer.Write($"<pre>{Text(alert.Judged.Rule.Definition.Expression.Trim())}</pre>\n<p class=\"rule\">for {DurationText.Format(timing.For)}");
            if (timing.KeepFiringFor > TimeSpan.Zero) writer.Write($", keep_firing_for {DurationText.Format(timing.KeepFiringFor)}");
            writer.Write($", evaluated every {DurationText.Format(timing.Interval)}; {Text(alert.Judged.Scored.Claims is { } claims ? $"detects {claims}" : "has no annotation detects, so that it is judged on all that it reads")}</p>\n");
            foreach (var line in ScoreTable.LinesOf(alert)) writer.Write($"<p>{Text(line)}</p>\n");
            WriteSweep(writer, [.. report.Alerts.Where(other => other is { Score: not null, Judged.Swept: { } swept } && swept.Alert == alert.Name)]);
            writer.Write("</section>\n");
        }
    }

    // The numbers of the trade-off, which a picture cannot be read off, and paper has no pointer to ask.
    private static void WriteSweep(StreamWriter writer, ScoredAlert[] values)
    {
        if (values.Length == 0) return;
        var knee = Knee.Of([.. values.Select(value => value.Score!)]);
        writer.Write($"<details class=\"sweep\"><summary>The scores of each {Text(values[0].Judged.Swept!.Parameter)}</summary>\n<div class=\"scroll\"><table class=\"scores\">\n"
            + $"<thead><tr><th scope=\"col\">{Text(values[0].Judged.Swept!.Parameter)}</th><th scope=\"col\">Detected</th><th scope=\"col\">Recall, 95 %</th><th scope=\"col\">Median</th><th scope=\"col\">False a day, 95 %</th></tr></thead>\n<tbody>\n");
        for (var i = 0; i < values.Length; i++)
        {
            var score = values[i].Score!;
            writer.Write($"<tr><th scope=\"row\">{Text(values[i].Judged.Swept!.Text)}{(i == knee ? ", the knee" : "")}</th><td>{score.Detection.Detected} of {score.Detection.Judged}</td>{Bar(score.Detection.Recall)}"
                + $"<td>{FigureText.Seconds(score.Delay?.Median.Value)}</td><td>{FigureText.Rate(score.FalsePerDay?.Value)} <small>{FigureText.Interval(score.FalsePerDay)}</small></td></tr>\n");
        }

        writer.Write("</tbody>\n</table></div></details>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    // Its source is in web/score/; make page makes the file.
    private static string Resource(string name)
    {
        using var stream = new GZipStream(typeof(ScorePage).Assembly.GetManifestResourceStream($"pages/{name}.gz")!, CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
