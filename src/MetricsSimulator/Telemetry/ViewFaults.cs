using System.Runtime.CompilerServices;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>The anomalies that act between the processes of a workload and Prometheus, as far as they are known. One thread at a time.</summary>
internal sealed class ViewFaults
{
    private const string OneWord = "custom";

    private static readonly int s_cost = TelemetryMetric.All.IndexOf(TelemetryMetric.Cost);
    private static readonly int s_tokens = TelemetryMetric.All.IndexOf(TelemetryMetric.Tokens);
    private static readonly int s_server = TelemetryMetric.Tokens.Attributes.IndexOf("mcp_server.name");
    private static readonly int s_tool = TelemetryMetric.Tokens.Attributes.IndexOf("mcp_tool.name");

    // What users of MCP servers name most. The shares are assumptions.
    private static readonly Mix<(string Server, string Tool)> Servers = new(
        (("github", "get_pull_request"), .4), (("playwright", "browser_navigate"), .25), (("postgres", "query"), .2), (("linear", "list_issues"), .15));

    private readonly Causes? _causes;
    private readonly TelemetryOptions _options;
    private readonly long _tick;
    private readonly Dictionary<LabelMatchers, bool[]> _names = [];
    private readonly Dictionary<LabelMatchers, Dictionary<Developer, bool>> _developers = [];
    private readonly ConditionalWeakTable<SessionPlan, SessionProcess[]> _processes = [];
    private readonly List<(Cause Cause, ViewInfluence Influence, bool[] Names)> _acting = [];

    /// <summary>Creates the faults.</summary>
    /// <param name="causes">The anomalies; null for none.</param>
    /// <param name="options">The telemetry options.</param>
    /// <param name="tick">The length of a tick.</param>
    public ViewFaults(Causes? causes, TelemetryOptions options, TimeSpan tick) => (_causes, _options, _tick) = (causes is { IsEmpty: false } ? causes : null, options, (long)tick.TotalMilliseconds);

    /// <summary>Whether there is none at any time.</summary>
    public bool IsEmpty => _causes is null;

    /// <summary>Whether an anomaly at an instant lets series show only what processes export.</summary>
    public bool MayHoldAt(long instant)
    {
        foreach (var cause in At(instant))
            if (cause.OnViewAt(instant) is { ShowsLastWriter: true } or { ReplacesDeltas: true }) return true;
        return false;
    }

    /// <summary>How the exports of a developer's processes change the series at an instant; null if the series show every count at once.</summary>
    /// <param name="developer">The developer.</param>
    /// <param name="instant">Milliseconds since the Unix epoch.</param>
    public HeldCounts? HoldingAt(Developer developer, long instant)
    {
        HeldCounts? held = null;
        foreach (var cause in At(instant))
        {
            var influence = cause.OnViewAt(instant);
            // A process exports totals or deltas, never both.
            if ((influence.ShowsLastWriter || (influence.ReplacesDeltas && held is null)) && held is not { AreTotals: true } && Selects(cause, developer))
                held = new HeldCounts(instant, influence.ShowsLastWriter, cause.Anomaly.Id);
        }

        return held;
    }

    /// <summary>The anomaly that lets a session which begins at an instant share the identifier of another; null for none.</summary>
    public string? CollisionAt(Developer developer, long instant) => FirstAt(developer, instant, static influence => influence.SharesSessionIds);

    /// <summary>Whether a process that starts at an instant may find its port in use.</summary>
    public bool HasOnePortAt(Developer developer, long instant) => FirstAt(developer, instant, static influence => influence.HasOnePort) is not null;

    /// <summary>How long a series that begins at an instant is not shown, in milliseconds.</summary>
    public long DelayAt(CounterOwner owner, int family, long instant)
    {
        var most = TimeSpan.Zero;
        if (owner.Developer is not { } developer || family >= TelemetryMetric.All.Length) return 0;
        foreach (var cause in At(instant))
            if (cause.OnViewAt(instant).Delay is var delay && delay > most && NamesOf(cause)[family] && Selects(cause, developer)) most = delay;
        return (long)most.TotalMilliseconds;
    }

