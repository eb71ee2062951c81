namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>The programs of Prometheus that evaluate and check rules.</summary>
/// <param name="Server">The path of <c>prometheus</c>.</param>
/// <param name="Tool">The path of <c>promtool</c>.</param>
internal sealed record PrometheusPrograms(string Server, string Tool)
{
    private const string Install = "Install it: sudo apt-get install --yes prometheus, or unpack a release from https://prometheus.io/download/ and add its folder to PATH.";

    /// <summary>Finds them in the folders of <c>PATH</c>.</summary>
    /// <param name="path">The value of <c>PATH</c>; null or empty for none.</param>
    /// <param name="missing">Which is missing, and how to install it; null if both are there.</param>
    public static PrometheusPrograms? Find(string? path, out string? missing)
    {
        var (server, tool) = (Find("prometheus", path), Find("promtool", path));
        missing = server is null ? $"prometheus is not on the path. It evaluates the rules. {Install}" : tool is null ? $"promtool is not on the path. It checks the rules. {Install}" : null;
        return missing is null ? new PrometheusPrograms(server!, tool!) : null;
    }

    private static string? Find(string program, string? path)
    {
        foreach (var folder in (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var file = Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);
            if (File.Exists(file)) return file;
        }

        return null;
    }
}
