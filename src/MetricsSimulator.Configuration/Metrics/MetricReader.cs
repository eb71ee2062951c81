using System.Collections.Immutable;
using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Metrics;
using MetricsSimulator.Processes;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>Turns one metric's block, merged with that of a catalogue, into a definition. Not thread-safe.</summary>
internal sealed class MetricReader
{
    private readonly string _key;
    private readonly Block _block;

    private MetricReader(string key, Block block) => (_key, _block) = (key, block);

    public static MetricReading Read(string key, Cursor at)
    {
        var errorsBefore = at.Errors.Count;
        if (key.Length == 0) at.ReportKey("a metric needs a name");
        if (MetricKeys.Table.Read(at) is not { } block) return new MetricReading(key, at, null, true, null);

        var reader = new MetricReader(key, block);
        var isEnabled = block.Value(MetricKeys.Enabled);
        var subject = reader.FindSubject();
        if (subject == Subjects.None) return new MetricReading(key, at, block, isEnabled, null);
        reader.Check(subject);
        var isNamed = !block.IsBroken(MetricKeys.Name) && key.Length > 0 && at.CheckKey(MetricDefinition.NameViolation(reader.Name), "Without 'name', the key is the name in Prometheus.");
        var definition = !isNamed ? null : at.Errors.Count == errorsBefore ? reader.Make(subject) : reader.MakeStandIn(subject);
        return new MetricReading(key, at, block, isEnabled, definition);
    }

    private string Name => _block.Has(MetricKeys.Name) ? _block.Value(MetricKeys.Name) : _key;

    private string Help => _block.Has(MetricKeys.Help)
        ? _block.Value(MetricKeys.Help)
        : $"{char.ToUpperInvariant(_key[0])}{_key[1..].Replace('_', ' ')} (simulated)";

    private LabelSpace Labels => _block.Value(MetricKeys.Labels);

    private PathSplit Split
    {
        get
        {
            var perSeries = _block.Value(MetricKeys.PerSeries);
            var split = _block.Value(MetricKeys.Split);
            // Of two keys that contradict each other the file's own wins over the catalogue's.
            if (!perSeries) return split;
            return split == PathSplit.Shared && !_block.IsGiven(MetricKeys.PerSeries) ? split : PathSplit.PerSeries;
        }
    }

    private double Resolution
    {
        get
        {
            var useInteger = _block.Has(MetricKeys.Integer) && (_block.IsGiven(MetricKeys.Integer) || !_block.Has(MetricKeys.Resolution));
            if (useInteger && _block.Value(MetricKeys.Integer)) return 1;
            return _block.Value(MetricKeys.Resolution);
        }
    }

    private Subjects FindSubject()
    {
        if (_block.IsBroken(MetricKeys.Type)) return Subjects.None;
        var type = _block.Value(MetricKeys.Type);
        if (type == MetricType.Gauge) return Subjects.Gauge;
        if (type == MetricType.Histogram) return Subjects.Histogram;
        if (_block.Has(MetricKeys.Of)) return Subjects.Thinned;
        if (_block.Has(MetricKeys.Type)) return Subjects.Counter;
        var known = Catalogue.MetricsOf(CatalogueName.ClaudeCode).Entries.Select(entry => entry.Name);
        _block.At.ReportKey($"needs a type: counter, gauge or histogram{Spelling.Suggestion(_key, known.Where(name => name != _key))}",
            "Only the metrics of the catalogue have a type already.");
        return Subjects.None;
    }

    private void Check(Subjects subject)
    {
        var process = subject == Subjects.Thinned ? Keys.Processes.None : ProcessReader.ProcessOf(_block);
        _block.DropWhatDoesNotApply(subject, process);
        if (subject != Subjects.Thinned) ProcessReader.Check(_block, isRate: subject != Subjects.Gauge);

        if (_block.IsGiven(MetricKeys.PerSeries) && _block.IsGiven(MetricKeys.Split) && _block.Value(MetricKeys.PerSeries) && _block.Value(MetricKeys.Split) == PathSplit.Shared)
            _block.CursorOf(MetricKeys.Split)!.Report("must be independent with per_series: true, got 'shared'");
        if (_block.IsGiven(MetricKeys.Integer) && _block.IsGiven(MetricKeys.Resolution))
            _block.CursorOf(MetricKeys.Resolution)!.ReportKey("may not be given together with integer", MetricKeys.Integer.Explanation);
        if (subject != Subjects.Histogram) return;

        if (!_block.Has(MetricKeys.Buckets)) _block.At.ReportKey("a histogram needs buckets", MetricKeys.Buckets.Explanation);
        if (!_block.Has(MetricKeys.Arrivals) || _block.IsBroken(MetricKeys.Arrivals)) return;
        var arrivals = _block.Value(MetricKeys.Arrivals);
        arrivals.DropWhatDoesNotApply(Subjects.Arrivals, ProcessReader.ProcessOf(arrivals));
        ProcessReader.Check(arrivals, isRate: true);
    }

    private MetricDefinition Make(Subjects subject) => subject switch
    {
        Subjects.Gauge => new GaugeDefinition(_key, Name, Help, Labels, ProcessReader.Make(_block), Split),
        Subjects.Histogram => new HistogramDefinition(
            _key, Name, Help, Labels, ProcessReader.Make(_block), _block.Value(MetricKeys.Spread), _block.Value(MetricKeys.Buckets), MakeArrivals(), Split),
        Subjects.Thinned => new ThinnedCounterDefinition(_key, Name, Help, Labels, _block.Value(MetricKeys.Of), _block.Value(MetricKeys.Probability)),
        _ => new CounterDefinition(_key, Name, Help, Labels,
            new RateDefinition(ProcessReader.Make(_block), _block.Value(ProcessKeys.Per)), Split, _block.Value(MetricKeys.Accumulate), Resolution),
    };

    private RateDefinition MakeArrivals()
    {
        if (!_block.Has(MetricKeys.Arrivals)) return new RateDefinition(new ConstantDefinition(0));
        var arrivals = _block.Value(MetricKeys.Arrivals);
        return new RateDefinition(ProcessReader.Make(arrivals), arrivals.Value(ProcessKeys.Per));
    }

    // What the rules between metrics look at. A counter of events, so that one mistake does not make another of what is derived from it.
    private MetricDefinition MakeStandIn(Subjects subject)
    {
        var nothing = new ConstantDefinition(0);
        ImmutableArray<double> buckets = _block.Value(MetricKeys.Buckets) is { IsEmpty: false } some ? some : [1];
        return subject switch
        {
            Subjects.Gauge => new GaugeDefinition(_key, Name, Help, Labels, nothing),
            Subjects.Histogram => new HistogramDefinition(_key, Name, Help, Labels, nothing, 0, buckets, new RateDefinition(nothing)),
            Subjects.Thinned when !_block.IsBroken(MetricKeys.Of) => new ThinnedCounterDefinition(_key, Name, Help, Labels, _block.Value(MetricKeys.Of), 0),
            _ => new CounterDefinition(_key, Name, Help, Labels, new RateDefinition(nothing), resolution: 1),
        };
    }
}
