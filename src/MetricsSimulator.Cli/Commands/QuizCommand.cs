using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.Charts;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Plots;
using MetricsSimulator.Cli.Quizzes;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>quiz</c>: starts a run with hidden anomalies, and scores what somebody says about them. One thread at a time.</summary>
internal sealed class QuizCommand
{
    private static readonly TimeSpan s_around = TimeSpan.FromMinutes(30);

    private readonly Option<ulong?> _seed = RunOptions.Seed();
    private readonly Option<bool> _hard = new("--hard") { Description = "Hide three small anomalies instead of a large one." };
    private readonly Option<string[]> _answers = new("--answer")
    {
        Description = $"Score an answer to the running quiz: {Guess.Form}. Give it once for each anomaly.",
        HelpName = "ANSWER",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _page = new("--page")
    {
        Description = "With --answer: also write a page of HTML that shows the answer beside the truth.",
        HelpName = "FILE",
        CustomParser = RunOptions.ReadPath,
    };

    private readonly Option<string?> _host;
    private readonly Option<int?> _port;
    private readonly ProgramContext _context;

    private QuizCommand(ProgramContext context)
    {
        _context = context;
        _seed.Description = "The number of the quiz. The same number hides the same. By default, one is drawn and printed.";
        var unset = context with { Listen = null, Host = null, Port = null };
        _host = RunOptions.Host(unset, TeachingRun.HostDescription);
        _port = RunOptions.Port(unset, "The port of the simulator; its Prometheus gets the next one. The default is 9090.");
    }

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new QuizCommand(context);
        var command = new ExplainedCommand("quiz", "Find a hidden anomaly, and have your answer scored.")
        {
            Details =
            [
                $"It writes {DurationText.Format(Mystery.History)} of history, somewhere in which one metric misbehaves, and starts the simulator and a Prometheus that scrapes it. Say what it is, where, and when, with --answer from another terminal.",
                "No file, answer, argument or variable of the running quiz holds the truth. It follows from the number of the quiz, so a reader of the source code can compute it.",
            ],
            Examples =
            [
                new Example("Begin:", "quiz --seed 7"),
                new Example("Answer:", "quiz --seed 7 --answer \"spike cost 14:05 14:30\" --page answer.html"),
                new Example("Three small ones:", "quiz --seed 7 --hard"),
            ],
        };
        foreach (var option in (Option[])[self._seed, self._hard, self._answers, self._page, self._host, self._port]) command.Add(option);
        command.SetAction((parsed, _) => self.RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        var (host, port) = (parsed.GetValue(_host) ?? TeachingRun.DefaultHost, parsed.GetValue(_port) ?? TeachingRun.DefaultPort);
        if (parsed.GetValue(_answers) is { Length: > 0 } answers) return await AnswerAsync(parsed, answers, TeachingRun.AddressOf(host, port));
        if (parsed.GetValue(_page) is not null)
        {
            await _context.Error.WriteLineAsync("--page: shows an answer. Give --answer too, or leave it out.");
            return ExitStatus.BadInput;
        }

        var mystery = Mystery.Of(parsed.GetValue(_seed) ?? RunSelection.DrawSeed() % 1_000_000, parsed.GetValue(_hard));
        var run = new TeachingRun(host, port, Mystery.History, TeachingRun.Seal(_context, mystery));
        return await run.RunAsync(
            _ => TeachingRun.ArgumentsOf(mystery),
            async (hasPrometheus, _) =>
            {
                var options = $"--seed {mystery.Number}{(mystery.IsHard ? " --hard" : "")}{(TeachingRun.AddressOf(host, port) == TeachingRun.AddressOf(TeachingRun.DefaultHost, port) ? "" : $" --host {host}")}{(port == TeachingRun.DefaultPort ? "" : $" --port {port}")}";
                _context.Out.Write($"Quiz {mystery.Number}: {(mystery.IsHard ? "three things go wrong, one after another" : "something goes wrong")} in the last {DurationText.Format(Mystery.History)}.\n\n");
                _context.Out.Write($"The control room  {run.Address}?span={Mystery.History.TotalSeconds}\n");
                if (hasPrometheus) _context.Out.Write($"Prometheus        {run.Prometheus}/query\n");
                _context.Out.Write($"Kinds             {string.Join(", ", Mystery.Kinds)}\nMetrics           {string.Join(", ", Mystery.Metrics)}\n");
                _context.Out.Write($"Your answer       claude-metrics-simulator quiz {options} --answer 'KIND METRIC FROM TO'\n\nTimes are in UTC. The quiz runs until Ctrl-C.\n");
                await _context.Out.FlushAsync();
                Browser.Open($"{run.Address}?span={Mystery.History.TotalSeconds}", _context);
            });
    }

    private async Task<int> AnswerAsync(ParseResult parsed, string[] answers, string address)
    {
        if (parsed.GetValue(_seed) is not { } number)
        {
            await _context.Error.WriteLineAsync("--answer: needs the number of the quiz too, --seed N, which the quiz printed.");
            return ExitStatus.BadInput;
        }

        if (parsed.GetValue(_page) == HistoryOutput.Standard)
        {
            await _context.Error.WriteLineAsync("--page: needs the name of a file, because the score is on standard output.");
            return ExitStatus.BadInput;
        }

        var mystery = Mystery.Of(number, parsed.GetValue(_hard));
        if (await RunningQuiz.StartOfAsync(address, _context.Stop) is not { } start)
        {
            await _context.Error.WriteLineAsync($"No quiz runs on {address}. Start it in another terminal, 'quiz --seed {number}{(mystery.IsHard ? " --hard" : "")}', and leave it running; --host and --port say where it listens.");
            return ExitStatus.Failure;
        }

        if (TeachingRun.RunOf(mystery, start, _context) is not { } run) return ExitStatus.BadInput;
        if (!await RunningQuiz.HasValuesOfAsync(address, run, _context.Stop))
        {
            await _context.Error.WriteLineAsync($"The quiz on {address} is another one. Give the number that it printed, --seed N, and --hard if it was started with it.");
            return ExitStatus.BadInput;
        }

        return ReadGuesses(answers, mystery, run) is { } guesses ? Show(MysteryScore.Of(mystery, start, guesses), parsed.GetValue(_page), run) : ExitStatus.BadInput;
    }

    private ImmutableArray<Guess>? ReadGuesses(string[] answers, Mystery mystery, Run run)
    {
        if (answers.Length > mystery.Anomalies.Length)
        {
            _context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"--answer: {(mystery.IsHard ? "three things are hidden, so give at most three answers" : "one thing is hidden, so give one answer")}, got {answers.Length}."));
            return null;
        }

