namespace MetricsSimulator.Cli.Runs;

/// <summary>Makes paths absolute.</summary>
internal static class WholePath
{
    /// <summary>The absolute path; the unchanged path if it is relative to a working folder that is gone.</summary>
    /// <param name="path">The path.</param>
    public static string Of(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (IOException)
        {
            return path;
        }
    }
}
