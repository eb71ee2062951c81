using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Test.Terminal;

public sealed class LenientWriterTest
{
    [Fact]
    public void Words_that_can_be_written_are()
    {
        using var inner = new StringWriter();
        using var writer = new LenientWriter(inner);
        writer.Write("one ");
        writer.Write('t');
        writer.Write(['w', 'o']);
        writer.WriteLine(" three");
        writer.Flush();
        Assert.Equal("one two three" + inner.NewLine, inner.ToString());
    }

    [Fact]
    public async Task Words_that_cannot_be_written_are_left_out()
    {
        using var closed = new StreamWriter(new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)) { AutoFlush = true };
        await using var writer = new LenientWriter(closed);
        writer.Write("words");
        writer.WriteLine("a line");
        await writer.WriteLineAsync("another");
        await writer.FlushAsync(TestContext.Current.CancellationToken);
    }
}
