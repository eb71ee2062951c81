using System.Globalization;
using Spectre.Console;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>
/// A bar on standard error for work that takes a while. Where standard error is not a terminal there is nothing at all, or a line every few seconds. Thread-safe.
/// </summary>
internal static class ProgressBar
{
    // About a tenth of a second of work: below this a bar would only flicker.
    private const double WorthShowing = 10_000_000;

    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs work under a bar.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="title">What is done.</param>
    /// <param name="steps">How many steps the work reports.</param>
    /// <param name="size">How large the work is, in values computed.</param>
    /// <param name="work">The work; it reports the steps that are done, or to nobody.</param>
    /// <param name="lines">Whether it is told in lines where there is no terminal.</param>
    public static void Run(ProgramContext context, string title, long steps, double size, Action<IProgress<long>?> work, bool lines = false)
    {
        if (!context.ErrorIsTerminal || size < WorthShowing)
        {
            work(lines && !context.ErrorIsTerminal ? new LineReporter(context, title, steps) : null);
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Error) });
        console.Progress()
            .AutoClear(true)
            .Columns(BarColumns.For(console, title: true))
            .Start(bars => work(new Reporter(bars.AddTask(title, maxValue: steps), steps)));
    }

    private sealed class LineReporter(ProgramContext context, string title, long steps) : IProgress<long>
    {
        private readonly long _begin = context.Wall.GetTimestamp();
        private readonly long _stride = Math.Max(1, steps / 5000);
        private TimeSpan _nextLine = LineInterval;
        private long _next;

        public void Report(long value)
        {
            if (value < _next) return;
            _next = value + _stride;
            var elapsed = context.Wall.GetElapsedTime(_begin);
            if (elapsed < _nextLine) return;
            _nextLine = elapsed + LineInterval;
            context.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{title}: {100.0 * Math.Min(value, steps) / steps:0} %, {(elapsed * (Math.Max(0, steps - value) / (double)value)).TotalSeconds:0} s left"));
        }
    }

    private sealed class Reporter(ProgressTask task, long steps) : IProgress<long>
    {
        private readonly long _stride = Math.Max(1, steps / 500);
        private long _next;

        public void Report(long value)
        {
            if (value < _next) return;
            _next = value + _stride;
            task.Value = value;
        }
    }
}
