namespace MetricsSimulator.Test.Tools;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its folder: the nearest one above the tests that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The path of a file or folder of it.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MetricsSimulator.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run from inside the repository that they were built in.");
    }
}
