namespace MetricsSimulator.Configuration.Errors;

/// <summary>Guesses the word that a misspelt one was meant to be.</summary>
public static class Spelling
{
    /// <summary>The nearest known word; null if none is near. A near word has at most one edit; from four letters on, two, or one for every three letters if that is more.</summary>
    /// <param name="word">The word as it was written.</param>
    /// <param name="known">The words that it may have been meant to be.</param>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        var limit = word.Length < 4 ? 1 : Math.Max(2, word.Length / 3);
        // With very many words, a suggestion is not worth its time.
        return known.Take(1000)
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= limit)
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>The question that names the nearest known word, with a space in front; empty if none is near.</summary>
    /// <param name="word">The word as it was written.</param>
    /// <param name="known">The words that it may have been meant to be.</param>
    public static string Suggestion(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } nearest ? $". Did you mean '{nearest}'?" : "";

    /// <summary>
    /// The smallest number of insertions, deletions, replacements and exchanges of neighbours that turn one word into another (optimal string
    /// alignment). Upper and lower case do not matter.
    /// </summary>
    internal static int Distance(string from, string to)
    {
        var before = new int[to.Length + 1];
        var above = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++) above[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var same = Lower(from, i - 1) == Lower(to, j - 1);
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Lower(from, i - 1) == Lower(to, j - 2) && Lower(from, i - 2) == Lower(to, j - 1))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, above) = (above, row);
        }

        return above[to.Length];
    }

    private static char Lower(string word, int index) => char.ToLowerInvariant(word[index]);
}
