using System.Diagnostics;

namespace MetricsSimulator.Test.Tools;

/// <summary>
/// A program of the system that judges what this one writes. A missing one fails the test, with the command that installs it: nothing is
/// skipped.
/// </summary>
internal sealed class ExternalTool(string path, string package)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);

    /// <summary>Prometheus's own checker and backfiller.</summary>
    public static readonly ExternalTool Promtool = new("/usr/bin/promtool", "prometheus");

    /// <summary>Alertmanager's own checker.</summary>
    public static readonly ExternalTool Amtool = new("/usr/bin/amtool", "prometheus-alertmanager");

    /// <summary>The system's Python, which has the reference parser of OpenMetrics.</summary>
    public static readonly ExternalTool Python = new("/usr/bin/python3", "python3 python3-prometheus-client");

    /// <summary>The client that people try an endpoint with.</summary>
    public static readonly ExternalTool Curl = new("/usr/bin/curl", "curl");

    /// <summary>The Scheme that the simulator is written in a second time.</summary>
    public static readonly ExternalTool Guile = new("/usr/bin/guile-3.0", "guile-3.0");

    /// <summary>What runs the validator of JSON Schemas and the decoder of OTLP.</summary>
    public static readonly ExternalTool Node = new("/usr/bin/node", "nodejs npm");

    /// <summary>Runs programs with another environment; the tests of the GitHub Action are for Bats and need jq.</summary>
    public static readonly ExternalTool Env = new("/usr/bin/env", "coreutils bats jq");

    /// <summary>What finds faults in scripts of the shell.</summary>
    public static readonly ExternalTool ShellCheck = new("/usr/bin/shellcheck", "shellcheck");

    /// <summary>The browser that shows reports.</summary>
    public static readonly ExternalTool Chromium = new("/usr/bin/chromium", "chromium");

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Runs the program to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="deadline">How long it may take; by default 2 minutes.</param>
    public ExternalToolResult Run(IEnumerable<string> arguments, byte[]? input = null, TimeSpan? deadline = null)
    {
        OtherPrograms.ExpectAllowed(path);
        if (!File.Exists(path)) Assert.Fail($"{path} is missing. Install it: sudo apt-get install --yes {package}");
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input ?? []);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading all of it: its status and what it wrote say why.
        }

        if (!process.WaitForExit(deadline ?? s_deadline))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{path} did not end within {deadline ?? s_deadline}.");
        }

        return new ExternalToolResult(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
