using MetricsSimulator.Cli.Push;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>A command's access to the outside world. Immutable; one thread at a time may use the writers.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error, for messages.</param>
/// <param name="Time">The clock.</param>
/// <param name="ErrorIsTerminal">Whether standard error is a terminal.</param>
/// <param name="Stop">Cancelled if the program is asked to stop.</param>
internal sealed record ProgramContext(TextWriter Out, TextWriter Error, TimeProvider Time, bool ErrorIsTerminal, CancellationToken Stop)
{
    /// <summary>The environment variable for <see cref="Listen"/>.</summary>
    public const string ListenVariable = "SIMULATOR_LISTEN";

    /// <summary>The environment variable for <see cref="Host"/>.</summary>
    public const string HostVariable = "SIMULATOR_HOST";

    /// <summary>The environment variable for <see cref="Port"/>.</summary>
    public const string PortVariable = "SIMULATOR_PORT";

    /// <summary>The environment variable for <see cref="Token"/>.</summary>
    public const string TokenVariable = "SIMULATOR_TOKEN";

    /// <summary>The environment variable of the bearer token for a Prometheus whose history is judged.</summary>
    public const string PrometheusTokenVariable = "SIMULATOR_PROMETHEUS_TOKEN";

    /// <summary>The environment variable for the width of help texts.</summary>
    public const string ColumnsVariable = "COLUMNS";

    /// <summary>
    /// The environment variable for the date of manual pages, in seconds since 1970. Reproducible builds set it
    /// (https://reproducible-builds.org/specs/source-date-epoch/).
    /// </summary>
    public const string DateVariable = "SOURCE_DATE_EPOCH";

    /// <summary>The token that a client needs to change a served run; null or empty for none, so that only this machine may.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// The defaults of <c>--host</c> and <c>--port</c> from the environment, <c>0.0.0.0:9090</c>; null or empty for
    /// <see cref="Host"/> and <see cref="Port"/>.
    /// </summary>
    public string? Listen { get; init; }

    /// <summary>The default of <c>--host</c> from the environment; null or empty for that of the configuration.</summary>
    public string? Host { get; init; }

    /// <summary>The default of <c>--port</c> from the environment; null or empty for that of the configuration.</summary>
    public string? Port { get; init; }

    /// <summary>The credentials for a receiver of remote write.</summary>
    public RemoteWriteCredentials RemoteWrite { get; init; } = RemoteWriteCredentials.None;

    /// <summary>The writer of progress bars: standard error, which passes on the characters that control a terminal.</summary>
    public TextWriter Bars { get => field ?? Error; init; }

    /// <summary>Whether standard output is a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Standard input, if a person types there; null if it is no terminal.</summary>
    public TextReader? Keyboard { get; init; }

    /// <summary>A scenario, as YAML, that <c>serve</c> plays instead of one that has a name; null for none. It is nowhere but here, so that nobody finds it.</summary>
    public string? SealedScenario { get; init; }

    /// <summary>The number of columns of the terminal; null if standard output is not a terminal.</summary>
    public int? Columns { get; init; }

    /// <summary>The wall clock; it differs from <see cref="Time"/> if simulated time runs faster.</summary>
    public TimeProvider Wall { get => field ?? Time; init; }

    /// <summary>Gives the value of an environment variable; null if it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;
}
