using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Sending;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A history that is sent to a receiver of Prometheus's remote write 1.0. One thread at a time.</summary>
internal sealed class RemoteWriteTarget() : BackfillTarget("remote-write")
{
    private readonly Option<string?> _url = new("--url")
    {
        Description = "The receiver of remote write, like http://localhost:9090/api/v1/write.",
        HelpName = "URL",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "A file that says how far the history was sent. The same command with it goes on there after an interruption, with the same seed and end.",
        HelpName = "FILE",
        CustomParser = RunOptions.ReadPath,
    };

    private readonly Option<TimeSpan?> _timeout = RunOptions.Wait("--timeout", "How long an answer of the receiver is waited for; 30s when absent.");
    private readonly Option<TimeSpan?> _giveUpAfter = RunOptions.Wait("--give-up-after", "How long a request that failed is tried again; 5m when absent.");

    /// <inheritdoc/>
    public override IEnumerable<Option> Options => [_url, _resume, _timeout, _giveUpAfter];

    /// <inheritdoc/>
    public override string? Violation(ParseResult parsed, ProgramContext context)
    {
        if (parsed.GetValue(_url) is not { } url) return "--url: remote write needs a receiver, like http://localhost:9090/api/v1/write.";
        if (ReceiverAddress.Violation(url, ReceiverAddress.HasTransportSecurity) is { } broken) return $"--url: {broken}";
        if (context.RemoteWrite.Violation is { } unfit) return unfit;
        if (parsed.GetValue(_resume) is not { } path) return null;
        SendingRecord.Read(path, out var violation);
        return violation is null ? null : $"--resume: {violation}";
    }

    /// <inheritdoc/>
    public override (ulong Seed, DateTimeOffset End)? Recall(ParseResult parsed) =>
        parsed.GetValue(_resume) is { } path && SendingRecord.Read(path, out _) is { } record ? (record.Seed, record.End) : null;

    /// <inheritdoc/>
    public override int Write(ParseResult parsed, RunSpan span, ProgramContext context)
    {
        var url = new Uri(parsed.GetValue(_url)!);
        var receiver = ReceiverAddress.Show(url);
        var timeline = span.Recorded.Run.Model.Timeline;
        var path = parsed.GetValue(_resume);
        var start = new SendingRecord(
            SendingRecord.IdentityOf(span, url), receiver, span.Recorded.Run.Model.Seed, span.End!.Value, timeline.InstantOf(span.FirstTick));
        var before = path is null ? null : SendingRecord.Read(path, out _);
        if (before is not null && before.Identity != start.Identity)
        {
            context.Error.WriteLine(
                $"--resume: {path} belongs to another history (seed {before.Seed}, up to {InstantText.Format(before.End)}, to {before.Receiver}). Give the options that it was begun with, or another file.");
            return ExitStatus.BadInput;
        }

        var record = before ?? start;
        if (timeline.TickAt(record.Acknowledged) >= span.EndTick)
        {
            context.Error.WriteLine($"{receiver} acknowledged everything before {InstantText.Format(record.Acknowledged)} already; there is nothing left to send.");
            return ExitStatus.Success;
        }

        RemoteWriteHistory? history = null;
        try
        {
            if (path is not null) record.Write(path);
            IProgress<HistoryProgress>? meter = null;
            using var sender = new RemoteWriteSender(
                url, context.RemoteWrite, new RetryPolicy(parsed.GetValue(_timeout) ?? RetryPolicy.DefaultTimeout, parsed.GetValue(_giveUpAfter) ?? RetryPolicy.DefaultGiveUpAfter), context.Time)
            {
                OnRetry = reason => history!.Note(meter!, reason),
            };
            history = new RemoteWriteHistory(span, sender) { FirstTick = timeline.TickAt(record.Acknowledged) };
            var began = context.Time.GetTimestamp();
            HistoryMeter.Run(context, span.EndTick - history.FirstTick, progress => history.Write(meter = progress, Keep, context.Stop));
            var (_, samples, bytes, _) = history.Done;
            context.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{HistoryMeter.Speed(samples, context.Time.GetElapsedTime(began))}: {bytes:N0} bytes to {receiver}, {bytes / (double)Math.Max(1, samples):0.00} a sample."));
            return ExitStatus.Success;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            context.Error.WriteLine(Remain());
            return ExitStatus.Interrupted;
        }
        catch (RemoteWriteException exception)
        {
            context.Error.WriteLine($"{receiver} {(exception.IsAboutAge ? AboutAge(exception.Message) : exception.Message)}");
            context.Error.WriteLine(Remain());
            return ExitStatus.Failure;
        }
        catch (Exception exception) when (path is not null && OutputFailure.Is(exception))
        {
            context.Error.WriteLine(OutputFailure.Explain(path, exception, "--resume"));
            context.Error.WriteLine(Remain());
            return ExitStatus.Failure;
        }

        void Keep(long tick)
        {
            if (path is not null) (record with { Acknowledged = timeline.InstantOf(tick) }).Write(path);
        }

        string Remain()
        {
            var tick = Math.Max(history?.Acknowledged ?? 0, timeline.TickAt(record.Acknowledged));
            if (tick == span.FirstTick) return "Nothing is acknowledged.";
            var done = $"Everything before {InstantText.Format(timeline.InstantOf(tick))} is acknowledged.";
            return path is null ? $"{done} Give the same command with {Rest(tick)} to go on there." : $"{done} The same command goes on there.";
        }

        string Rest(long tick)
        {
            var rest = $"--end {InstantText.Format(record.End)} --duration {DurationText.Format(record.End - timeline.InstantOf(tick))}";
            return parsed.GetResult("--journal") is OptionResult { Implicit: false } ? rest : $"--seed {record.Seed} --start {InstantText.Format(timeline.Start)} {rest}";
        }

        string AboutAge(string answer)
        {
            var oldest = timeline.InstantOf(Math.Max(span.FirstTick, history!.Acknowledged));
            var hours = Math.Ceiling((context.Time.GetUtcNow() - oldest).TotalHours) + 1;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"takes no samples as old as those of {InstantText.Format(oldest)} ({answer}). Let Prometheus take them with 'storage: {{tsdb: {{out_of_order_time_window: {hours}h}}}}' in its configuration, or write blocks: --format blocks.");
        }
    }
}
