using MetricsSimulator.PeerBench.Client;
using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench.Measuring;

/// <summary>One round with one server: start it, warm it up, scrape it in each encoding, read its memory, end it.</summary>
internal sealed class ServerMeasurement(ServerRecord record, RunningServer server, Options options, int round)
{
    private const int MillisecondsToSettle = 100;
    private const int TriesPerRepeat = 5;

    private readonly ITick tick = record.Program.Tick;
    private readonly int scrapes = options.ScrapesInRound(round);
    private Scrape? previous;

    public static void Run(ServerRecord record, Options options, int round, ChildProcesses children)
    {
        using var server = RunningServer.Start(record.Program, children);
        record.Listening.Add(server.SinceStart.TotalMilliseconds);
        new ServerMeasurement(record, server, options, round).Run();
    }

    private void Run()
    {
        bool[] encodings = !record.Program.Compresses ? [false] : round % 2 == 0 ? [false, true] : [true, false];
        foreach (var gzip in encodings)
        {
            Measure(gzip ? record.Gzip : record.Plain, gzip);
            if (gzip == encodings[0])
            {
                var encoding = gzip ? record.Gzip : record.Plain;
                encoding.PeakMemoryAlone = Math.Max(encoding.PeakMemoryAlone, server.Figures.PeakMemory);
            }
        }
        record.PeakMemory = Math.Max(record.PeakMemory, server.Figures.PeakMemory);
    }

    private void Measure(EncodingRecord encoding, bool gzip)
    {
        previous = null;
        Check(encoding, gzip);
        Changed(encoding, gzip);
        var before = server.Figures.ProcessorTime;
        for (var i = 0; i < scrapes; i++)
        {
            var scrape = Changed(encoding, gzip);
            encoding.Changed.Add(scrape.Elapsed.TotalMilliseconds);
            encoding.Bytes = scrape.Bytes;
        }
        encoding.Processor.Add((server.Figures.ProcessorTime - before).TotalMilliseconds / scrapes);
        if (tick is ClockTick)
            Repeat(encoding, gzip);
    }

    /// <summary>Makes the first scrape, which is not timed. It checks that the body has all series, and counts its lines.</summary>
    private void Check(EncodingRecord encoding, bool gzip)
    {
        tick.Advance(server.Client);
        using var body = new MemoryStream();
        var scrape = server.Client.Get("/metrics", gzip, body);
        Require(scrape.Status == 200, $"answered {scrape.Status}");
        Require(scrape.IsGzip == gzip, gzip ? "did not compress" : "compressed unasked");
        if (!tick.ChangesValues)
            return;
        encoding.Check = ExpositionCheck.Of(body, gzip);
        Require(encoding.Check.Samples == options.Series, $"served {encoding.Check.Samples} samples, not {options.Series}");
    }

    /// <summary>Scrapes after every value has changed.</summary>
    private Scrape Changed(EncodingRecord encoding, bool gzip)
    {
        tick.Advance(server.Client);
        Thread.Sleep(MillisecondsToSettle);
        var scrape = server.Client.Get("/metrics", gzip);
        Require(scrape.Status == 200, $"answered {scrape.Status}");
        Require(scrape.IsGzip == gzip, gzip ? "did not compress" : "compressed unasked");
        if (tick.ChangesValues)
        {
            Require(gzip || scrape.Lines == encoding.Check!.Lines, $"served {scrape.Lines} lines, not {encoding.Check?.Lines}");
            Require(previous is null || !scrape.OpensLike(previous), "served the same values again");
        }
        return previous = scrape;
    }

    /// <summary>Times the second of two scrapes within one tick. A try does not count if a tick happens between its two scrapes.</summary>
    private void Repeat(EncodingRecord encoding, bool gzip)
    {
        var wanted = encoding.Repeated.Count + scrapes;
        for (var tries = 0; encoding.Repeated.Count < wanted; tries++)
        {
            Require(tries < scrapes * TriesPerRepeat, "ticks too often for two scrapes within one tick");
            var first = Changed(encoding, gzip);
            var second = previous = server.Client.Get("/metrics", gzip);
            if (second.OpensLike(first))
                encoding.Repeated.Add(second.Elapsed.TotalMilliseconds);
        }
    }

    private void Require(bool holds, string failure)
    {
        if (!holds)
            throw new BenchmarkException($"{record.Program.Name} {failure}");
    }
}
