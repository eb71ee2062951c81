using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using MetricsSimulator.Formats.Csv;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Negotiation;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Formats.RemoteWrite;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Metrics;
using MetricsSimulator.Test.Formats.RemoteWrite;

namespace MetricsSimulator.Test.Formats;

/// <summary>Law 6: every format writes the series that the families list, no more and no fewer, each with its value.</summary>
public sealed partial class WritersAgreeTest
{
    private static readonly Gen<LabelSpace> AnyLabels = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], (a, b) => (a, b)).Array[0, 1].Select(sizes => sizes is []
        ? LabelSpace.Empty
        : new LabelSpace([LabelDimension.Generate("kind", sizes[0].a, "k"), LabelDimension.Generate("model", sizes[0].b, "m")]));

    private static readonly Gen<Func<int, int, MetricFamily>> AnyFamily = Gen.Select(
        AnyLabels, Gen.Int[0, 3], Gen.Double[0.001, 1e9].HashSet[0, 4], Gen.Int[0, 100], Gen.Int[0, 100],
        (labels, type, buckets, first, count) => (Func<int, int, MetricFamily>)((number, offset) =>
        {
            first %= labels.Count;
            var range = new SeriesRange(first, count % (labels.Count - first + 1));
            return type switch
            {
                0 => new MetricFamily($"c{number}_total", "", MetricType.Counter, labels, [], offset, range),
                1 => new MetricFamily($"g{number}", "", MetricType.Gauge, labels, [], offset, range),
                2 => new MetricFamily($"i{number}_info", "", MetricType.Info, labels, [], offset, range),
                _ => new MetricFamily($"h{number}", "", MetricType.Histogram, labels, [.. buckets.Order()], offset, range),
            };
        }));

    private static readonly Gen<Layout> AnyLayout = AnyFamily.Array[1, 4].Select(families =>
    {
        var made = ImmutableArray.CreateBuilder<MetricFamily>();
        foreach (var family in families) made.Add(family(made.Count, made.Sum(before => before.ValueCount)));
        return new Layout(made.ToImmutable());
    });

    [Fact]
    public void Every_format_writes_the_same_series_with_the_same_values() => AnyLayout.Sample(layout =>
    {
        var values = Enumerable.Range(0, layout.ValueCount).Select(i => (double)i).ToArray();
        // Every seventh label set is absent, all of its values.
        foreach (var family in layout.Families)
            for (var i = 0; i < family.Range.Count; i += 7)
                values.AsSpan(family.ValueOffset + i * family.Stride, family.Stride).Fill(Staleness.Marker);
        using var snapshot = new Snapshot(layout, 0, DateTimeOffset.UnixEpoch, values);

        var listed = Listed(snapshot);
        foreach (var format in ExpositionFormats.All) Assert.Equal(listed, FromText(Rendered(snapshot, format)));
        Assert.Equal(listed, FromText(History(snapshot)));
        Assert.Equal(listed, FromCsv(Csv(snapshot)));
        Assert.Equal(listed, Sent(snapshot));
    });

    private static SortedDictionary<string, double> Listed(Snapshot snapshot)
    {
        var listed = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var family in snapshot.Layout.Families)
        {
            for (var i = 0; i < family.Range.Count; i++)
            {
                var labels = family.Labels.Format(family.Range.First + i).Trim('{', '}');
                foreach (var series in family.Series)
                {
                    var value = snapshot.ValuesOf(family)[i * family.Stride + series.Value];
                    var own = series.Label is { } label ? $"{label.Name}=\"{Number(label.Number)}\"" : "";
                    if (!Staleness.IsMarker(value)) listed.Add(Identity(family.Name + series.Suffix, $"{labels},{own}"), value);
                }
            }
        }

        return listed;
    }

    private static SortedDictionary<string, double> FromText(string text)
    {
        var found = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (Match line in Line().Matches(text))
            found.Add(Identity(line.Groups["name"].Value, line.Groups["labels"].Value), double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture));
        return found;
    }

    private static SortedDictionary<string, double> FromCsv(string csv)
    {
        var found = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (Match row in Row().Matches(csv))
        {
            var labels = row.Groups["labels"].Value.Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal).Trim('{', '}');
            found.Add(Identity(row.Groups["name"].Value, labels), double.Parse(row.Groups["value"].Value, CultureInfo.InvariantCulture));
        }

        return found;
    }

    private static SortedDictionary<string, double> Sent(Snapshot snapshot)
    {
        var found = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var window = new SampleWindow();
        window.Begin(new SeriesUnion(), 1);
        window.Add(snapshot);
        var encoder = new WriteRequestEncoder();
        encoder.MakeReadyFor(window);
        using var request = encoder.Encode(window, 0, encoder.SeriesCount);
        if (request is null) return found;
        foreach (var series in ReceivedSeries.Read(request.Body.Span))
        {
            var name = series.Labels.Single(label => label.Name == "__name__").Value;
            var labels = series.Labels.Where(label => label.Name != "__name__").Select(label => $"{label.Name}=\"{label.Value}\"");
            found.Add(Identity(name, string.Join(',', labels)), BitConverter.Int64BitsToDouble(Assert.Single(series.Samples).Item2));
        }

        return found;
    }

    private static string Rendered(Snapshot snapshot, ExpositionFormat format)
    {
        using var exposition = new ExpositionRenderer(1).Render(snapshot, format);
        return Encoding.UTF8.GetString(exposition.ToArray());
    }

    private static string Csv(Snapshot snapshot)
    {
        using var stream = new MemoryStream();
        var writer = new CsvWriter(stream);
        writer.Write(snapshot);
        writer.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string History(Snapshot snapshot)
    {
        using var stream = new MemoryStream();
        var writer = new OpenMetricsHistoryWriter(stream);
        foreach (var family in snapshot.Layout.Families)
        {
            writer.BeginFamily(family);
            for (var i = 0; i < family.Range.Count; i++)
                writer.WriteSeries(family.Range.First + i, [0], snapshot.ValuesOf(family).Slice(i * family.Stride, family.Stride));
        }

        writer.End();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The name and the labels in the order of their names; bounds as numbers, because formats spell them differently.</summary>
    private static string Identity(string name, string labels)
    {
        var pairs = labels.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.StartsWith("le=", StringComparison.Ordinal) ? $"le=\"{Number(ParseBound(pair[4..^1]))}\"" : pair);
        return $"{name}{{{string.Join(',', pairs.Order(StringComparer.Ordinal))}}}";
    }

    private static double ParseBound(string text) => text is "+Inf" or "∞" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<name>\w+)(\{(?<labels>.*)\})? (?<value>[^ \n]+)( [^ \n]+)?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"^0,(?<name>\w+),(?<labels>"".*"")?,(?<value>[^,\r]+)\r$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
