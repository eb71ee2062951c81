using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>backfill</c>: writes the past of a run, as blocks of Prometheus's storage or in another form. One thread at a time.</summary>
internal sealed class BackfillCommand
{
    private readonly Option<TimeSpan> _duration = RunOptions.Duration("How much history to write.");
    private readonly Option<DateTimeOffset?> _end = new("--end")
    {
        Description = "When the history ends. It must not be in the future. The default is now.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (InstantText.TryParse(text, out var end)) return end;
            result.AddError($"--end: must be {InstantText.Expected}, got '{text}'.");
            return null;
        },
    };

    private readonly Option<bool> _clean = new("--clean") { Description = "Leave out all anomalies. Everything else stays the same, so that you can compare." };
    private readonly Option<bool> _truth = RunOptions.Truth();
    private readonly RunSelection _selection = new("When the run begins, rounded up to the next tick. It may be earlier than the history. The default is --end minus --duration.");
    private readonly BackfillTarget[] _targets;
    private readonly Option<string> _format;

    private BackfillCommand(ProgramContext context)
    {
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where to write. Blocks need a folder, which may be the storage of a running Prometheus. Text goes to a file; by default, or with -, to standard output.",
            HelpName = "DIR|FILE",
            CustomParser = RunOptions.ReadPath,
        };
        var (plain, scraped) = (RunOptions.NoScrapeSeries(), RunOptions.ScrapeSeries());
        _targets = [new BlocksTarget(output, plain), .. TextFormat.All.Select(format => new FileTarget(format, output, scraped)), new RemoteWriteTarget(context, plain)];
        var formats = _targets.Select(target => target.Format).ToArray();
        _format = RunOptions.OneOf("--format", "-f", "What to write.", formats);
    }

    private IEnumerable<Option> TargetOptions => _targets.SelectMany(target => target.Options).Distinct();

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new BackfillCommand(context);
        var command = new ExplainedCommand("backfill", "Write history for Prometheus, or send it by remote write.")
        {
            Details =
            [
                "By default, the history ends now and is written as blocks of Prometheus's own storage. A running Prometheus finds new blocks in its folder within about a minute.",
                "After an interruption, run the same command with the printed seed and end. It adds what is missing.",
            ],
            Examples =
            [
                new Example("A day of history into the folder of a Prometheus:", "backfill --duration 24h --output prometheus-data"),
                new Example("A day of history to a receiver of remote write:", "backfill --duration 24h --format remote-write --resume sent.json --url http://localhost:9090/api/v1/write"),
            ],
        };
        var ofRemoteWrite = self._targets.OfType<RemoteWriteTarget>().SelectMany(target => target.Options).Except(self._targets[0].Options).ToArray();
        foreach (var option in (Option[])[self._duration, self._end, self._format, .. self.TargetOptions.Except(ofRemoteWrite), self._clean, self._truth]) command.Add(option);
        self._selection.AddTo(command);
        command.Add("Options for --format remote-write", ofRemoteWrite);
        command.SetAction(parsed => self.Backfill(parsed, context));
        return command;
    }

    private int Backfill(ParseResult parsed, ProgramContext context)
    {
        var target = _targets.Single(target => target.Format == parsed.GetValue(_format));
        if (ViolationOf(target, parsed, context) is { } violation)
        {
            context.Error.WriteLine(violation);
            return ExitStatus.BadInput;
        }

        if (ReadSpan(parsed, context, target) is not { } span) return ExitStatus.BadInput;
        WorkloadStart.Announce(span.Recorded.Run, context);
        return target.Write(parsed, span, context);
    }

    private string? ViolationOf(BackfillTarget target, ParseResult parsed, ProgramContext context)
    {
        foreach (var option in TargetOptions.Except(target.Options))
        {
            if (parsed.GetResult(option) is not { Implicit: false }) continue;
            var owners = string.Join(" and ", _targets.Where(owner => owner.Options.Contains(option)).Select(owner => owner.Format));
            return $"{option.Name}: works only with --format {owners}, and --format is {target.Format}. Leave out one of the two.";
        }

        return target.Violation(parsed, context);
    }

    /// <summary>The span to write; null after an error, which has been printed.</summary>
    private RunSpan? ReadSpan(ParseResult parsed, ProgramContext context, BackfillTarget target)
    {
        var recalled = target.Recall(parsed);
        var now = context.Time.GetUtcNow();
        // Whole seconds, because the user copies the printed end into the next command.
        var end = parsed.GetValue(_end) ?? recalled?.End ?? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var duration = parsed.GetValue(_duration);
        if (end > now) return Refuse($"--end: must not be in the future (now is {InstantText.Format(now)}), got {InstantText.Format(end)}.");
        if (end - DateTimeOffset.UnixEpoch < duration)
            return Refuse($"--duration: must not go back beyond 1970, got {DurationText.Format(duration)} before {InstantText.Format(end)}.");
        if (_selection.Read(parsed, context, duration, end, recalled?.Seed) is not { } recorded) return null;

        var begin = end - duration;
        var timeline = recorded.Run.Model.Timeline;
        if (WrittenRun.Of(parsed.GetValue(_clean) ? recorded.WithoutAnomalies() : recorded, new AddedSeries(parsed.GetValue(_truth), target.ScrapeOption(parsed)), context) is not { } written) return null;
        var span = RunSpan.Between(written, begin, end);
        if (span.FirstTick < 0)
        {
            return Refuse(
                $"{_selection.PlaceOfStart(parsed, recorded.Run)}: must not be after {InstantText.Format(begin)}, when the history begins (--end minus --duration), got "
                + $"{InstantText.Format(timeline.Start)}. Give a shorter --duration or an earlier start.");
        }

        if (span.Ticks <= 0) return Refuse($"--duration: there is no tick within {DurationText.Format(duration)}; the update interval is {DurationText.Format(timeline.UpdateInterval)}.");
        // With this and the seed, the user can write the same history again.
        if ((parsed.GetValue(_end) ?? recalled?.End) is null) context.Error.WriteLine($"end {InstantText.Format(end)}");
        return span;

        RunSpan? Refuse(string violation)
        {
            context.Error.WriteLine(violation);
            return null;
        }
    }
}
