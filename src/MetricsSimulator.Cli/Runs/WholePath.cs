namespace MetricsSimulator.Cli.Runs;

/// <summary>Paths as any folder may name them.</summary>
internal static class WholePath
{
    /// <summary>The path from the root on; the path as it is when the working folder, in which it lies, is gone.</summary>
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
