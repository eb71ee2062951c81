using System.Diagnostics;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>Asks Prometheus's own checker whether rules are valid.</summary>
internal static class RuleCheck
{
    /// <summary>Checks a file of rules.</summary>
    /// <param name="tool">The path of <c>promtool</c>.</param>
    /// <param name="file">The file.</param>
    /// <param name="folder">A folder for a copy of it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What Prometheus says against it, a line for each error with the name of the file in front; null if it is valid.</returns>
    /// <exception cref="PrometheusException">The checker cannot be started.</exception>
    public static async Task<string?> RunAsync(string tool, RuleFile file, string folder, CancellationToken cancellation)
    {
        const string Copy = "rules.yml";
        await File.WriteAllTextAsync(Path.Combine(folder, Copy), file.Text, cancellation);
        // By default, remarks on the style of a file look like errors.
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(tool, ["check", "rules", "--lint=none", Copy])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                WorkingDirectory = folder,
            },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new PrometheusException($"{tool} cannot be started: {exception.Message}.");
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = await process.StandardError.ReadToEndAsync(cancellation);
            await output;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? null : Explain(errors, Copy, file.Name);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    // Each error is a line 'rules.yml: 3:1: group "x", rule 1, …', after one that says FAILED.
    private static string Explain(string errors, string copy, string name)
    {
        var lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.EndsWith("FAILED:", StringComparison.Ordinal)).ToArray();
        if (lines.Length == 0) lines = ["Prometheus refuses it, and does not say why"];
        return string.Join('\n', lines.Select(line => PrintableText.Of($"{name}: {(line.StartsWith(copy + ": ", StringComparison.Ordinal) ? line[(copy.Length + 2)..] : line)}")));
    }
}
