using System.Globalization;
using System.Security;
using System.Text;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>The scores as the XML of JUnit, which CI reads: a case for each alert and requirement. A rule that is not scored is skipped.</summary>
internal static class ScoreJunit
{
    /// <summary>The text.</summary>
    public static string Of(ScoreReport report)
    {
        var cases = new StringBuilder();
        int count = 0, failures = 0, skipped = 0;
        foreach (var alert in report.Alerts)
        {
            if (alert.NotScored is { } reason)
            {
                Begin(alert.Name, "score").Append(">\n    <skipped message=\"").Append(SecurityElement.Escape(reason)).Append("\"/>\n  </testcase>\n");
                skipped++;
                continue;
            }

            // A file without cases looks like a run that broke off.
            if (alert.Requirements.IsEmpty) Begin(alert.Name, "score").Append("/>\n");
            foreach (var decided in alert.Requirements)
            {
                var element = Begin(alert.Name, decided.Requirement.Text);
                if (!decided.IsUnmet)
                {
                    element.Append("/>\n");
                    continue;
                }

                failures++;
                var value = decided.Value is { } known ? known.ToString("0.####", CultureInfo.InvariantCulture) : "unknown";
                element.Append(CultureInfo.InvariantCulture, $">\n    <failure message=\"{SecurityElement.Escape($"{decided.Requirement.Text}: it is {value}")}\"/>\n  </testcase>\n");
            }
        }

        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"score\" tests=\"{count}\" failures=\"{failures}\" skipped=\"{skipped}\">\n{cases}</testsuite>\n";

        StringBuilder Begin(string alert, string requirement)
        {
            count++;
            return cases.Append(CultureInfo.InvariantCulture, $"  <testcase classname=\"{SecurityElement.Escape(alert)}\" name=\"{SecurityElement.Escape(requirement)}\"");
        }
    }
}
