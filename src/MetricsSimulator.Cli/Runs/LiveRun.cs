using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Runs;

/// <summary>
/// A run that is changed while it goes on: every change takes effect at the next tick and stands in the journal before it is answered.
/// Thread-safe.
/// </summary>
internal sealed class LiveRun
{
    private readonly Lock _lock = new();
    private readonly Lock _reading = new();
    private Run _run;
    private ImmutableDictionary<string, string> _names = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Takes control, and begins the journal.</summary>
    /// <param name="run">What is run.</param>
    /// <param name="simulator">The simulator of its model.</param>
    /// <param name="journal">An empty journal.</param>
    /// <exception cref="IOException">The journal takes nothing.</exception>
    public LiveRun(Run run, LiveSimulator simulator, RunJournal journal)
    {
        _run = run;
        Beginning = run;
        Simulator = simulator;
        Journal = journal;
        AddNames(run);
        journal.Add(JournalWriter.Beginning(run));
    }

    /// <summary>The simulator; what changes it goes through this object.</summary>
    public LiveSimulator Simulator { get; }

    /// <summary>The journal.</summary>
    public RunJournal Journal { get; }

    /// <summary>What was run at first, before anything was done to it.</summary>
    public Run Beginning { get; }

    /// <summary>What is run, from the next tick on at the latest.</summary>
    public Run Run => Volatile.Read(ref _run);

    /// <summary>The name under which Prometheus knows the metric that an anomaly acts on, or knew it before a reload took it away; null for none.</summary>
    public string? NameOf(Anomaly anomaly) => anomaly.Definition.Metric is { } metric ? Volatile.Read(ref _names).GetValueOrDefault(metric) : null;

    /// <summary>Injects an anomaly.</summary>
    /// <param name="anomaly">What it is: one JSON object.</param>
    /// <param name="refusal">Why there is none.</param>
    public Anomaly? Inject(JsonElement anomaly, out Refusal? refusal)
    {
        lock (_lock)
        {
            var read = AnomalyRecord.Read(anomaly, _run.Model.Metrics, _run.Model.Scenario.Phases, out _);
            if (read.Definition is not { } definition)
            {
                refusal = new Refusal(RefusalCause.Invalid, "", [.. read.Errors]);
                return null;
            }

            Anomaly injected;
            try
            {
                injected = Simulator.Inject(definition);
            }
            catch (ArgumentException exception) when (exception.ParamName == nameof(definition))
            {
                // A reload or a switch brings the metric with the next tick.
                refusal = new Refusal(RefusalCause.Conflict, $"It cannot begin before the metric does; ask again after the next tick. {exception.Message}");
                return null;
            }

            return Record(_run, out refusal, injected) ? injected : null;
        }
    }

    /// <summary>Ends an anomaly.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="refusal">What went wrong; null when nothing did, and when there is none that could be ended.</param>
    public Anomaly? End(string id, out Refusal? refusal)
    {
        lock (_lock)
        {
            refusal = null;
            var ended = Simulator.End(id);
            return ended is not null && Record(_run, out refusal) ? ended : null;
        }
    }

    /// <summary>Begins another scenario.</summary>
    /// <param name="played">The scenario, a name or a file.</param>
    /// <param name="scenario">The scenario as it was written.</param>
    /// <param name="refusal">Why it did not begin.</param>
    /// <returns>The first tick of it.</returns>
    public long? Switch(string played, ScenarioDraft scenario, out Refusal? refusal)
    {
        lock (_lock)
        {
            if (_run.With(played, scenario, out var errors) is not { } next)
            {
                refusal = new Refusal(RefusalCause.Conflict, $"The scenario '{scenario.Name}' does not suit what is run: {string.Join(" ", errors)}");
                return null;
            }

            var tick = Simulator.Switch(next.Model);
            return Record(next, out refusal) ? tick : null;
        }
    }

    /// <summary>Reads the files of the run again, and goes on with what they say now.</summary>
    /// <returns>What came of it, in lines.</returns>
    public string Reload()
    {
        // A file may be a pipe that nobody writes to. Then another reload waits, and nothing else.
        lock (_reading)
        {
            while (true)
            {
                var before = Run;
                if (before.ReadAgain(out var report) is not { } next) return report;
                if (!next.Files.Any()) return "reload: nothing to read; neither a configuration nor a scenario is a file.\n";
                lock (_lock)
                {
                    // Unless another scenario was begun while they were read: it stays if they do not ask for one.
                    if (ReferenceEquals(before, _run)) return GoOnWith(next);
                }
            }
        }
    }

    private string GoOnWith(Run next)
    {
        if (next.Model == _run.Model)
        {
            Volatile.Write(ref _run, next);
            return "reload: nothing changed.\n";
        }

        var tick = next.Choice == _run.Choice ? Simulator.Reload(next.Model) : Simulator.Switch(next.Model);
        var warning = next.Warning is { } told ? told + "\n" : "";
        return Record(next, out var refusal) ? $"reload: {string.Join(" and ", next.Files)} holds from tick {tick} on.\n{warning}" : $"reload: {refusal!.Detail}\n";
    }

    private void AddNames(Run run) =>
        Volatile.Write(ref _names, _names.SetItems(run.Model.Metrics.Select(metric => KeyValuePair.Create(metric.Key, metric.Name))));

    // What was changed is changed; that the journal does not hold it is said, and everything goes on.
    private bool Record(Run next, out Refusal? refusal, Anomaly? injected = null)
    {
        Volatile.Write(ref _run, next);
        AddNames(next);
        refusal = null;
        var change = Simulator.LastChange!;
        try
        {
            Journal.Add(JournalWriter.Line(change, next, injected, injected is null ? null : NameOf(injected)));
            return true;
        }
        catch (IOException exception)
        {
            refusal = new Refusal(RefusalCause.Unrecorded, $"The change holds from tick {change.Tick} on, but its journal cannot be written: {exception.Message}");
            return false;
        }
    }
}
