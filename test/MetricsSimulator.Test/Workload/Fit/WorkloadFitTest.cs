using System.Collections.Immutable;
using MetricsSimulator.Test.Sessions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Workload.Fit;

/// <summary>The figures of the model are within 15 % of the measured ones, except those that the page names, and the page shows the figures of the model.</summary>
public sealed class WorkloadFitTest
{
    private const int Samples = 12;
    private const int Sessions = 5000;
    private const int Developers = 35;

    // With this variable, the page is written; otherwise it is compared.
    private const string Write = "WRITE_DOCS";

    private const double Minute = 60;
    private const double Hour = 3600;

    [Theory]
    [InlineData("power_users")]
    [InlineData("enterprise")]
    [Trait("takes", "minutes")]
    public void The_page_has_the_fit_of_the_model(string preset)
    {
        var parameters = Plans.Of(preset);
        var lines = preset == "power_users" ? PowerUsers : Enterprise;
        var samples = new FitSample[Samples];
        Parallel.For(0, Samples, i => samples[i] = FitSample.Of(parameters, i * Sessions, Sessions));
        var rows = lines.Select(line => line.RowOf(samples)).ToList();
        if (preset == "enterprise")
        {
            Parallel.For(0, Samples, i => samples[i] = FitSample.OfTeam(parameters, i * Developers, Developers));
            rows.AddRange(Teams.Select(line => line.RowOf(samples)));
        }

        var page = Repository.PathOf("docs/workload.md");
        var text = File.ReadAllText(page);
        var (begin, end) = ($"<!-- fit of {preset} -->\n\n", $"\n<!-- end of fit of {preset} -->");
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, text.IndexOf(end, StringComparison.Ordinal));
        var table = string.Concat(rows.Prepend("| --- | --- | --- | --- |").Prepend("| quantity | measured | model | model / measured |").Select(row => row + "\n"));
        if (Environment.GetEnvironmentVariable(Write) == "yes") File.WriteAllText(page, text[..from] + table + text[to..]);
        else Assert.Equal(table, text[from..to]);
    }

    private static ImmutableArray<FitLine> PowerUsers { get; } =
    [
        FitLine.Of("prompts a session: mean, P50, P90, P99", "session prompts", 9.2, 1, 18, 137),
        FitLine.Of("tool calls a session", "session tools", 101.4, 25, 176, 1438),
        FitLine.Of("steps with tools a session", "session steps", 73.6, 15, 135, 1107),
        FitLine.Of("from start to end of a session, minutes", "session elapsed", 492, 5.1, 354, 12_390, Minute),
        FitLine.Of("the same with gaps of at most an hour, minutes", "session elapsed without gaps", 108, 5.5, 204, 1632, Minute, [0, 1], "(a)"),
        FitLine.Of("time of models a session, minutes", "session model time", 16.1, 2.0, 26.7, 234, Minute),
        FitLine.Of("time of tools a session, minutes", "session tool time", 23.5, .248, 26.1, 414, Minute, [1, 2], "(b)"),
        FitLine.Of("cost of a session, USD", "session cost", 9.70, .61, 13.4, 178),
        FitLine.Of("cost of a prompt, USD", "prompt cost", 1.01, .33, 2.44, 9.33),
        FitLine.Of("time of a prompt, seconds", "prompt time", 258, 38.3, 384, 2634, 1, [0], "(a)"),
        FitLine.Of("tool calls a prompt", "prompt tools", 10.8, 2, 30, 113),
        FitLine.Of("cost of a model call, USD", "call cost", .11, .07, .20, .72, 1, [2], "(c)"),
        FitLine.Of("time of a model call, seconds", "call time", 11.5, 4.9, 20.2, 78),
        FitLine.Of("time of a tool, seconds", "tool time", 18.4, .3, 13.6, 216, 1, [0], "(a)"),
        FitLine.Of("wait for the user, seconds", "wait", 2802, 84, 1236, 50_040),
        new("tokens of a call that are read from the cache, thousands: P50, P99", [("call prefix", .5, 126), ("call prefix", .99, 918)], 1000),
        new("tokens of a call that are new; its output: P50", [("call new", .5, 857), ("call output", .5, 252)]),
        new("share that is read from the cache, %: all, after prompts, after tools", [("hits", 0, 95.8), ("hits after prompts", 0, 86.9), ("hits after tools", 0, 97.9)], .01),
        new("growth of the context a step, tokens", [("growth", 0, 1700)]),
        new("spend on what is read, what is new, the output, %", [("spend of the prefix", 0, 59.5), ("spend of what is new", 0, 29.2), ("spend of the output", 0, 11.2)], .01),
        new("sessions that compact, %", [("session compacts", 0, 4.5)], .01, [0], "(d)"),
        new("compactions of such a session", [("session compactions", 0, 2.4)], 1, [0], "(d)"),
        new("compactions by the user, %", [("compaction by the user", 0, 37)], .01, [0], "(d)"),
        new("tool calls of Bash, Read, Edit, %", [("is Bash", 0, 47), ("is Read", 0, 23), ("is Edit", 0, 13)], .01),
        new("tools that fail, %: all, Bash, Edit, Read, Write", [("fails", 0, 6.7), ("Bash fails", 0, 17), ("Edit fails", 0, 1), ("Read fails", 0, 1), ("Write fails", 0, 4)], .01),
        new("time of Bash, Read, Edit, Agent, ms: P50", [("Bash time", .5, 409), ("Read time", .5, 36), ("Edit time", .5, 95), ("Agent time", .5, 180)], .001, [3], "(e)"),
        new("tools that take more than a minute, %", [("over a minute", 0, 4.9)], .01, [0], "(a)"),
    ];

    private static ImmutableArray<FitLine> Enterprise { get; } =
    [
        new("time of a prompt, seconds: P50", [("prompt time", .5, 45)]),
        new("the same, minutes: 99.9th percentile", [("prompt time", .999, 45)], Minute, [0], "(f)"),
        new("calls with one, two, three tools, %", [("one tool", 0, 64), ("two tools", 0, 21), ("three tools", 0, 9)], .01),
        new("sessions that compact, %", [("session compacts", 0, 4.5)], .01, [0], "(d)"),
        new("compactions of such a session", [("session compactions", 0, 2.4)], 1, [0], "(d)"),
    ];

    private static ImmutableArray<FitLine> Teams { get; } =
    [
        new("cost of a developer on an active day, USD: mean, P50, P90", [("day cost", 0, 13), ("day cost", .5, 6.5), ("day cost", .9, 29.5)]),
        new("such days below 30 USD, %", [("day below 30", 0, 90)], .01),
        new("developers whose average is below 30 USD, %", [("developer below 30", 0, 90)], .01),
        new("active days of a developer a month", [("days a month", 0, 15.25)]),
        new("cost of a developer a month, USD", [("cost a month", 0, 200)]),
    ];
}
