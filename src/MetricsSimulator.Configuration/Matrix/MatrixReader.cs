using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Matrix;

/// <summary>Reads which settings of an exporter are tried. One reading finds all mistakes. Thread-safe.</summary>
public static class MatrixReader
{
    private static readonly string[] s_keys = ["exporters", "protocols", "temporalities", "endpoints", "intervals"];

    /// <summary>Reads a file. A missing or unreadable file is an error like any other.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input. Errors name it as it is given here.</param>
    public static MatrixResult ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var errors = new ErrorList();
        var settings = FileContent.Read(path, errors) is { } bytes && YamlDocument.Read(bytes, path, errors) is { } root ? Read(Cursor.Root(root, errors)) : null;
        return errors.Count > 0 ? new MatrixResult(null, errors.ToSorted()) : new MatrixResult(settings, []);
    }

    private static MatrixSettings Read(Cursor at)
    {
        var settings = MatrixSettings.All;
        if (at.Node is not MapNode map)
        {
            at.ReportMismatch("a block of keys");
            return settings;
        }

        foreach (var entry in map.Entries)
        {
            var below = at.Enter(entry);
            switch (entry.Name)
            {
                case "exporters":
                    settings = settings with { Exporters = Words(below, settings.Exporters) };
                    break;
                case "protocols":
                    settings = settings with { Protocols = Words(below, settings.Protocols) };
                    break;
                case "temporalities":
                    settings = settings with { Temporalities = Words(below, settings.Temporalities) };
                    break;
                case "endpoints":
                    settings = settings with { Endpoints = Words(below, settings.Endpoints) };
                    break;
                case "intervals":
                    settings = settings with { Intervals = Intervals(below) };
                    break;
                default:
                    var suggestion = Spelling.Suggestion(entry.Name, s_keys);
                    below.ReportKey($"unknown key{suggestion}", suggestion.Length > 0 ? null : $"The keys here are {string.Join(", ", s_keys)}.");
                    break;
            }
        }

        return settings;
    }

    private static ImmutableArray<string> Words(Cursor at, ImmutableArray<string> known)
    {
        var expected = $"{string.Join(", ", known[..^1])} or {known[^1]}";
        var words = ImmutableArray.CreateBuilder<string>();
        foreach (var item in ItemsOf(at))
        {
            if (item.Node is not ScalarNode scalar) item.ReportMismatch(expected);
            else if (!known.Contains(scalar.Text, StringComparer.Ordinal)) item.Report($"must be {expected}, got '{scalar.Text}'{Spelling.Suggestion(scalar.Text, known)}");
            else if (words.Contains(scalar.Text)) item.Report($"'{scalar.Text}' is there twice");
            else words.Add(scalar.Text);
        }

        return words.ToImmutable();
    }

    private static ImmutableArray<TimeSpan> Intervals(Cursor at)
    {
        var intervals = ImmutableArray.CreateBuilder<TimeSpan>();
        foreach (var item in ItemsOf(at))
        {
            if (!ValueKinds.Duration.TryRead(item, out var interval)) continue;
            if (MatrixSettings.IntervalViolation(interval) is { } violation) item.Report($"{violation}, got {DurationText.Format(interval)}");
            else if (intervals.Contains(interval)) item.Report($"{DurationText.Format(interval)} is there twice");
            else intervals.Add(interval);
        }

        return intervals.ToImmutable();
    }

    private static IEnumerable<Cursor> ItemsOf(Cursor at)
    {
        if (at.Node is ListNode { Items.Length: 0 }) at.Report("must have at least one item", "Leave the key out to try all.");
        return at.EnterItems("a list");
    }
}
