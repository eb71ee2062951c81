using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Test.Terminal;

public sealed class PrintableWriterTest
{
    [Fact]
    public async Task Whatever_way_words_are_written_they_cannot_steer_the_terminal()
    {
        using var inner = new StringWriter();
        await using var writer = new PrintableWriter(inner);
        writer.Write("\u001b[2J\n");
        writer.WriteLine("\u202e");
        writer.Write('\u200b');
        writer.Write(['\u2066', 'a']);
        await writer.WriteLineAsync("\u2028🙂");
        await writer.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("\\u001b[2J\n\\u202e\n\\u200b\\u2066a\\u2028🙂\n", inner.ToString());
    }
}
