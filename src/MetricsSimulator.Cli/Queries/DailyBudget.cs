namespace MetricsSimulator.Cli.Queries;

/// <summary>The budget that boards and alert rules assume until a user sets another.</summary>
internal static class DailyBudget
{
    /// <summary>US dollars a day. The built-in team spends 325 on average.</summary>
    public const double Dollars = 400;
}
