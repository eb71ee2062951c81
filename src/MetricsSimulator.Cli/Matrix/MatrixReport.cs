using System.Globalization;
using System.Security;
using System.Text;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Matrix;

/// <summary>The outcomes of a matrix, for people and for programs.</summary>
internal static class MatrixReport
{
    /// <summary>Prints a table, and below it what differs.</summary>
    /// <param name="context">The outside world, whose standard output gets it.</param>
    /// <param name="outcomes">The outcomes.</param>
    /// <param name="took">How long all combinations took together.</param>
    public static void Print(ProgramContext context, IReadOnlyList<MatrixOutcome> outcomes, TimeSpan took)
    {
        OutputTable.Write(context, ["EXPORTER", "PROTOCOL", "TEMPORALITY", "ENDPOINT", "INTERVAL", "ARRIVED", "NOT TAKEN", "RESULT"], outcomes.Select(outcome => (string[])
        [
            .. outcome.Case.Words, outcome.Points.ToString(CultureInfo.InvariantCulture), outcome.NotTaken.ToString(CultureInfo.InvariantCulture), outcome.IsRight ? "as it should be" : "differs",
        ]));
        foreach (var outcome in outcomes)
            foreach (var difference in outcome.Differences) context.Out.Write($"\n{outcome.Case}: {difference}\n");
        var wrong = outcomes.Count(outcome => !outcome.IsRight);
        context.Out.Write(string.Create(
            CultureInfo.InvariantCulture, $"\n{outcomes.Count} {(outcomes.Count == 1 ? "combination" : "combinations")} in {took.TotalSeconds:F0} s, {(wrong == 0 ? "all as they should be" : $"{wrong} {(wrong == 1 ? "differs" : "differ")}")}.\n"));
    }

    /// <summary>The XML of JUnit, which CI reads: a failure contains the lines of all differences, the first of which is its message.</summary>
    /// <param name="outcomes">The outcomes.</param>
    public static string Junit(IReadOnlyList<MatrixOutcome> outcomes)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.Append(CultureInfo.InvariantCulture, $"<testsuite name=\"test-matrix\" tests=\"{outcomes.Count}\" failures=\"{outcomes.Count(outcome => !outcome.IsRight)}\" time=\"{outcomes.Sum(outcome => outcome.Took.TotalSeconds):F3}\">\n");
        foreach (var outcome in outcomes)
        {
            text.Append(CultureInfo.InvariantCulture, $"  <testcase classname=\"test-matrix\" name=\"{SecurityElement.Escape(outcome.Case.ToString())}\" time=\"{outcome.Took.TotalSeconds:F3}\"");
            text.Append(outcome.IsRight ? "/>\n" : $">\n    <failure message=\"{SecurityElement.Escape(outcome.Differences[0])}\">{SecurityElement.Escape(string.Join('\n', outcome.Differences))}</failure>\n  </testcase>\n");
        }

        return text.Append("</testsuite>\n").ToString();
    }
}
