namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>Lesson 8: from an event to a panel, and what can go wrong on the way.</summary>
internal static class WayOfANumber
{
    // The numbers are exact.
    private const double Exact = 0.001;

    private const double Large = 50;
    private const double Small = 10;

    /// <summary>The lesson.</summary>
    public static Lesson Lesson { get; } = new(8, "08-way-of-a-number", TimeSpan.FromHours(24),
    [
        new Exercise(
            Answer.Number(10 + 20 + 15, Exact),
            "A cumulative counter says how many there were since the process began.",
            "10 + 20 + 15 = 45. With delta temporality it would send 15, and if one of the exports is lost, its tokens are lost. A cumulative total makes up for it with the next export.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(15, Exact), "That is what delta temporality sends: the tokens of the last interval alone."),
                new Mistake(Answer.Number(20 + 15, Exact), "The first interval belongs to it too."),
                new Mistake(Answer.Number(15.0 / 60, Exact), "That is a rate. A counter is exported as a total, and Prometheus takes the rate."),
            ],
        },
        new Exercise(
            Answer.Number(30 * Large, Exact),
            "Follow two minutes: from 10 up to 50, and from 50 down to 10. What does increase() add in each case?",
            "Up it adds 40. Down it sees a restart from 0, and adds 10. That is 50 every two minutes, 30 times an hour: 1500 dollars, and nobody has spent a cent.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(0, Exact), "Nothing is spent, but increase() does not know that: it sees the series rise and fall."),
                new Mistake(Answer.Number(30 * (Large - Small), Exact), "That is what the rises add. What does it add after each fall?"),
                new Mistake(Answer.Number(Large + Small, Exact), "That is what both have cost so far. How much is added each time the series swings?"),
            ],
        },
        new Exercise(
            Answer.Word("session_id"),
            "Two processes need two series. Which label differs from one process to the next?",
            "Each session is one process at a time, so with the id of the session each process has a series of its own. The price is cardinality, which lesson 6 counts.")
        {
            Mistakes =
            [
                new Mistake(Answer.Word("user_email"), "The processes of one developer have it in common."),
                new Mistake(Answer.Word("model"), "Two processes may well use the same model."),
                new Mistake(Answer.Word("terminal_type"), "A developer may have two terminals of the same type."),
            ],
        },
    ])
    {
        View = "panel=claude_code_cost_usage_USD_total&panel=claude_code_cost_usage_USD_total+as+value+by+user_email&side=workload&span=900",
    };
}
