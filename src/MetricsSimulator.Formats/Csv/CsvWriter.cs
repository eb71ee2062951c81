using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Csv;

/// <summary>
/// Writes snapshots, tick by tick, as CSV with the columns <c>timestamp,name,labels,value</c>. Not thread-safe; writers on different streams are
/// independent.
/// </summary>
/// <remarks>
/// RFC 4180: lines end with CR LF, the first is the header, and a field with quotes is quoted, with its quotes doubled. The timestamp is in seconds with up
/// to three decimals; labels are written as <c>{model="…",…}</c>, or as an empty field if there are none; the value is spelled as in Go. A histogram has
/// rows named <c>…_bucket</c> (with <c>le</c> spelled as in OpenMetrics), <c>…_sum</c> and <c>…_count</c>.
/// </remarks>
public sealed class CsvWriter
{
    private readonly StreamOutput _output;
    private readonly LabelOdometer _odometer = new(doublesQuotes: true);
    private readonly byte[] _timestamp = new byte[Timestamp.BufferLength];
    private Layout? _layout;
    private CsvFamily[] _families = [];

    /// <summary>Creates a writer. The stream is left open.</summary>
    /// <param name="stream">The destination; written in large pieces.</param>
    public CsvWriter(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _output = new StreamOutput(stream);
    }

    /// <summary>Writes the line that names the columns.</summary>
    public void WriteHeader() => _output.Write("timestamp,name,labels,value\r\n"u8);

    /// <summary>Writes all samples of one tick.</summary>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public void Write(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!ReferenceEquals(_layout, snapshot.Layout))
        {
            _layout = snapshot.Layout;
            _families = [.. _layout.Families.Select(family => new CsvFamily(family))];
        }

        var length = Timestamp.WriteSeconds(snapshot.Instant.ToUnixTimeMilliseconds(), _timestamp);
        foreach (var family in _families) Write(family, snapshot.ValuesOf(family.Family), _timestamp.AsSpan(0, length));
    }

    /// <summary>Passes the buffered rows on to the stream.</summary>
    public void Flush() => _output.Flush();

    private void Write(CsvFamily text, ReadOnlySpan<double> values, ReadOnlySpan<byte> timestamp)
    {
        var family = text.Family;
        var stride = family.Stride;
        if (family.Range.Count == 0 || Staleness.AreMarkers(values)) return;
        _odometer.Start([], [], family.Labels, family.Range.First);
        for (var i = 0; i < family.Range.Count; i++)
        {
            var labels = _odometer.Text;
            foreach (var row in text.Rows)
            {
                if (Staleness.IsMarker(values[(i * stride) + row.Value])) continue;
                _output.Write(timestamp);
                _output.Write(row.Head);
                _output.Write(labels);
                SampleLine.Write(_output, row.Tail, values[(i * stride) + row.Value], SampleSpelling.Go, "\r\n"u8);
            }

            _odometer.MoveNext();
        }
    }
}
