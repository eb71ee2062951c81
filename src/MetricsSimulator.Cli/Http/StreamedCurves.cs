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
    /// <summary>The most ticks whose texts are kept.</summary>
    public const int MostTicks = 64;

    // Of long texts, fewer are kept.
    private const int MostBytes = 1 << 16;

    private readonly LatestCurves _latest = new(request.Query, timeline.UpdateInterval);
    private readonly List<byte[]> _texts = [];
    private int _bytes;
    private long _written = -1;

    /// <summary>What is read from the metric.</summary>
    public CurveRequest Request => request;

    /// <summary>The tick that was read last; −1 before the first.</summary>
    public long Tick { get; private set; } = -1;

    /// <summary>The tick since which nobody listens to them; null while somebody does.</summary>
    public long? IdleSince { get; set; }

    /// <summary>The first tick whose text is kept. The last is <see cref="Tick"/>.</summary>
    public long FirstKept => _written - _texts.Count + 1;

    /// <summary>The first tick that must be read so that those from a given one on have their values.</summary>
    public long BeginOf(long tick) => CurveSampler.BeginOf(request.Query, timeline.UpdateInterval, tick);

    /// <summary>Reads a tick, if it was not read already.</summary>
    public void Read(Snapshot snapshot)
    {
        if (snapshot.Tick <= Tick) return;
        _latest.Read(snapshot);
        Tick = snapshot.Tick;
    }

    /// <summary>Keeps the text of the tick that was read last. The window before that tick must have been read too.</summary>
    public void Keep()
    {
        if (_written == Tick) return;
        if (_written != Tick - 1)
        {
            _texts.Clear();
            _bytes = 0;
        }

        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, JsonText.Options)) request.Write(json, timeline, Tick, 1, _latest.Take());
        _texts.Add(text.ToArray());
        _bytes += _texts[^1].Length;
        _written = Tick;
        while (_texts.Count > MostTicks || (_bytes > MostBytes && _texts.Count > 1))
        {
            _bytes -= _texts[0].Length;
            _texts.RemoveAt(0);
        }
    }

    /// <summary>The curves at a tick, as a JSON object; written once, however many ask for it.</summary>
    /// <param name="tick">A tick whose text is kept, or the one that was read last.</param>
    public byte[] TextOf(long tick)
    {
        Keep();
        return _texts[(int)(tick - FirstKept)];
    }
}
