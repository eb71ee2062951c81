using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Runs;

/// <summary>
/// A run that can be changed while it goes on. Every change takes effect at the next tick, and is in the journal before the client gets an answer.
/// Thread-safe.
/// </summary>
internal sealed class LiveRun
{
    /// <summary>How long after the current tick the window of an anomaly may begin that is injected.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromDays(7);

    private readonly Lock _lock = new();
    private readonly Lock _reading = new();
    private Run _run;
    private bool _isReplaced;
    private ImmutableDictionary<string, string> _names = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Takes control, and begins the journal.</summary>
    /// <param name="run">The run.</param>
    /// <param name="simulator">The simulator of its model.</param>
    /// <param name="journal">An empty journal.</param>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    public LiveRun(Run run, LiveSimulator simulator, RunJournal journal)
    {
        _run = run;
        Beginning = run;
        Simulator = simulator;
        Journal = journal;
        AddNames(run);
        journal.Add(JournalWriter.Beginning(run));
    }

    /// <summary>The simulator. Change it only through this object.</summary>
    public LiveSimulator Simulator { get; }

    /// <summary>The journal.</summary>
    public RunJournal Journal { get; }

    /// <summary>How often the run was started over before; 0 for the first.</summary>
    public int Number { get; init; }

    /// <summary>Whether the reports of reloads do not name files and scenarios.</summary>
    public bool HidesTruth { get; init; }

    /// <summary>Whether it refuses changes because another run takes its place. A change that is under way is done first.</summary>
    public bool IsReplaced
    {
        get
        {
            lock (_lock) return _isReplaced;
        }

        set
        {
            lock (_lock) _isReplaced = value;
        }
    }

    /// <summary>The run before any change.</summary>
    public Run Beginning { get; }

    /// <summary>The run as it will be at the next tick.</summary>
    public Run Run => Volatile.Read(ref _run);

    /// <summary>The name in Prometheus of the metric on which an anomaly acts, or of the metric that a reload has removed; null for none.</summary>
    public string? NameOf(Anomaly anomaly) => anomaly.Definition.Metric is { } metric ? Volatile.Read(ref _names).GetValueOrDefault(metric) : null;

    /// <summary>Injects an anomaly at the next tick. If the object gives a start and is not a record of an older anomaly, its window begins there.</summary>
    /// <param name="anomaly">The anomaly: one JSON object.</param>
    /// <param name="refusal">Why it was refused; null if it was not.</param>
    public Anomaly? Inject(JsonElement anomaly, out Refusal? refusal)
    {
        lock (_lock)
        {
            if ((refusal = Replaced()) is not null) return null;
            FieldError? wrong = null;
            var read = AnomalyRecord.Read(anomaly, _run.Model, _run.Model.Scenario.Phases, out _);
            var first = AnomalyRecord.IsRecord(anomaly) ? 0 : FirstTickOf(anomaly, out wrong);
            if (read.Definition is not { } definition || wrong is not null)
            {
                refusal = new Refusal(RefusalCause.Invalid, "", wrong is null ? [.. read.Errors] : [.. read.Errors, wrong]);
                return null;
            }

            Anomaly injected;
            try
            {
                injected = Simulator.Inject(definition, first);
            }
            catch (ArgumentException exception) when (exception.ParamName == nameof(definition))
            {
                // A reload or a switch adds the metric at the next tick.
                refusal = new Refusal(RefusalCause.Conflict, $"It cannot begin before its metric does. Try again after the next tick. {exception.Message}");
                return null;
            }

            return Record(_run, out refusal, injected) ? injected : null;
        }
    }

    /// <summary>Ends an anomaly.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="refusal">Why it could not be ended; null if it was ended, or does not exist.</param>
    public Anomaly? End(string id, out Refusal? refusal)
    {
        lock (_lock)
        {
            if ((refusal = Replaced()) is not null) return null;
            var ended = Simulator.End(id);
            return ended is not null && Record(_run, out refusal) ? ended : null;
        }
    }

    /// <summary>Begins another scenario.</summary>
    /// <param name="played">The scenario, a name or a file; null for none.</param>
    /// <param name="scenario">The scenario as it was read; null for none.</param>
    /// <param name="refusal">Why it did not begin; null if it did.</param>
    /// <returns>Its first tick.</returns>
    public long? Switch(string? played, ScenarioDraft? scenario, out Refusal? refusal)
    {
        lock (_lock)
        {
            if ((refusal = Replaced()) is not null) return null;
            if (_run.With(played, scenario, out var errors) is not { } next)
            {
                refusal = new Refusal(RefusalCause.Conflict, $"The scenario '{scenario?.Name ?? BuiltInScenarios.None}' does not fit this run: {string.Join(" ", errors)}");
                return null;
            }

            var tick = Simulator.Switch(next.Model);
            return Record(next, out refusal) ? tick : null;
        }
    }

