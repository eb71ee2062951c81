using System.Text.Json;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Http;

/// <summary>The curves of a metric, tick by tick, for all who listen to them. One thread at a time.</summary>
/// <param name="request">What is read from the metric.</param>
/// <param name="timeline">The ticks.</param>
internal sealed class StreamedCurves(CurveRequest request, Timeline timeline)
{
    private readonly LatestCurves _latest = new(request.Query, timeline.UpdateInterval);
    private byte[] _text = [];
    private long _written = -1;

    /// <summary>What is read from the metric.</summary>
    public CurveRequest Request => request;

    /// <summary>The tick that was read last; −1 before the first.</summary>
    public long Tick { get; private set; } = -1;

    /// <summary>The first tick that must be read so that those from a given one on have their values.</summary>
    public long BeginOf(long tick) => CurveSampler.BeginOf(request.Query, timeline.UpdateInterval, tick);

    /// <summary>Reads a tick, if it was not read already.</summary>
    public void Read(Snapshot snapshot)
    {
        if (snapshot.Tick <= Tick) return;
        _latest.Read(snapshot);
        Tick = snapshot.Tick;
    }

    /// <summary>The curves at the tick that was read last, as a JSON object; written once, however many ask for it.</summary>
    public byte[] Text
    {
        get
        {
            if (_written == Tick) return _text;
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes, JsonText.Options)) request.Write(json, timeline, Tick, 1, _latest.Take());
            (_text, _written) = (bytes.ToArray(), Tick);
            return _text;
        }
    }
}
