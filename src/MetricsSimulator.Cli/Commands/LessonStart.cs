using System.Globalization;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Lessons;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Starts what a lesson looks at, a simulator and a Prometheus that scrapes it, and shows the steps. All that they write is in a folder that is removed at the end. One thread at a time.</summary>
/// <param name="lesson">The lesson.</param>
/// <param name="seed">The seed of the run.</param>
/// <param name="port">The port of the simulator. Prometheus gets the next one.</param>
/// <param name="context">The outside world.</param>
internal sealed class LessonStart(Lesson lesson, ulong seed, int port, ProgramContext context)
{
    /// <summary>The port for which no other is given.</summary>
    public const int DefaultPort = 9090;

    /// <summary>Runs the lesson until it is stopped.</summary>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("claude-metrics-lesson-").FullName;
        try
        {
            return await RunAsync(folder);
        }
        catch (PrometheusException exception)
        {
            await context.Error.WriteLineAsync(exception.Message);
            return ExitStatus.Failure;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            return ExitStatus.Success;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> RunAsync(string folder)
    {
        var page = lesson.Page;
        Write($"Lesson {lesson.Number}: {page.Title} ({page.Minutes} minutes)\n\n{page.Introduction}\n\n");
        var configuration = Path.Combine(folder, lesson.FileName + ".yaml");
        var data = Path.Combine(folder, "data");
        await File.WriteAllTextAsync(configuration, lesson.Configuration, context.Stop);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        await using var greeting = new WrittenSignal();
        var serve = CommandLine.RunAsync(
        [
            "serve", "--config", configuration, "--seed", Text(seed), "--host", "localhost", "--port", Text(port),
            "--history", DurationText.Format(lesson.History), "--data", data, "--prometheus-url", $"http://localhost:{port + 1}",
        ], context with { Out = greeting, Stop = end.Token });
        try
        {
            if (await Task.WhenAny(serve, greeting.Written) == serve) return await serve;
            await using var prometheus = await StartPrometheusAsync(data);
            var address = $"http://localhost:{port}/{(lesson.View.Length > 0 ? "?" : "")}{lesson.View}";
            context.Out.Write($"\nThe control room  {address}\n");
            if (prometheus is not null) context.Out.Write($"Prometheus        http://localhost:{port + 1}/query\n");
            context.Out.Write($"The exercises     {Answering("")}\nYour answers      {Answering(" ANSWER")}\n\n");
            Browser.Open(address, context);
            await ShowStepsAsync(page, serve);
            await serve.WaitAsync(context.Stop);
            return await serve;
        }
        finally
        {
            await end.CancelAsync();
            await serve;
        }
    }

    private async Task<PrometheusServer?> StartPrometheusAsync(string data)
    {
        if (PrometheusPrograms.Find(context.Variable("PATH"), out var missing) is { } programs)
            return await PrometheusServer.StartAsync(programs.Server, data, Path.Combine(data, WrittenHistory.ConfigurationName), port + 1, context.Wall, context.Stop);
        await context.Error.WriteLineAsync($"{missing} Without it, the lesson has the control room, and only answers that are numbers or words can be judged.");
        return null;
    }

    private async Task ShowStepsAsync(LessonPage page, Task serve)
    {
        for (var i = 0; i < page.Steps.Length; i++)
        {
            Write($"Step {page.Steps[i][4..]}\n");
            if (i == page.Steps.Length - 1) break;
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
        $"claude-metrics-simulator lesson {lesson.Number} --check{answer}{(port == DefaultPort ? "" : $" --prometheus-url http://localhost:{port + 1}")}";

    private void Write(string markdown) => context.Out.Write(LessonText.Of(markdown, context.Columns ?? HelpText.UsualWidth));

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
