using System.Globalization;
using MetricsSimulator.Cli.History;
using Spectre.Console;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>
/// Shows the progress of work on a history: a bar if standard error is a terminal, otherwise a line every few seconds. One thread
/// at a time.
/// </summary>
internal sealed class HistoryMeter : IProgress<HistoryProgress>
{
    /// <summary>The unit of a history that is written; its bytes are shown too.</summary>
    public const string Samples = "samples";

    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private readonly ProgramContext _context;
    private readonly string _unit;
    private readonly long _steps;
    private readonly ProgressTask? _bar;
    private readonly long _begin;
    private TimeSpan _next;
    private TimeSpan _nextNote;

    private HistoryMeter(ProgramContext context, string unit, long steps, ProgressTask? bar)
    {
        _context = context;
        _unit = unit;
        _steps = steps;
        _bar = bar;
        _begin = context.Wall.GetTimestamp();
        _next = bar is null ? LineInterval : default;
    }

    /// <summary>Runs work under the meter.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="unit">What is counted, in the plural: <c>samples</c>.</param>
    /// <param name="steps">The number of steps that the work reports in total.</param>
    /// <param name="work">The work.</param>
    public static void Run(ProgramContext context, string unit, long steps, Action<IProgress<HistoryProgress>> work)
    {
        if (!context.ErrorIsTerminal)
        {
            work(new HistoryMeter(context, unit, steps, bar: null));
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Bars) });
        console.Progress()
            .AutoClear(true)
            .Columns(BarColumns.For(console))
            .Start(bars => work(new HistoryMeter(context, unit, steps, bars.AddTask(Text(unit, default, default), maxValue: steps))));
    }

    /// <summary>The amount and the speed of what was written, for a summary.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="elapsed">The time that it took.</param>
    public static string Speed(long samples, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture, $"{samples:N0} {(samples == 1 ? "sample" : "samples")} in {elapsed.TotalSeconds:0.00} s ({Rate(samples, elapsed)})");

    /// <inheritdoc/>
    public void Report(HistoryProgress value)
    {
        var elapsed = _context.Wall.GetElapsedTime(_begin);
        var note = value.Note is null || elapsed < _nextNote ? "" : "; " + value.Note;
        if (elapsed < _next && note.Length == 0) return;
        if (note.Length > 0) _nextNote = elapsed + LineInterval;
        _next = elapsed + (_bar is null ? LineInterval : BarInterval);
        var text = Text(_unit, value, elapsed);
        if (_bar is null)
        {
            var left = value.Steps == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {(elapsed * ((_steps - value.Steps) / (double)value.Steps)).TotalSeconds:0} s left");
            _context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{100.0 * value.Steps / _steps:0} %, {text}{left}{note}"));
            return;
        }

        _bar.Value = value.Steps;
        _bar.Description = text + Markup.Escape(note);
    }

    private static string Text(string unit, HistoryProgress value, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture, $"{value.Samples:N0} {unit}, {Rate(value.Samples, elapsed)}{(unit == Samples ? $", {value.Bytes / 1e6:N0} MB" : "")}");

    private static string Rate(long samples, TimeSpan elapsed)
    {
        var rate = samples / Math.Max(elapsed.TotalSeconds, 0.001);
        return rate >= 1e6
            ? string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.0} million/s")
            : string.Create(CultureInfo.InvariantCulture, $"{rate:N0}/s");
    }
}
