namespace MetricsSimulator.Cli.Lessons;

/// <summary>The files of <c>docs/lessons/</c>, which are part of the program.</summary>
internal static class LessonFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name, such as <c>01-random-walk.md</c>.</param>
    public static string Read(string name)
    {
        using var resource = typeof(LessonFile).Assembly.GetManifestResourceStream($"lessons/{name}")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
