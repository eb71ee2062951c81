using System.Text;
using MetricsSimulator.Formats.Csv;
using MetricsSimulator.Test.Formats.Expositions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Formats.Csv;

public class CsvWriterTest
{
    private const string ReadCsv =
        """
        import csv, io, sys
        text = sys.stdin.buffer.read().decode("utf-8")
        for row in csv.DictReader(io.StringIO(text, newline="")):
            print(row["timestamp"], row["name"], row["labels"], row["value"], sep="|")
        """;

    [Fact]
    public void EveryTypeIsWrittenAsTheCheckedInFileHasIt() =>
        Assert.Equal(File.ReadAllText(TestData.PathOf("expositions", "everything.csv")), Encoding.UTF8.GetString(Write()));

    [Fact]
    [Trait("needs", "programs")]
    public void AnotherReaderOfCsvFindsTheFieldsAsTheyWere()
    {
        var result = ExternalTool.Python.Run(["-c", ReadCsv], Write());
        Assert.True(result.Status == 0, result.ToString());
        Assert.Contains("""1767225600.5|tokens_total|{model="a\\b\"c\nd",kind="output"}|0.30000000000000004""" + "\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("""1767225600.5|duration_seconds_bucket|{tool="bash",le="60.0"}|2""" + "\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("1767225600.5|requests_total||1e+06\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void TicksFollowOneAnotherUnderOneHeader()
    {
        using var snapshot = Snapshots.OfGauges(regions: 3, workers: 7);
        using var stream = new MemoryStream();
        var writer = new CsvWriter(stream);
        writer.WriteHeader();
        for (var tick = 0; tick < 4; tick++) writer.Write(snapshot);
        writer.Flush();
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split("\r\n");
        Assert.Equal(1 + (4 * snapshot.Layout.ValueCount) + 1, lines.Length);
        Assert.Single(lines, line => line == "timestamp,name,labels,value");
    }

    private static byte[] Write()
    {
        using var snapshot = Snapshots.OfEverything();
        using var stream = new MemoryStream();
        var writer = new CsvWriter(stream);
        writer.WriteHeader();
        writer.Write(snapshot);
        writer.Flush();
        return stream.ToArray();
    }
}
