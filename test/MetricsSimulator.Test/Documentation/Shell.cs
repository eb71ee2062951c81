using System.Diagnostics;
using System.Text.RegularExpressions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

/// <summary>Runs commands as a reader of the pages would: in the root of the repository, with the simulator on the path.</summary>
internal static partial class Shell
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it wrote to standard output and standard error, without reports of progress: a faster machine has others.</returns>
    public static string Run(string command)
    {
        OtherPrograms.ExpectAllowed("/bin/bash");
        var start = new ProcessStartInfo("/bin/bash", ["-c", "set -o pipefail\n" + command + "\n"])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = AppContext.BaseDirectory + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Deadline))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{command} did not end within {Deadline}.");
        }

        return output.GetAwaiter().GetResult() + Progress().Replace(errors.GetAwaiter().GetResult(), "");
    }

    [GeneratedRegex("^[0-9]+ %, .* left\n", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Progress();
}
