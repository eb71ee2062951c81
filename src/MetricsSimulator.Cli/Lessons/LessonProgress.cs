using System.Globalization;

namespace MetricsSimulator.Cli.Lessons;

/// <summary>Which exercises a learner has solved, and how often others were missed. It is kept in a file: a line <c>lesson exercise misses</c>, or <c>lesson exercise solved</c>, for each.</summary>
internal sealed class LessonProgress
{
    private const string Solved = "solved";
    private const string FileName = "lessons.txt";
    private const int MostBytes = 1 << 20;

    private readonly string? _file;
    // Null for those that are solved.
    private readonly SortedDictionary<(int Lesson, int Exercise), int?> _misses = [];

    private LessonProgress(string? file) => _file = file;

    /// <summary>Reads the progress of the user.</summary>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <remarks>It is in the folder for state of the XDG Base Directory Specification, or in that for local application data of Windows.</remarks>
    public static LessonProgress Read(Func<string, string?> variable)
    {
        string?[] known = [variable("XDG_STATE_HOME"), variable("LOCALAPPDATA"), variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "state") : null];
        var progress = new LessonProgress(known.FirstOrDefault(folder => !string.IsNullOrEmpty(folder)) is { } folder ? Path.Combine(folder, "claude-metrics-simulator", FileName) : null);
        try
        {
            // A pipe or a device in its place has no length, and perhaps no end.
            if (progress._file is not null && Target(progress._file) is { Exists: true, Length: > 0 and <= MostBytes })
                foreach (var line in File.ReadLines(progress._file)) progress.Take(line.Split(' '));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without it, the lessons begin anew.
        }

        return progress;
    }

    /// <summary>Whether an exercise is solved.</summary>
    /// <param name="lesson">The number of the lesson.</param>
    /// <param name="exercise">The number of the exercise, from 1.</param>
    public bool IsSolved(int lesson, int exercise) => _misses.TryGetValue((lesson, exercise), out var misses) && misses is null;

    /// <summary>How many answers to an exercise were wrong; 0 after a right one.</summary>
    /// <param name="lesson">The number of the lesson.</param>
    /// <param name="exercise">The number of the exercise, from 1.</param>
    public int Misses(int lesson, int exercise) => _misses.GetValueOrDefault((lesson, exercise), 0) ?? 0;

    /// <summary>Notes an answer, and writes the file.</summary>
    /// <param name="lesson">The number of the lesson.</param>
    /// <param name="exercise">The number of the exercise, from 1.</param>
    /// <param name="isRight">Whether the answer was right.</param>
    /// <returns>Why the file cannot be written; null if it is.</returns>
    public string? Note(int lesson, int exercise, bool isRight)
    {
        if (isRight) _misses[(lesson, exercise)] = null;
        else if (!IsSolved(lesson, exercise)) _misses[(lesson, exercise)] = (int)Math.Min(int.MaxValue, Misses(lesson, exercise) + 1L);
        if (_file is null) return "there is no home folder";
        // The file is replaced as a whole, whatever it is.
        var whole = _file + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            File.WriteAllLines(whole, _misses.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key.Lesson} {each.Key.Exercise} {each.Value?.ToString(CultureInfo.InvariantCulture) ?? Solved}")));
            File.Move(whole, _file, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(whole)) File.Delete(whole);
            return exception.Message.TrimEnd('.');
        }
    }

    private static FileInfo Target(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true) as FileInfo ?? new FileInfo(file);

    // A line that somebody has changed counts for nothing.
    private void Take(string[] words)
    {
        if (words is not [var first, var second, var state] || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var lesson) || !int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var exercise)) return;
        if (state == Solved) _misses[(lesson, exercise)] = null;
        else if (int.TryParse(state, NumberStyles.None, CultureInfo.InvariantCulture, out var misses)) _misses[(lesson, exercise)] = misses;
    }
}
