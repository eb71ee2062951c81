using System.Collections.Immutable;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Help;

/// <summary>The topics that <c>help</c> explains in addition to commands.</summary>
internal static class HelpTopics
{
    /// <summary>All topics, in the order of the help.</summary>
    public static ImmutableArray<HelpTopic> All { get; } =
    [
        new("files", "Configurations, scenarios and journals, and how each is used.",
        [
            new HelpBlock.Item("configuration", "A YAML file that says what to simulate and where to serve it. It has simulator:, server: or labels:. Use it with --config."),
            new HelpBlock.Item("scenario", "A YAML file that says what happens in a run: busy hours, trends, anomalies. It has patterns:. Use it with --scenario."),
            new HelpBlock.Item("journal", "A record of a run that was served, as JSON lines. 'serve --journal FILE' writes it; 'generate --journal FILE' replays it."),
            new HelpBlock.Paragraph("The name - means standard input where a command reads a file, and standard output where it writes text."),
            new HelpBlock.Paragraph("'check FILE' says which kind a file is and prints every error in it. 'keys' prints every key that a file may have."),
        ]),
        new("spans", "How to write a span of time, such as 24h or 90s.",
        [
            new HelpBlock.Paragraph("A span is a number with a unit: ms, s, m, h, d (24 hours) or w (7 days). Units can be combined, from the longest to the shortest. A number without a unit is in seconds."),
            new HelpBlock.Item("500ms", "half a second"),
            new HelpBlock.Item("90s", "a minute and a half; 90 and 1m30s mean the same"),
            new HelpBlock.Item("1h30m", "an hour and a half; 1.5h means the same"),
            new HelpBlock.Item("7d", "seven days of 24 hours; 1w means the same"),
        ]),
        new("times", "How to write a point in time.",
        [
            new HelpBlock.Paragraph("A time has a date, a time of day and an offset from UTC, as in RFC 3339. Z is the offset of UTC itself."),
            new HelpBlock.Item("2026-01-01T00:00:00Z", "midnight, UTC"),
            new HelpBlock.Item("2026-01-01T01:00:00.5+01:00", "half a second later, on a clock an hour ahead of UTC"),
            new HelpBlock.Paragraph("GNU date prints such a time: date --iso-8601=seconds --date yesterday"),
        ]),
        new("exit-codes", "What the exit code of a command means.",
        [
            new HelpBlock.Item("0", "Everything went well."),
            new HelpBlock.Item("1", "Something outside the program failed, for example because a port is in use or a disk is full."),
            new HelpBlock.Item("2", "You have to change an argument or a file. Nothing was started."),
            new HelpBlock.Item("130, 143", "Ctrl-C (130) or SIGTERM (143) stopped the command before it was done. A server that you stop exits with 0."),
        ]),
        new("environment", "The environment variables that the program reads.",
        [
            new HelpBlock.Item(ProgramContext.ListenVariable, "The address and port to listen on, such as 0.0.0.0:9090. --host and --port override it."),
            new HelpBlock.Item(ProgramContext.HostVariable, "The address to listen on. --host and SIMULATOR_LISTEN override it."),
            new HelpBlock.Item(ProgramContext.PortVariable, "The port to listen on. --port and SIMULATOR_LISTEN override it."),
            new HelpBlock.Item(ProgramContext.TokenVariable, "The bearer token with which clients may change a run over HTTP. Without it, only programs on this machine may."),
            new HelpBlock.Item(ProgramContext.PrometheusTokenVariable, "The bearer token for the Prometheus of --prometheus-url."),
            new HelpBlock.Item(RemoteWriteCredentials.TokenVariable, "The bearer token for a receiver of remote write."),
            new HelpBlock.Item(RemoteWriteCredentials.UserVariable, "The user name for a receiver of remote write."),
            new HelpBlock.Item(RemoteWriteCredentials.PasswordVariable, "The password of that user."),
            new HelpBlock.Item(ProgramContext.ColumnsVariable, "The width of help texts. The default is the width of the terminal."),
            new HelpBlock.Item(ProgramContext.DateVariable, "The date of the pages that 'man' writes, in seconds since 1970. The default is today."),
            new HelpBlock.Paragraph("Options override variables, and variables override the configuration."),
        ]),
    ];
}
