using System.Globalization;
using System.Text.RegularExpressions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Guile;

/// <summary>The simulator in Scheme, run as its users run it.</summary>
internal static partial class GuileScript
{
    private static readonly string Script = Repository.PathOf("scripts/claude-metrics-simulator.scm");

    // If several ran at once, each would compile the modules.
    private static readonly Lazy<ExternalToolResult> Compiled = new(() => ExternalTool.Guile.Run([Script, "--help"]));

    /// <summary>Runs it to its end.</summary>
    public static ExternalToolResult Run(params string[] arguments)
    {
        _ = Compiled.Value;
        return ExternalTool.Guile.Run([Script, .. arguments]);
    }

    /// <summary>Starts it as a server, open to all signals.</summary>
    public static RunningProgram Start(params string[] arguments)
    {
        _ = Compiled.Value;
        return RunningProgram.Start("/usr/bin/env", "coreutils", ["--default-signal=INT,TERM", ExternalTool.Guile.Path, Script, .. arguments]);
    }

    /// <summary>Waits until it has said which port it listens on.</summary>
    public static async Task<int> PortAsync(RunningProgram simulator)
    {
        var port = await simulator.PollAsync("address", () => Task.FromResult(Address().Match(simulator.Written) is { Success: true } match ? match.Groups[1].Value : null));
        return int.Parse(port, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("http://localhost:([0-9]+)/metrics", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
