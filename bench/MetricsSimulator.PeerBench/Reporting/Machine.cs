using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>Where and of what the measurement was taken.</summary>
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

    public static Machine Describe() => new()
    {
        Commit = FirstLine("git", "describe", "--always", "--abbrev=12", "--dirty", "--exclude=*"),
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

    private static string FirstLine(string fileName, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(fileName, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            var line = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return string.IsNullOrEmpty(line) ? "unknown" : line;
        }
        catch (Win32Exception)
        {
            return "unknown";
        }
    }
}