    /// <summary>The time without a change after which a series ends at an instant, in milliseconds; null for the usual time.</summary>
    public long? ExpiryAt(CounterOwner owner, int family, long instant)
    {
        long? least = null;
        if (owner.Developer is not { } developer || family >= TelemetryMetric.All.Length) return null;
        foreach (var cause in At(instant))
        {
            var expiry = (long)cause.OnViewAt(instant).Expiry.TotalMilliseconds;
            if (expiry > 0 && NamesOf(cause)[family] && Selects(cause, developer)) least = Math.Min(least ?? expiry, expiry);
        }

        return least;
    }

    /// <summary>The anomaly that lets a series show another value at an instant; null for none. Of several, the greatest value wins.</summary>
    public Cause? SettingAt(CounterOwner owner, int family, long instant)
    {
        Cause? setting = null;
        if (owner.Developer is not { } developer || family >= TelemetryMetric.All.Length) return null;
        foreach (var cause in At(instant))
        {
            if (cause.OnViewAt(instant).SetTo is { } value && !(value <= setting?.OnViewAt(instant).SetTo) && NamesOf(cause)[family] && Selects(cause, developer)) setting = cause;
        }

        return setting;
    }

    /// <summary>Whether an anomaly at an instant lets series show another value.</summary>
    public bool MaySetAt(long instant)
    {
        foreach (var cause in At(instant))
            if (cause.OnViewAt(instant).SetTo is not null) return true;
        return false;
    }

    /// <summary>Whether an anomaly at an instant hides series that begin, or lets series end sooner.</summary>
    public bool MovesEndsAt(long instant)
    {
        foreach (var cause in At(instant))
            if (cause.OnViewAt(instant) is { } influence && (influence.Delay > TimeSpan.Zero || influence.Expiry > TimeSpan.Zero)) return true;
        return false;
    }

    /// <summary>The anomalies that let counters begin again at an instant, each with the metrics that it selects.</summary>
    /// <param name="from">The first instant of the tick, in milliseconds since the Unix epoch.</param>
    /// <param name="to">The instant of the next tick.</param>
    public IEnumerable<(Cause Cause, bool[] Names)> RestartsBetween(long from, long to)
    {
        foreach (var cause in _causes?.Between(from, to - 1) ?? [])
            if (cause.Start >= from && cause.OnViewAt(cause.Start).RestartsCounters) yield return (cause, NamesOf(cause));
    }

    /// <summary>When each metric of a developer's processes began again for the last time; null if none did.</summary>
    /// <param name="developer">The developer.</param>
    /// <param name="from">The first instant, in milliseconds since the Unix epoch.</param>
    /// <param name="to">The instant after the last.</param>
    public long[]? RestartsOf(Developer developer, long from, long to)
    {
        long[]? restarts = null;
        foreach (var (cause, names) in RestartsBetween(from, to))
        {
            if (!Selects(cause, developer)) continue;
            restarts ??= new long[TelemetryMetric.All.Length];
            for (var i = 0; i < restarts.Length; i++)
                if (names[i]) restarts[i] = Math.Max(restarts[i], cause.Start);
        }

        return restarts;
    }

    /// <summary>Changes the measurements of an event as the faulty process does.</summary>
    /// <param name="session">The session.</param>
    /// <param name="number">The number of the event in its plan.</param>
    /// <param name="measurements">The measurements.</param>
    /// <param name="interval">The time between two exports of the process.</param>
    public void Change(OpenSession session, int number, List<Measurement> measurements, TimeSpan interval)
    {
        if (IsEmpty || measurements.Count == 0) return;
        var instant = session.Address.Start + session.Plan!.Events[number].Offset;
        _acting.Clear();
        foreach (var cause in At(instant))
            if (Selects(cause, session.Developer)) _acting.Add((cause, cause.OnViewAt(instant), NamesOf(cause)));
        if (_acting.Count == 0) return;
        var isLost = false;
        foreach (var (_, influence, _) in _acting) isLost |= influence.LostExports > 0 && IsLost(session, number, instant, influence.LostExports, (long)interval.TotalMilliseconds);
        if (isLost) measurements.Clear();
        for (var i = measurements.Count - 1; i >= 0; i--)
        {
            var (key, amount) = measurements[i];
            var (isMissing, share) = (false, 0.0);
            foreach (var (_, influence, names) in _acting)
            {
                if (!names[key.Family]) continue;
                isMissing |= influence.IsMissing;
                if (key.Family == s_cost || key.Family == s_tokens) share = Math.Max(share, influence.CountedTwice);
            }

            if (isMissing) measurements.RemoveAt(i);
            else measurements[i] = new Measurement(KeyOf(key, session, number), share > 0 && IsTwice(session, number, share) ? 2 * amount : amount);
        }
    }

