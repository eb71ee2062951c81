using System.Globalization;
using Spectre.Console;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>
/// A bar on standard error for work that takes a while. If standard error is not a terminal, there is nothing, or a line every few seconds. Thread-safe.
/// </summary>
internal static class ProgressBar
{
    // The size of about a tenth of a second of work. With less, a bar would only flicker.
    private const double WorthShowing = 10_000_000;

    // The size of a few milliseconds of work, even on a busy machine. Messages every few seconds need checks at least this often.
    private const double WorthLooking = 1_000_000;

    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs work under a bar.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="title">The name of the work.</param>
    /// <param name="steps">The number of steps that the work reports.</param>
    /// <param name="size">The size of the work, in computed values.</param>
    /// <param name="work">The work; it reports its finished steps, if its argument is not null.</param>
    /// <param name="lines">Whether to print lines if there is no terminal.</param>
    public static void Run(ProgramContext context, string title, long steps, double size, Action<IProgress<long>?> work, bool lines = false)
    {
        if (!context.ErrorIsTerminal || size < WorthShowing)
        {
            work(lines && !context.ErrorIsTerminal && steps > 0 ? new LineReporter(context, title, steps, StrideOf(steps, size)) : null);
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Bars) });
        console.Progress()
            .AutoClear(true)
            .Columns(BarColumns.For(console, title: true))
            .Start(bars => work(new Reporter(bars.AddTask(title, maxValue: steps), StrideOf(steps, size))));
    }

    private static long StrideOf(long steps, double size) => Math.Max(1, (long)Math.Min(steps / 500, WorthLooking * steps / size));

    private sealed class LineReporter(ProgramContext context, string title, long steps, long stride) : IProgress<long>
    {
        private readonly long _begin = context.Wall.GetTimestamp();
        private TimeSpan _nextLine = LineInterval;
        private long _next;

        public void Report(long value)
        {
            if (value < _next) return;
            _next = value + stride;
            var elapsed = context.Wall.GetElapsedTime(_begin);
            if (elapsed < _nextLine) return;
            _nextLine = elapsed + LineInterval;
            context.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{title}: {100.0 * Math.Min(value, steps) / steps:0} %, {(elapsed * (Math.Max(0, steps - value) / (double)value)).TotalSeconds:0} s left"));
        }
    }

    private sealed class Reporter(ProgressTask task, long stride) : IProgress<long>
    {
        private long _next;

        public void Report(long value)
        {
            if (value < _next) return;
            _next = value + stride;
            task.Value = value;
        }
    }
}
