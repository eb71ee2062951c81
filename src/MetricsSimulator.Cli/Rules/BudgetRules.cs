using System.Globalization;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Rules;

/// <summary>
/// Alerts for money that is spent too fast. Each compares spending with a multiple of the budget over two windows: the long one shows that enough is spent to matter, and the
/// short one that it is still going on. Source: Beyer et al., The Site Reliability Workbook (2018), chapter 5, table 5-8, with its windows and factors.
/// </summary>
internal static class BudgetRules
{
    private static readonly QueryParameter s_budget = new("claude_code:budget_dollars_per_day", "Your budget, in dollars a day", DailyBudget.Dollars);

    private static readonly (string Long, string Short, double Factor, string Share, TimeSpan For, Severity Severity)[] s_pairs =
    [
        ("1h", "5m", 14.4, "2 %", TimeSpan.FromMinutes(2), Severity.Page),
        ("6h", "30m", 6, "5 %", TimeSpan.FromMinutes(15), Severity.Page),
        ("1d", "2h", 3, "10 %", TimeSpan.FromHours(1), Severity.Ticket),
        ("3d", "6h", 1, "10 %", TimeSpan.FromHours(3), Severity.Ticket),
    ];

    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(CatalogueMetrics metrics)
    {
        if (metrics.Cost is not { } cost) yield break;
        yield return new RecordingRule(s_budget.Name, new Constant(s_budget.Value))
        {
            Reason = $"""
                {s_budget.Title}: change it here. The scenario everyday spends at a rate of 325 dollars a day in busy hours, and about 205 dollars a day over a week.
                """,
        };
        foreach (var window in s_pairs.SelectMany(pair => (string[])[pair.Long, pair.Short]).Distinct(StringComparer.Ordinal).OrderBy(Length))
            yield return BurnOf(cost, window);
        foreach (var (longer, shorter, factor, share, wait, severity) in s_pairs)
        {
            var limit = factor.ToString(CultureInfo.InvariantCulture);
            yield return new AlertRule("ClaudeCodeBudgetBurn", BurnOf(cost, longer).Recorded.Above(factor).And(BurnOf(cost, shorter).Recorded.Above(factor)), wait, severity)
            {
                Reason = $"{limit} times the budget of a day over {longer} is {share} of the budget of 30 days.",
                Labels = [("window", longer)],
                Detects = ["level_shift", "spike", "two_writers"],
                Summary = "Claude Code spends {{ $value | printf \"%.1f\" }} times its budget.",
                Description = $"Over the last {longer}, {{{{ $labels.job }}}} spent {{{{ $value | printf \"%.1f\" }}}} times what its budget allows, and still does: at least {share} of the budget of 30 days is gone. "
                    + $"First see which model it is: sum by (model) (rate({SelectorText.Of(cost.Name)}[{shorter}])) * 86400 is dollars a day.",
            };
        }
    }

    private static RecordingRule BurnOf(QueriedMetric cost, string window) =>
        new($"job:{RateRules.StemOf(cost)}:burn{window}", cost.Rate(QueryWindow.Of(Length(window)), "job").Times(86400).Per(s_budget));

    private static TimeSpan Length(string window) => DurationText.TryParse(window, out var length) ? length : throw new FormatException(window);
}
