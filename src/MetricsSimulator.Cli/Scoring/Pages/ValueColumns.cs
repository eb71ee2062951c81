using MetricsSimulator.Cli.Scoring.Evaluation;

namespace MetricsSimulator.Cli.Scoring.Pages;

/// <summary>
/// Compared values as a page has them: columns of several evaluations, each with the lowest and the highest value in it, so that no spike is lost, and each value as a level from 1 to 255;
/// 0 is none.
/// </summary>
internal sealed class ValueColumns
{
    private const double Levels = 254;

    // A spike of more than so many times what is usual is cut off: otherwise, all else would be a flat line.
    private const double MostTimesUsual = 20;

    private ValueColumns(double low, double high, bool isCut, int step, byte[][] lines) => (Low, High, IsCut, Step, Lines) = (low, high, isCut, step, lines);

    /// <summary>The value of level 1.</summary>
    public double Low { get; }

    /// <summary>The value of level 255.</summary>
    public double High { get; }

    /// <summary>Whether level 255 stands for all that is higher, too.</summary>
    public bool IsCut { get; }

    /// <summary>The number of evaluations in a column.</summary>
    public int Step { get; }

    /// <summary>For each line, the lowest and highest level of each column in turn: a line for each instance, or one for all of them if there are more than are kept.</summary>
    public byte[][] Lines { get; }

    /// <summary>Makes them.</summary>
    /// <param name="values">The values.</param>
    /// <param name="threshold">What they are compared with; null if that is no number.</param>
    /// <param name="bytes">The most bytes of all lines.</param>
    public static ValueColumns Of(ComparedValues values, double? threshold, int bytes)
    {
        var count = values.HasMore ? 1 : values.Labels.Count;
        var step = Math.Max(1, (int)Math.Ceiling(2.0 * count * values.Schedule.Count / bytes));
        var (low, high, isCut) = RangeOf(values, threshold);
        var lines = new byte[count][];
        for (var i = 0; i < count; i++) lines[i] = values.HasMore ? LineOf(values.Lowest, values.Highest) : LineOf(values.ValuesOf(i), values.ValuesOf(i));
        return new ValueColumns(low, high, isCut, step, lines);

        byte[] LineOf(double[] lowest, double[] highest)
        {
            var line = new byte[2 * ((lowest.Length + step - 1) / step)];
            for (var i = 0; i < lowest.Length; i++)
            {
                if (double.IsNaN(lowest[i])) continue;
                var column = i / step * 2;
                var (least, most) = (LevelOf(lowest[i]), LevelOf(highest[i]));
                line[column] = line[column] == 0 ? least : Math.Min(line[column], least);
                line[column + 1] = Math.Max(line[column + 1], most);
            }

            return line;
        }

        byte LevelOf(double value) => high == low ? (byte)128 : (byte)(1 + Math.Round(Math.Clamp((value - low) / (high - low), 0, 1) * Levels));
    }

    private static (double Low, double High, bool IsCut) RangeOf(ComparedValues values, double? threshold)
    {
        var known = new List<double>(2 * values.Highest.Length);
        foreach (var value in values.Highest)
            if (double.IsFinite(value)) known.Add(value);
        foreach (var value in values.Lowest)
            if (double.IsFinite(value)) known.Add(value);
        if (known.Count == 0) return (0, 0, false);
        known.Sort();
        var usual = Math.Max(known[(int)(0.99 * (known.Count - 1))], Math.Abs(threshold ?? 0));
        return usual > 0 && known[^1] > MostTimesUsual * usual ? (known[0], MostTimesUsual * usual, true) : (known[0], known[^1], false);
    }
}
