namespace MetricsSimulator.Cli.Runs;

/// <summary>Absolute paths.</summary>
internal static class WholePath
{
    /// <summary>The path from the root on; the unchanged path when it is relative to a working folder that is gone.</summary>
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
