using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Queries;

/// <summary>What a workload usually spends, from which boards and alerts take their limits. All are US dollars with two digits.</summary>
/// <param name="Budget">A budget for a month, a quarter above what the workload spends on average.</param>
/// <param name="TeamHour">More than the team spends in an hour.</param>
/// <param name="DeveloperHour">More than one developer spends in an hour.</param>
/// <param name="Session">More than a session costs.</param>
internal sealed record WorkloadScale(double Budget, double TeamHour, double DeveloperHour, double Session)
{
    /// <summary>The days of a month.</summary>
    public const int DaysOfMonth = 30;

    // The cost of a session has a long tail: in a month of 25 developers, one session costs a hundred times as much as the mean.
    private const double TailOfSession = 100;

    // In three months of 25 developers, the most that one of them spends in an hour is 51 dollars, and 65 in a month of power users.
    private const double HourOfDeveloper = 100;

    /// <summary>The scale of a workload.</summary>
    public static WorkloadScale Of(WorkloadDefinition workload)
    {
        var estimate = WorkloadEstimate.Of(workload);
        var session = estimate.Sessions > 0 ? estimate.Dollars / estimate.Sessions : 0;
        var budget = Rounded(1.25 * DaysOfMonth * estimate.Dollars);
        return new WorkloadScale(budget, Rounded(HourOfDeveloper + budget / 100), HourOfDeveloper, Rounded(TailOfSession * session));
    }

    private static double Rounded(double dollars)
    {
        var unit = 1;
        while (dollars / unit >= 100) unit *= 10;
        return Math.Ceiling(dollars / unit) * unit;
    }
}
