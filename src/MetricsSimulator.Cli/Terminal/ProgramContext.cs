using MetricsSimulator.Cli.Push;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>What a command meets the outside world through. Immutable; the writers are used by one thread at a time.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Time">The clock.</param>
/// <param name="ErrorIsTerminal">Whether somebody watches standard error.</param>
/// <param name="Stop">Cancelled when the program is asked to end.</param>
internal sealed record ProgramContext(TextWriter Out, TextWriter Error, TimeProvider Time, bool ErrorIsTerminal, CancellationToken Stop)
{
    /// <summary>The variable of the environment that <see cref="Listen"/> comes from.</summary>
    public const string ListenVariable = "SIMULATOR_LISTEN";

    /// <summary>The variable of the environment that <see cref="Host"/> comes from.</summary>
    public const string HostVariable = "SIMULATOR_HOST";

    /// <summary>The variable of the environment that <see cref="Port"/> comes from.</summary>
    public const string PortVariable = "SIMULATOR_PORT";

    /// <summary>The variable of the environment that <see cref="Token"/> comes from.</summary>
    public const string TokenVariable = "SIMULATOR_TOKEN";

    /// <summary>The variable of the environment that says how wide help texts are.</summary>
    public const string ColumnsVariable = "COLUMNS";

    /// <summary>
    /// The variable of the environment that says of which day manual pages are, in seconds since 1970: builds that are to come out the same set it
    /// (https://reproducible-builds.org/specs/source-date-epoch/).
    /// </summary>
    public const string DateVariable = "SOURCE_DATE_EPOCH";

    /// <summary>What whoever changes a run that is served must show; null or empty for nothing, and then only this machine may.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// What <c>--host</c> and <c>--port</c> are when they are not given, as the environment spells it, <c>0.0.0.0:9090</c>; null or empty for what
    /// <see cref="Host"/> and <see cref="Port"/> say.
    /// </summary>
    public string? Listen { get; init; }

    /// <summary>What <c>--host</c> is when it is not given, as the environment spells it; null or empty for what the configuration says.</summary>
    public string? Host { get; init; }

    /// <summary>What <c>--port</c> is when it is not given, as the environment spells it; null or empty for what the configuration says.</summary>
    public string? Port { get; init; }

    /// <summary>What a receiver of remote write is shown.</summary>
    public RemoteWriteCredentials RemoteWrite { get; init; } = RemoteWriteCredentials.None;

    /// <summary>Whether somebody watches standard output.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>How many columns the terminal has; null when standard output is none.</summary>
    public int? Columns { get; init; }

    /// <summary>The clock that people live by; it is another than <see cref="Time"/> where simulated time runs faster.</summary>
    public TimeProvider Wall { get => field ?? Time; init; }

    /// <summary>The value of an environment variable; null for one that is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;
}