    /// <summary>The processes of a session.</summary>
    public ReadOnlySpan<SessionProcess> ProcessesOf(SessionPlan plan) => _processes.GetValue(plan, static plan => [.. SessionProcess.Of(plan)]);

    private string? FirstAt(Developer developer, long instant, Func<ViewInfluence, bool> acts)
    {
        foreach (var cause in At(instant))
            if (acts(cause.OnViewAt(instant)) && Selects(cause, developer)) return cause.Anomaly.Id;
        return null;
    }

    private IEnumerable<Cause> At(long instant) => _causes?.At(instant) ?? [];

    private CounterKey KeyOf(CounterKey key, OpenSession session, int number)
    {
        string?[]? values = null;
        if (key.Family == s_cost || key.Family == s_tokens)
        {
            var keepsNames = _acting.Exists(each => each.Influence.KeepsToolNames);
            if (keepsNames && key.Values[s_server] is null && HasReadResult(session, number)) (Values()[s_server], Values()[s_tool]) = (OneWord, OneWord);
            if (_acting.Exists(each => each.Influence.NamesTools) && (values is null ? key.Values[s_server] : values[s_server]) is not null)
                (Values()[s_server], Values()[s_tool]) = Servers.At(Draws.OfRun.Uniform(session.Plan!.Traits.Key, 0, SessionDraw.ServerName));
        }

        foreach (var (cause, influence, names) in _acting)
        {
            if (!influence.LacksAttribute || !names[key.Family]) continue;
            var at = AttributeOf(TelemetryMetric.All[key.Family], cause.Anomaly.Definition.Label!);
            if (at >= 0 && key.Values[at] is not null) Values()[at] = null;
        }

        return values is null ? key : new CounterKey(key.Family, values);

        string?[] Values() => values ??= key.Values.ToArray();
    }

    /// <summary>The number of an attribute among those of a metric, by the name of its label; negative if there is none.</summary>
    public static int AttributeOf(TelemetryMetric metric, string label)
    {
        for (var i = 0; i < metric.Attributes.Length; i++)
            if (NameProfile.LabelOf(metric.Attributes[i]) == label) return i;
        return -1;
    }

    private bool HasReadResult(OpenSession session, int number)
    {
        foreach (var process in ProcessesOf(session.Plan!))
        {
            if (number >= process.End) continue;
            for (var i = process.First; i < number; i++)
                if (session.Plan!.Events[i] is ModelCalled { Attribution.ReadsMcpResult: true }) return true;
            return false;
        }

        return false;
    }

    private bool IsLost(OpenSession session, int number, long instant, double share, long period)
    {
        foreach (var process in ProcessesOf(session.Plan!))
        {
            if (number >= process.End) continue;
            // The last export comes at the first tick after the end of the process.
            return instant >= process.LastExport(process.Ended / _tick * _tick, _tick, period) && Draws.OfRun.Happens(share, session.Plan!.Traits.Key, (uint)process.First, SessionDraw.LostExport);
        }

        return false;
    }

    private static bool IsTwice(OpenSession session, int number, double share) => Draws.OfRun.Happens(share, session.Plan!.Traits.Key, (uint)number, SessionDraw.CountedTwice);

    /// <summary>Whether an anomaly selects a developer.</summary>
    public bool Selects(Cause cause, Developer developer)
    {
        var matchers = cause.Anomaly.Definition.Matchers;
        if (matchers.Conditions.IsEmpty) return true;
        if (!_developers.TryGetValue(matchers, out var selection)) _developers.Add(matchers, selection = new(ReferenceEqualityComparer.Instance));
        if (!selection.TryGetValue(developer, out var isSelected)) selection.Add(developer, isSelected = Causes.Selects(matchers, developer));
        return isSelected;
    }

    private bool[] NamesOf(Cause cause)
    {
        var matchers = cause.Anomaly.Definition.Matchers;
        if (!_names.TryGetValue(matchers, out var names))
            _names.Add(matchers, names = [.. TelemetryMetric.All.Select(metric => Causes.Allows(matchers, Causes.NameLabel, _options.Profile.NameOf(metric)))]);
        return names;
    }
}
