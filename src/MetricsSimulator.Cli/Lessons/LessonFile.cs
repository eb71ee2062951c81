namespace MetricsSimulator.Cli.Lessons;

/// <summary>The files of <c>docs/lessons/</c>, which are part of the program.</summary>
internal static class LessonFile
{
    private const string Folder = "lessons/";

    /// <summary>The names of the files that begin with something.</summary>
    /// <param name="beginning">How they begin, such as <c>01-random-walk.</c>.</param>
    public static IEnumerable<string> Names(string beginning) =>
        typeof(LessonFile).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder + beginning, StringComparison.Ordinal)).Select(name => name[Folder.Length..]);

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name, such as <c>01-random-walk.md</c>.</param>
    public static string Read(string name)
    {
        using var resource = typeof(LessonFile).Assembly.GetManifestResourceStream(Folder + name)!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
