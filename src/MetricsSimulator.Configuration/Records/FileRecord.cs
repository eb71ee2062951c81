using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Configuration.Records;

/// <summary>A record of a file: fields with texts. What is nested has the names of both in its name, as in <c>labels.model</c>. Not thread-safe.</summary>
/// <param name="place">Where it begins.</param>
/// <param name="errors">The destination of errors.</param>
internal sealed class FileRecord(Place place, ErrorList errors)
{
    private const string Labels = "labels.";

    private readonly List<(string Name, string Text, Place Place)> _fields = [];

    /// <summary>Where it begins.</summary>
    public Place Place => place;

    /// <summary>Adds a field.</summary>
    public void Add(string name, string text, Place at) => _fields.Add((name, text, at));

    /// <summary>The text of the first of some fields that it has; null if it has none of them.</summary>
    public string? TextOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            foreach (var field in _fields)
                if (field.Name == name) return field.Text;
        return null;
    }

    /// <summary>The text of a field that it must have; empty, with an error added, if it does not.</summary>
    public string RequiredTextOf(params ReadOnlySpan<string> names)
    {
        if (TextOf(names) is { } text) return text;
        Report($"needs {names[0]}, found {(_fields.Count == 0 ? "nothing" : string.Join(", ", _fields.Select(field => field.Name)))}");
        return "";
    }

    /// <summary>The instant of the first of some fields that it has; null if it has none of them, or an error was added.</summary>
    public DateTimeOffset? InstantOf(params ReadOnlySpan<string> names)
    {
        if (TextOf(names) is not { } text) return null;
        if (InstantText.TryParse(text, out var instant)) return instant;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800m)
            return DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        Report($"{names[0]} must be {InstantText.Expected}, or the seconds since 1970, got '{text}'");
        return null;
    }

    /// <summary>The labels: the fields below <c>labels</c>.</summary>
    /// <param name="others">Names below <c>labels</c> that are none.</param>
    public ImmutableArray<KeyValuePair<string, string>> LabelsBut(params ReadOnlySpan<string> others)
    {
        var labels = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (name, text, at) in _fields)
        {
            if (!name.StartsWith(Labels, StringComparison.Ordinal) || others.Contains(name)) continue;
            var label = name[Labels.Length..];
            if (labels.Any(other => other.Key == label)) errors.Add(at, "", $"{name} is given twice");
            else labels.Add(new(label, text));
        }

        return labels.ToImmutable();
    }

    /// <summary>Adds an error about it.</summary>
    public void Report(string message) => errors.Add(place, "", message);
}
