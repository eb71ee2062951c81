using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Lessons;
using MetricsSimulator.Cli.Quizzes;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Starts what a lesson looks at, and shows the steps. One thread at a time.</summary>
/// <param name="lesson">The lesson.</param>
/// <param name="seed">The seed of the run.</param>
/// <param name="host">The address on which the simulator listens.</param>
/// <param name="port">The port of the simulator. Prometheus gets the next one.</param>
/// <param name="context">The outside world.</param>
internal sealed class LessonStart(Lesson lesson, ulong seed, string host, int port, ProgramContext context)
{
    private readonly Mystery? _mystery = lesson.Mystery?.Invoke(seed);
    private readonly TeachingRun _run = new(host, port, lesson.History, lesson.Mystery is { } hide ? TeachingRun.Seal(context, hide(seed)) : context);

    /// <summary>Runs the lesson until it is stopped.</summary>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public async Task<int> RunAsync()
    {
        var page = lesson.Page;
        Write($"Lesson {lesson.Number}: {page.Title} ({page.Minutes} minutes)\n\n{page.Introduction}\n\n");
        var files = "";
        return await _run.RunAsync(
            folder =>
            {
                files = folder;
                return WriteFiles(folder);
            },
            async (hasPrometheus, serve) =>
            {
                var address = $"{_run.Address}{(lesson.View.Length > 0 ? "?" : "")}{lesson.View}";
                context.Out.Write($"\nThe control room  {address}\n");
                if (hasPrometheus) context.Out.Write($"Prometheus        {_run.Prometheus}/query\n");
                context.Out.Write($"The exercises     {Answering("")}\nYour answers      {Answering(" ANSWER")}\n\n");
                if (_mystery is not null && await RunningQuiz.StartOfAsync(_run.Address, context.Stop) is { } start) context.Out.Write($"The history begins at {InstantText.Format(start)}.\n\n");
                context.Out.Write("Your numbers differ a little from those in the steps: another part of the run is the last hour.\n\n");
                Browser.Open(address, context);
                await ShowStepsAsync([.. page.Steps.Select(step => ForThisRun(step, files))], serve);
            });
    }

    // The commands of a page work in a clone of the project, on the usual ports. These work anywhere, and on the ports of the run.
    private string ForThisRun(string step, string folder) => step
        .Replace("docs/lessons/", folder + "/", StringComparison.Ordinal)
        .Replace("http://localhost:9091", _run.Prometheus, StringComparison.Ordinal)
        .Replace("http://localhost:9090/", _run.Address, StringComparison.Ordinal);

    private string[] WriteFiles(string folder)
    {
        if (_mystery is not null) return TeachingRun.ArgumentsOf(_mystery);
        foreach (var name in lesson.Files) File.WriteAllText(Path.Combine(folder, name), LessonFile.Read(name));
        string[] arguments = ["--config", Path.Combine(folder, lesson.ConfigurationName), "--seed", seed.ToString(CultureInfo.InvariantCulture)];
        var scenario = Path.Combine(folder, lesson.ScenarioName);
        return File.Exists(scenario) ? [.. arguments, "--scenario", scenario] : arguments;
    }

    private async Task ShowStepsAsync(ImmutableArray<string> steps, Task serve)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            Write($"Step {steps[i][4..]}\n");
            if (i == steps.Length - 1) break;
            if (context.Keyboard is not { } keyboard) continue;
            context.Out.Write("Press Enter for the next step, Ctrl-C to end the lesson. ");
            await context.Out.FlushAsync();
            // A thread waits for the key, because a console cannot be asked to stop waiting.
            await Task.WhenAny(Task.Run(keyboard.ReadLine), serve).WaitAsync(context.Stop);
            if (serve.IsCompleted) return;
            context.Out.Write("\n");
        }

        context.Out.Write("Then answer the exercises from another terminal. The lesson runs until Ctrl-C.\n");
        await context.Out.FlushAsync();
    }

    private string Answering(string answer) =>
        $"claude-metrics-simulator lesson {lesson.Number}{(seed == Lesson.Seed ? "" : $" --seed {seed}")} --check{answer}{(port == TeachingRun.DefaultPort ? "" : $" --port {port}")}";

    private void Write(string markdown) => context.Out.Write(LessonText.Of(markdown, context.Columns ?? HelpText.UsualWidth));
}
