using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Runs;

/// <summary>Reads journals back. Errors have file and line. One thread at a time.</summary>
internal sealed class JournalReader
{
    /// <summary>The name for standard input.</summary>
    public const string StandardInput = "-";

    private readonly string _path;
    private readonly Shard? _shard;
    private readonly List<ConfigurationError> _errors = [];
    private readonly List<ModelChange> _changes = [];
    private Run? _run;
    private SimulationModel? _model;
    private long _version;

    private JournalReader(string path, Shard? shard)
    {
        _path = path;
        _shard = shard;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, or <see cref="StandardInput"/>.</param>
    /// <param name="warning">A harmless oddity of the file; null for none.</param>
    /// <param name="errors">All errors; empty if and only if there is a run.</param>
    /// <param name="shard">The shard to simulate, whichever the recorded run had; null for all label sets.</param>
    public static RecordedRun? ReadFile(string path, out string? warning, out ImmutableArray<ConfigurationError> errors, Shard? shard = null)
    {
        warning = null;
        string text;
        try
        {
            text = path == StandardInput ? ReadStandardInput() : File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var isMissing = exception is FileNotFoundException or DirectoryNotFoundException;
            errors = [new ConfigurationError(Place.Whole(path), "", isMissing ? "there is no such file" : Directory.Exists(path) ? "this is a directory, not a file" : $"cannot be read: {exception.Message.TrimEnd('.')}")];
            return null;
        }

        return ReadText(text, path, out warning, out errors, shard);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The journal.</param>
    /// <param name="path">The name of the journal in errors.</param>
    /// <param name="warning">A harmless oddity of the text; null for none.</param>
    /// <param name="errors">All errors; empty if and only if there is a run.</param>
    /// <param name="shard">The shard to simulate, whichever the recorded run had; null for all label sets.</param>
    public static RecordedRun? ReadText(string text, string path, out string? warning, out ImmutableArray<ConfigurationError> errors, Shard? shard = null) =>
        new JournalReader(path, shard).Read(text, out warning, out errors);

    private static string ReadStandardInput()
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        return input.ReadToEnd();
    }

    private RecordedRun? Read(string text, out string? warning, out ImmutableArray<ConfigurationError> errors)
    {
        warning = null;
        if (InputFile.NoJournal(text) is { } other)
        {
            errors = [new ConfigurationError(Place.Whole(_path), "", other)];
            return null;
        }

        var lines = text.Split('\n');
        var whole = lines.Length - 1;
        // The text after the last line feed is empty or a partial line. The program ended while it wrote it, so no client got an answer for it.
        if (!string.IsNullOrWhiteSpace(lines[^1]))
            warning = $"{PlaceOf(lines.Length)}: warning: the line is incomplete and is ignored; the run ended while it was written.";
        while (whole > 0 && string.IsNullOrWhiteSpace(lines[whole - 1])) whole--;
        for (var i = 0; i < whole; i++)
        {
            ReadLine(lines[i], i + 1);
            // Without a readable beginning, the rest cannot be checked.
            if (_run is null) break;
        }

        if (whole == 0) Add(1, "", "must be a journal, which begins with a line about the run; this has no complete line");
        errors = [.. _errors];
        return errors.IsEmpty ? new RecordedRun(_run!, [.. _changes]) { Identity = text } : null;
    }

    private void ReadLine(string line, int number)
    {
        using var document = JsonObjectReader.Read(Encoding.UTF8.GetBytes(line), out var error);
        if (document is null) Add(number, error!.Field, error.Message);
        else if (_run is null) ReadBeginning(document.RootElement, number);
        else ReadChange(document.RootElement, number);
    }

    private void ReadBeginning(JsonElement line, int number)
    {
        if (Whole(line, "version", number) is not { } version) return;
        if (version is < 1 or > JournalWriter.Version)
        {
            Add(number, "version", string.Create(CultureInfo.InvariantCulture, $"must be from 1 to {JournalWriter.Version}, got {version}: another version of the program wrote this"));
            return;
        }

        _version = version;
        var labels = ImmutableArray.CreateBuilder<LabelDimension>();
        if (line.TryGetProperty("labels", out var given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var label in given.EnumerateObject())
            {
                var value = label.Value.ValueKind == JsonValueKind.String ? label.Value.GetString()! : "";
                if ((LabelRules.NameViolation(label.Name) ?? LabelRules.ValuesViolation([value])) is { } violation) Add(number, $"labels.{label.Name}", violation);
                else labels.Add(new LabelDimension(label.Name, [value]));
            }
        }

        if (ReadModel(line, number) is not { } read) return;
        var (seed, timeline) = (read.Model.Seed, read.Model.Timeline);
        Expect(
            line, "seed", seed.ToString(CultureInfo.InvariantCulture),
            found => decimal.TryParse(found, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value == seed, number);
        Expect(line, "start", InstantText.Format(timeline.Start), found => InstantText.TryParse(found, out var value) && value == timeline.Start, number);
        Expect(
            line, "update_interval", DurationText.Format(timeline.UpdateInterval),
            found => DurationText.TryParse(found, out var value) && value == timeline.UpdateInterval, number);
        var configuration = read.Configuration;
        // Journals of version 1, and early ones of version 2, have the labels only here.
        if (configuration.Labels.IsEmpty) configuration = configuration with { Labels = labels.ToImmutable() };
        else Expect(line, "labels", JsonText.Of(json => JournalWriter.WriteLabels(json, configuration.Labels)), _ => HasLabels(configuration, labels), number);
        foreach (var error in configuration.LabelErrors(read.Model.Metrics)) Add(number, "labels", error.Message);
        if (_errors.Count > 0) return;
        _run = new Run(configuration, read.Model) { Scenario = read.Scenario };
        _model = read.Model;
    }

    private void ReadChange(JsonElement line, int number)
    {
        if (Whole(line, "tick", number) is not { } tick || Text(line, "change", number) is not { } kind) return;
        var earliest = _changes.Count == 0 ? 1 : _changes[^1].Tick;
        if (tick < earliest)
        {
            Add(number, "tick", string.Create(CultureInfo.InvariantCulture, $"must be {earliest} or later, because changes are in the order of their ticks, got {tick}"));
            return;
        }

        if (tick > AnomalySchedule.LastTickOf(_model!.Timeline))
        {
            Add(number, "tick", string.Create(CultureInfo.InvariantCulture, $"must be before the year {AnomalySchedule.EndYear}, got {tick}"));
            return;
        }

        switch (kind)
        {
            case "inject":
                if (line.TryGetProperty("anomaly", out var anomaly)) ReadInjection(line, anomaly, tick, number);
                else Add(number, "anomaly", "is missing");
                break;
            case "end" when Text(line, "id", number) is { } ended:
                if (_changes.OfType<ModelChange.Ended>().FirstOrDefault(change => change.Id == ended) is { } before)
                    Add(number, "id", string.Create(CultureInfo.InvariantCulture, $"names an anomaly that has ended before, at tick {before.Tick}: '{ended}'"));
                _changes.Add(new ModelChange.Ended(tick, ended));
                break;
            case "scenario" or "reload" when ReadModel(line, number) is { } changed:
                if (changed.Model.Seed != _model!.Seed || changed.Model.Timeline != _model.Timeline)
                {
                    Add(number, "configuration", "must have the seed, the start and the update interval of the run");
                    break;
                }

                _model = changed.Model;
                _changes.Add(kind == "scenario" ? new ModelChange.Switched(tick, changed.Model) : new ModelChange.Reloaded(tick, changed.Model));
                break;
            case "end" or "scenario" or "reload":
                break;
            default:
                Add(number, "change", Rule.Broken("must be inject, end, scenario or reload", kind));
                break;
        }
    }

    private void ReadInjection(JsonElement line, JsonElement anomaly, long tick, int number)
    {
        var read = AnomalyRecord.Read(anomaly, _model!, default, out var own);
        // Journals of version 1 give no start: the window begins at the tick of the line.
        var start = AnomalyRecord.StartOf(anomaly, out var wrong);
        var (least, most) = (_model!.Timeline.InstantOf(tick), _model.Timeline.InstantOf(AnomalySchedule.LastTickOf(_model.Timeline)));
        if (start < least || start > most)
            wrong = AnomalyRecord.WrongStart($"must be {InstantText.Format(least)}, the time of the line, or later, and before the year {AnomalySchedule.EndYear}", InstantText.Format(start.Value));
        foreach (var error in wrong is null ? read.Errors : read.Errors.Add(wrong)) Add(number, $"anomaly.{error.Field}".TrimEnd('.'), error.Message);
        if (wrong is not null || read.Definition is not { } definition || (own ?? Text(line, "id", number)) is not { } id) return;
        _changes.Add(new ModelChange.Injected(tick, id, definition) { FirstTick = start is { } given ? _model.Timeline.TicksIn(given - _model.Timeline.Start) : tick });
    }

    private (SimulatorConfiguration Configuration, SimulationModel Model, ScenarioDraft? Scenario)? ReadModel(JsonElement line, int number)
    {
        if (Text(line, "configuration", number) is not { } yaml) return null;
        var read = ConfigurationReader.ReadText(yaml, $"{PlaceOf(number)} (configuration)");
        _errors.AddRange(read.Errors);
        if (read.Configuration is null) return null;
        var configuration = read.Configuration with { Shard = _shard };
        if (configuration is not { Seed: { } seed, Start: { } start })
        {
            Add(number, "configuration", "must give a seed and a start");
            return null;
        }

        if (!line.TryGetProperty("scenario", out var text) || text.ValueKind != JsonValueKind.String) return (configuration, configuration.ToModel(seed, start), null);
        // A scenario without a name has the name of its file.
        var name = line.TryGetProperty("scenario_name", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "scenario";
        var scenario = ScenarioReader.ReadText(text.GetString()!, $"{PlaceOf(number)} (scenario)/{name}.yaml");
        _errors.AddRange(scenario.Errors);
        if (scenario.Draft is null) return null;
        var draft = _version < 3 ? scenario.Draft.WithAbsentLevelsZero() : scenario.Draft;
        var joined = configuration.ToModel(seed, start, draft);
        _errors.AddRange(joined.Errors);
        return joined.Model is { } model ? (configuration, model, draft) : null;
    }

    private static bool HasLabels(SimulatorConfiguration configuration, IEnumerable<LabelDimension> labels) =>
        configuration.Labels.Select(ToPair).ToHashSet().SetEquals(labels.Select(ToPair));

    private static (string Name, string Value) ToPair(LabelDimension label) => (label.Name, label.Value(0));

    // These fields repeat the configuration for people and other programs. They may write 1d instead of 24h, so compare values, not texts.
    private void Expect(JsonElement line, string name, string expected, Func<string, bool> isSame, int number)
    {
        if (!line.TryGetProperty(name, out var value)) return;
        var found = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (!isSame(found)) Add(number, name, $"must be {expected}, as in the configuration of the run, got {found}");
    }

    private string? Text(JsonElement line, string name, int number)
    {
        if (line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String) return value.GetString();
        Add(number, name, "must be a text");
        return null;
    }

    private long? Whole(JsonElement line, string name, int number)
    {
        if (line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole)) return whole;
        Add(number, name, "must be a whole number");
        return null;
    }

    private void Add(int line, string field, string message) => _errors.Add(new ConfigurationError(Place.Whole(PlaceOf(line)), field, message));

    private string PlaceOf(int line) => string.Create(CultureInfo.InvariantCulture, $"{_path}:{line}");
}