        var guesses = ImmutableArray.CreateBuilder<Guess>();
        foreach (var answer in answers)
        {
            if (Guess.Read(answer, run.Model.Timeline.Start, run.Model, out var violation) is { } guess) guesses.Add(guess);
            else _context.Error.WriteLine($"--answer: {violation}{(violation!.EndsWith('?') ? "" : ".")}");
        }

        return guesses.Count == answers.Length ? guesses.ToImmutable() : null;
    }

    // The page comes first: if it cannot be written, nothing is told, and one can answer again.
    private int Show(MysteryScore score, string? page, Run run)
    {
        var start = run.Model.Timeline.Start;
        var status = page is null ? ExitStatus.Success : HistoryOutput.Write(_context, page, stream => stream.Write(Encoding.UTF8.GetBytes(MysteryPage.Of(score, start, found => Draw(run, found)))), _page.Name);
        if (status == ExitStatus.Success) _context.Out.Write(MysteryText.Of(score, start));
        return status;
    }

    // The metric around the anomaly, with and without it. The chart shades the truth.
    private string Draw(Run run, FoundAnomaly found)
    {
        const int Width = 720, Height = 260;
        var after = found.Anomaly.After - s_around;
        var plot = new MetricPlot(
            new RecordedRun(run, []), CurveMetric.Find(run.Model, found.Anomaly.Series, out _)!,
            new PlotOptions(after, found.Anomaly.Duration + 2 * s_around, Width, Height) { HasTwin = true, Window = TimeSpan.FromMinutes(2) });
        return new ChartStack([plot.Draw(_context.Error.WriteLine, _context.Stop)]).ToSvg(Width, Height);
    }
}