    /// <summary>Changes the configuration; time, paths, counters and the scenario continue.</summary>
    /// <param name="patch">The changes, a JSON merge patch (RFC 7396).</param>
    /// <param name="next">The run after it; null if it was refused.</param>
    /// <param name="refusal">Why it was refused; null if it was not.</param>
    /// <returns>The tick at which it takes effect: the current one if it changes nothing.</returns>
    public long? Patch(JsonElement patch, out Run? next, out Refusal? refusal)
    {
        lock (_lock)
        {
            next = null;
            if ((refusal = Replaced()) is not null) return null;
            next = _run.Patched(patch, out var errors);
            if (next is null)
            {
                refusal = new Refusal(RefusalCause.Invalid, "", [.. errors.Select(error => new FieldError(error.Path, error.Message, error.Explanation))]);
                return null;
            }

            if (next.Model == _run.Model)
            {
                Volatile.Write(ref _run, next);
                return Simulator.Status.Tick;
            }

            var tick = Simulator.Reload(next.Model);
            return Record(next, out refusal) ? tick : null;
        }
    }

    /// <summary>Reads the files of the run again, and continues with their new content.</summary>
    /// <returns>The result, in lines.</returns>
    public string Reload()
    {
        // A file may be a pipe to which nobody writes. Then only other reloads wait.
        lock (_reading)
        {
            while (true)
            {
                var before = Run;
                if (before.ReadAgain(out var report) is not { } next) return HidesTruth ? "reload: the files have errors; the run goes on as before. 'check' lists them.\n" : report;
                if (!next.Files.Any()) return "reload: there is nothing to read, because neither the configuration nor the scenario is a file.\n";
                lock (_lock)
                {
                    // Another scenario may have begun while the files were read. It stays unless they ask for another.
                    if (Replaced() is { } replaced) return $"reload: {replaced.Detail}\n";
                    if (ReferenceEquals(before, _run)) return GoOnWith(next);
                }
            }
        }
    }

    private Refusal? Replaced() => _isReplaced ? new Refusal(RefusalCause.Conflict, "The run is being started over. Try again in a moment.") : null;

    private string GoOnWith(Run next)
    {
        if (next.Model == _run.Model)
        {
            Volatile.Write(ref _run, next);
            return "reload: nothing changed.\n";
        }

        var tick = next.Choice == _run.Choice ? Simulator.Reload(next.Model) : Simulator.Switch(next.Model);
        var warning = (_run.IsPatched ? "What clients had changed with PATCH is as in the files again.\n" : "") + (next.Warning is { } told ? told + "\n" : "");
        if (HidesTruth) warning = "";
        return Record(next, out var refusal) ? $"reload: {(HidesTruth ? "the files" : string.Join(" and ", next.Files))} will be used from tick {tick} on.\n{warning}" : $"reload: {refusal!.Detail}\n";
    }

    // 0 stands for the next tick, which the simulator knows best: time may go on in between.
    private long FirstTickOf(JsonElement anomaly, out FieldError? error)
    {
        if (AnomalyRecord.StartOf(anomaly, out error) is not { } start) return 0;
        var now = Simulator.Status.Instant;
        if (start >= now && start - now <= MostAhead) return _run.Model.Timeline.TicksIn(start - _run.Model.Timeline.Start);
        var allowed = $"must be from {InstantText.Format(now)}, the current tick, to {InstantText.Format(now + MostAhead)}, {MostAhead.Days} days later";
        error = AnomalyRecord.WrongStart(allowed, InstantText.Format(start));
        return 0;
    }

    private void AddNames(Run run) =>
        Volatile.Write(ref _names, _names.SetItems(run.Model.Metrics.Select(metric => KeyValuePair.Create(metric.Key, metric.Name))));

    // The change stays. The client learns that the journal does not have it, and the run continues.
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
            refusal = new Refusal(RefusalCause.Unrecorded, $"The change takes effect at tick {change.Tick}, but the journal cannot be written: {exception.Message}");
            return false;
        }
    }
}
