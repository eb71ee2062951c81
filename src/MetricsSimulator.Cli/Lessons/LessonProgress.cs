using System.Globalization;

namespace MetricsSimulator.Cli.Lessons;

/// <summary>Which exercises a learner has solved, and how often others were missed. It is kept in a file: a line <c>lesson exercise misses</c>, or <c>lesson exercise solved</c>, for each.</summary>
internal sealed class LessonProgress
{
    private const string Solved = "solved";
    private const string FileName = "lessons.txt";

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
            if (progress._file is not null && File.Exists(progress._file))
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
        else if (!IsSolved(lesson, exercise)) _misses[(lesson, exercise)] = Misses(lesson, exercise) + 1;
        if (_file is null) return "there is no home folder";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            File.WriteAllLines(_file, _misses.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key.Lesson} {each.Key.Exercise} {each.Value?.ToString(CultureInfo.InvariantCulture) ?? Solved}")));
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message.TrimEnd('.');
        }
    }

    // A line that somebody has changed counts for nothing.
    private void Take(string[] words)
    {
        if (words is not [var first, var second, var state] || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var lesson) || !int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var exercise)) return;
        if (state == Solved) _misses[(lesson, exercise)] = null;
        else if (int.TryParse(state, NumberStyles.None, CultureInfo.InvariantCulture, out var misses)) _misses[(lesson, exercise)] = misses;
    }
}
