using MetricsSimulator.Cli.Commands;
using Spectre.Console;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>A bar on standard error for work that takes a while; nothing at all where standard error is not a terminal. Thread-safe.</summary>
internal static class ProgressBar
{
    // About a tenth of a second of work: below this a bar would only flicker.
    private const double WorthShowing = 10_000_000;

    /// <summary>Runs work under a bar.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="title">What is done.</param>
    /// <param name="steps">How many steps the work reports.</param>
    /// <param name="size">How large the work is, in values computed.</param>
    /// <param name="work">The work; it reports the steps that are done, or to nobody.</param>
    public static void Run(ProgramContext context, string title, long steps, double size, Action<IProgress<long>?> work)
    {
        if (!context.ErrorIsTerminal || size < WorthShowing)
        {
            work(null);
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Error) });
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(bars => work(new Reporter(bars.AddTask(title, maxValue: steps), steps)));
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
