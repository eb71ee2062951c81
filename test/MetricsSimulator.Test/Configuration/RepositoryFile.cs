namespace MetricsSimulator.Test.Configuration;

/// <summary>Files of the repository, found from where the tests were built to.</summary>
internal static class RepositoryFile
{
    /// <summary>The path of a file or folder.</summary>
    /// <param name="path">The path from the root of the repository.</param>
    public static string PathOf(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MetricsSimulator.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} does not lie in the repository.");
        return Path.Combine(folder.FullName, path);
    }
}
