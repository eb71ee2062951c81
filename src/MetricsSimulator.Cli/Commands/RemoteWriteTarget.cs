using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Sending;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A history that is sent to a receiver of Prometheus's remote write 1.0. Used once.</summary>
/// <param name="context">The outside world.</param>
/// <param name="plain">The option <c>--no-scrape-series</c>.</param>
internal sealed class RemoteWriteTarget(ProgramContext context, Option<bool> plain) : BackfillTarget("remote-write")
{
    private readonly ReceiverOptions _receiver = new(context, "--url", "The receiver of remote write. For a Prometheus, the URL is like http://localhost:9090/api/v1/write");
    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "A file that records how much was sent. After an interruption, the same command continues from there, with the same seed and end.",
        HelpName = "FILE",
        CustomParser = RunOptions.ReadPath,
    };

    private readonly Option<TimeSpan?> _timeout = RunOptions.Wait("--timeout", "How long to wait for each answer. The default is 30s.");
    private readonly Option<TimeSpan?> _giveUpAfter = RunOptions.Wait("--give-up-after", "How long to retry a request that failed. The default is 5m.");
    private SendingFile? _file;

    /// <inheritdoc/>
    public override IEnumerable<Option> Options => [.. _receiver.All, _resume, _timeout, _giveUpAfter, plain];

    /// <inheritdoc/>
    public override string? ScrapeOption(ParseResult parsed) => parsed.GetValue(plain) ? null : plain.Name;

    /// <inheritdoc/>
    public override string? Violation(ParseResult parsed, ProgramContext context)
    {
        if (_receiver.Url(parsed) is null) return "--url: remote write needs a receiver, such as http://localhost:9090/api/v1/write.";
        if (_receiver.Violation(parsed, context) is { } broken) return broken;
        if (parsed.GetValue(_resume) == HistoryOutput.Standard) return "--resume: must be the name of a file, got '-'. The command writes the file while it sends, and reads it when it runs again.";
        _file = SendingFile.Open(parsed.GetValue(_resume), out var violation);
        return violation is null ? null : $"--resume: {violation}";
    }

    /// <inheritdoc/>
    public override (ulong Seed, DateTimeOffset End)? Recall(ParseResult parsed) => _file?.Record is { } record ? (record.Seed, record.End) : null;

    /// <inheritdoc/>
    public override int Write(ParseResult parsed, RunSpan span, ProgramContext context)
    {
        var file = _file!;
        var timeline = span.Recorded.Run.Model.Timeline;
        var policy = new RetryPolicy(parsed.GetValue(_timeout) ?? RetryPolicy.DefaultTimeout, parsed.GetValue(_giveUpAfter) ?? RetryPolicy.DefaultGiveUpAfter);
        using var sender = _receiver.Sender(parsed, context, policy, context.Time);
        if (!file.Begin(SendingRecord.Of(span, new Uri(_receiver.Url(parsed)!))))
        {
            var other = file.Record!;
            context.Error.WriteLine(
                $"--resume: {file.Path} belongs to another history (seed {other.Seed}, up to {InstantText.Format(other.End)}, to {other.Receiver}). Use the same options as when it began, or another file.");
            return ExitStatus.BadInput;
        }

        var first = timeline.TickAt(file.Record!.Acknowledged);
        if (first >= span.EndTick)
        {
            context.Error.WriteLine($"{sender.Receiver} has already acknowledged everything before {InstantText.Format(file.Record.Acknowledged)}; there is nothing left to send.");
            return ExitStatus.Success;
        }

        try
        {
            file.Write(file.Record.Acknowledged);
            var history = new RemoteWriteHistory(span, sender, tick => file.Write(timeline.InstantOf(tick))) { FirstTick = first };
            var began = context.Time.GetTimestamp();
            HistoryMeter.Run(context, HistoryMeter.Samples, history.Steps, progress => history.Write(progress, context.Stop));
            var (_, samples, bytes, _) = history.Done;
            context.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{HistoryMeter.Speed(samples, context.Time.GetElapsedTime(began))}: {bytes:N0} bytes to {sender.Receiver}, {bytes / (double)Math.Max(1, samples):0.00} a sample."));
            return ExitStatus.Success;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            context.Error.WriteLine(Remaining(parsed, span, file));
            return ExitStatus.Interrupted;
        }
        catch (RemoteWriteException exception)
        {
            context.Error.WriteLine($"{sender.Receiver} {(exception.IsAboutAge ? AboutAge(file.Record.Acknowledged, exception.Message, context) : exception.Message)}");
        }
        catch (Exception exception) when (file.Path is not null && OutputFailure.Is(exception))
        {
            context.Error.WriteLine(OutputFailure.Explain(file.Path, exception, "--resume"));
        }

        context.Error.WriteLine(Remaining(parsed, span, file));
        return ExitStatus.Failure;
    }

    /// <summary>How much of the history was sent, and how to continue.</summary>
    private static string Remaining(ParseResult parsed, RunSpan span, SendingFile file)
    {
        var timeline = span.Recorded.Run.Model.Timeline;
        var record = file.Record!;
        if (timeline.TickAt(record.Acknowledged) <= span.FirstTick) return "Nothing is acknowledged.";
        var done = $"Everything before {InstantText.Format(record.Acknowledged)} is acknowledged.";
        if (file.Path is not null) return $"{done} To continue, run the same command.";
        var rest = $"--end {InstantText.Format(record.End)} --duration {DurationText.Format(record.End - record.Acknowledged)}";
        if (parsed.GetResult("--journal") is not OptionResult { Implicit: false }) rest = $"--seed {record.Seed} --start {InstantText.Format(timeline.Start)} {rest}";
        return $"{done} To continue, run the same command with {rest}.";
    }

    private static string AboutAge(DateTimeOffset oldest, string answer, ProgramContext context)
    {
        var hours = Math.Ceiling((context.Time.GetUtcNow() - oldest).TotalHours) + 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"does not accept samples as old as those of {InstantText.Format(oldest)} ({answer}). Let Prometheus accept them with 'storage: {{tsdb: {{out_of_order_time_window: {hours}h}}}}' in its configuration, or write blocks: --format blocks.");
    }
}
