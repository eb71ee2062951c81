using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>The machine and the versions of the programs that were measured.</summary>
internal sealed record Machine
{
    public required string Commit { get; init; }
    public required string Processor { get; init; }
    public required int Cores { get; init; }
    public required double MemoryGiB { get; init; }
    public required string Kernel { get; init; }
    public required string DotNet { get; init; }
    public required string Go { get; init; }
    public required string ClientGolang { get; init; }

    // Ignores the result pages, because this run may have written some of them already.
    private static bool IsChanged => OutputOf("git", "status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/results") is { Length: > 0 };

    public static Machine Describe() => new()
    {
        Commit = FirstLine("git", "rev-parse", "--short=12", "HEAD") + (IsChanged ? "-dirty" : ""),
        Processor = Field("/proc/cpuinfo", "model name"),
        Cores = Environment.ProcessorCount,
        MemoryGiB = Math.Round(double.Parse(Field("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture) / (1 << 20), 1),
        Kernel = "Linux " + File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        DotNet = Environment.Version.ToString(),
        Go = FirstLine("go", "env", "GOVERSION"),
        ClientGolang = FirstLine("dpkg-query", "-W", "-f", "${Version}", "golang-github-prometheus-client-golang-dev"),
    };

    private static string Field(string file, string name)
    {
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? "unknown" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string FirstLine(string fileName, params string[] arguments) => OutputOf(fileName, arguments) is { Length: > 0 } line ? line : "unknown";

    /// <summary>The first line that a program prints, or null if it prints none.</summary>
    private static string? OutputOf(string fileName, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(fileName, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            var line = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return line;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
