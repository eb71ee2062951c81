using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using CsCheck;
using MetricsSimulator.Cli.Http.Transport;

namespace MetricsSimulator.Test.Http.Transport;

/// <summary>The bytes that reach the other end of a real connection are those that were written.</summary>
public sealed class SocketPipeWriterTest
{
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(Gen.Byte.Array[0, 40], Gen.Byte.Array[16_000, 17_000]);

    private static readonly Gen<(Step Step, byte[] Bytes)[]> Steps =
        Gen.Select(Gen.Enum<Step>(), Bytes).Array[0, 30];

    private enum Step
    {
        Write,
        WriteInParts,
        Lend,
        Flush,
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task Everything_written_or_lent_arrives_in_its_order_whatever_lies_between() =>
        await Steps.SampleAsync(
            async steps =>
            {
                using var ends = await Ends.ConnectAsync();
                var output = new SocketPipeWriter(ends.Server);
                var received = ends.ReceiveAllAsync();
                var expected = new List<byte>();
                long unflushed = 0;
                foreach (var (step, bytes) in steps)
                {
                    if (step == Step.Flush)
                    {
                        Assert.False((await output.FlushAsync(TestContext.Current.CancellationToken)).IsCompleted);
                        unflushed = 0;
                    }
                    else
                    {
                        Write(output, step, bytes);
                        expected.AddRange(bytes);
                        unflushed += bytes.Length;
                    }

                    Assert.Equal(unflushed, output.UnflushedBytes);
                }

                await output.FlushAsync(TestContext.Current.CancellationToken);
                await output.CompleteAsync();
                ends.Server.Shutdown(SocketShutdown.Send);
                Assert.Equal(expected, await received);
            },
            iter: 60, threads: 1);

    [Fact]
    public async Task What_is_lent_is_sent_from_where_it_lies()
    {
        using var ends = await Ends.ConnectAsync();
        var output = new SocketPipeWriter(ends.Server);
        byte[] lent = [1, 2, 3];
        output.Lend(lent);
        var room = output.GetMemory(2);
        Assert.Equal(lent.AsMemory(), room);
        output.Advance(2);
        Assert.NotEqual(lent.AsMemory(), output.GetMemory());
        lent[0] = 9;
        await output.FlushAsync(TestContext.Current.CancellationToken);
        ends.Server.Shutdown(SocketShutdown.Send);
        Assert.Equal([9, 2], await ends.ReceiveAllAsync());
    }

    [Fact]
    public async Task A_flush_after_the_connection_was_closed_says_that_nobody_reads_on()
    {
        using var ends = await Ends.ConnectAsync();
        var output = new SocketPipeWriter(ends.Server);
        ends.Server.Dispose();
        Write(output, Step.Write, [1, 2, 3]);
        Assert.True((await output.FlushAsync(TestContext.Current.CancellationToken)).IsCompleted);
        Assert.Equal(0, output.UnflushedBytes);
    }

    private static void Write(PipeWriter output, Step step, byte[] bytes)
    {
        switch (step)
        {
            case Step.Lend:
                ((SocketPipeWriter)output).Lend(bytes);
                output.GetMemory(bytes.Length);
                output.Advance(bytes.Length);
                break;
            case Step.WriteInParts:
                for (var begin = 0; begin < bytes.Length;)
                {
                    var room = output.GetSpan();
                    var length = Math.Min(room.Length, bytes.Length - begin);
                    bytes.AsSpan(begin, length).CopyTo(room);
                    output.Advance(length);
                    begin += length;
                }

                break;
            default:
                bytes.CopyTo(output.GetSpan(bytes.Length));
                output.Advance(bytes.Length);
                break;
        }
    }

    private sealed record Ends(Socket Server, Socket Client) : IDisposable
    {
        public static async Task<Ends> ConnectAsync()
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var accepting = listener.AcceptAsync();
            await client.ConnectAsync(listener.LocalEndPoint!);
            return new Ends(await accepting, client);
        }

        public async Task<byte[]> ReceiveAllAsync()
        {
            using var all = new MemoryStream();
            await using var stream = new NetworkStream(Client);
            await stream.CopyToAsync(all);
            return all.ToArray();
        }

        public void Dispose()
        {
            Server.Dispose();
            Client.Dispose();
        }
    }
}
