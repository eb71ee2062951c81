using System.CommandLine;
using System.Globalization;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Lessons;
using MetricsSimulator.Cli.Lessons.Catalogue;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>lesson [N]</c>: lists the lessons, starts one, and judges answers. One thread at a time.</summary>
internal static class LessonCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var number = new Argument<int?>("N")
        {
            Description = "The number of the lesson.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && LessonCatalogue.Find(given) is not null) return given;
                result.AddError($"N: must be the number of a lesson, {LessonCatalogue.All[0].Number} to {LessonCatalogue.All[^1].Number}, got '{result.Tokens[0].Value}'. 'lesson' lists them.");
                return null;
            },
        };
        var check = new Option<string?>("--check")
        {
            Description = "Judge an answer: a number, a word, or an expression of PromQL, which is asked of your Prometheus. Without an answer, list the exercises.",
            HelpName = "ANSWER",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var solution = new Option<bool>("--solution") { Description = "Print the answers, and why they are right." };
        var exercise = new Option<int?>("--exercise")
        {
            Description = "The number of the exercise. The default is the first that is not solved; for --solution, all of them.",
            HelpName = "K",
        };
        var seed = RunOptions.Seed();
        seed.Description = "The seed of the run. Another seed shows other curves, to which the same exercises apply. The default is 1.";
        var unset = context with { Listen = null, Host = null, Port = null };
        var host = RunOptions.Host(unset, TeachingRun.HostDescription);
        var port = RunOptions.Port(unset, "The port of the simulator; its Prometheus gets the next one. The default is 9090.");
        var prometheus = new PrometheusUrlOption("The Prometheus that is asked for --check. The default is that of the lesson, on the port after --port.");
        var command = new ExplainedCommand("lesson", "Learn with a running example: take a lesson, and have your answers judged.")
        {
            Details =
            [
                "Without a number it lists the lessons. 'lesson 1' writes some hours of history, starts the simulator and a Prometheus that scrapes it, and shows the steps one by one; Ctrl-C ends both, and removes what they wrote.",
                "Answer the exercises from another terminal with --check. A wrong answer gets a hint, and the next one the reason.",
            ],
            Examples =
            [
                new Example("Begin:", "lesson 1"),
                new Example("Answer its next exercise:", "lesson 1 --check 42"),
                new Example("Answer with an expression:", "lesson 2 --check 'rate(requests_total[5m])'"),
            ],
        };
        command.Add(number);
        UnknownArguments.Refuse(number, command);
        foreach (var option in (Option[])[check, solution, exercise, seed, host, port, prometheus.Option]) command.Add(option);
        command.SetAction((parsed, _) =>
        {
            var isCheck = parsed.GetResult(check) is { Implicit: false };
            if (parsed.GetValue(number) is not { } given)
            {
                if (!isCheck && !parsed.GetValue(solution)) return Task.FromResult(List(context));
                context.Error.WriteLine("lesson: needs the number of the lesson in front of --check or --solution, as in 'lesson 1 --check'.");
                return Task.FromResult(ExitStatus.BadInput);
            }

            if (Contradiction(isCheck, parsed.GetValue(solution), parsed.GetValue(exercise) is not null, prometheus.Url(parsed) is not null && parsed.GetResult(prometheus.Option) is { Implicit: false }) is { } contradiction)
            {
                context.Error.WriteLine(contradiction);
                return Task.FromResult(ExitStatus.BadInput);
            }

            var lesson = LessonCatalogue.Find(given)!;
            var exercises = lesson.Page.Questions.Length;
            if (parsed.GetValue(exercise) is { } asked && (asked < 1 || asked > exercises))
            {
                context.Error.WriteLine($"--exercise: lesson {lesson.Number} has the exercises 1 to {exercises}, got {asked}.");
                return Task.FromResult(ExitStatus.BadInput);
            }

            var runSeed = parsed.GetValue(seed) ?? Lesson.Seed;
            var answers = new LessonAnswers(lesson, runSeed, parsed.GetValue(exercise), context);
            if (parsed.GetValue(solution)) return Task.FromResult(answers.PrintSolutions());
            if (!isCheck) return new LessonStart(lesson, runSeed, parsed.GetValue(host) ?? TeachingRun.DefaultHost, parsed.GetValue(port) ?? TeachingRun.DefaultPort, context).RunAsync();
            if (parsed.GetValue(check) is not { } answer) return Task.FromResult(answers.PrintQuestions());
            var connection = prometheus.Url(parsed) is null ? new Scoring.Prometheus.RemotePrometheus(new Uri($"http://localhost:{(parsed.GetValue(port) ?? TeachingRun.DefaultPort) + 1}")) : prometheus.Connect(parsed, context);
            return connection is null ? Task.FromResult(ExitStatus.BadInput) : answers.CheckAsync(answer, connection, parsed.GetValue(port) ?? TeachingRun.DefaultPort);
        });
        return command;
    }

    private static string? Contradiction(bool isCheck, bool isSolution, bool hasExercise, bool hasPrometheus) => (isCheck, isSolution) switch
    {
        (true, true) => "--solution: prints the answers, and --check judges one. Give one of the two.",
        (false, false) when hasExercise => "--exercise: says which one --check or --solution is about. Give one of these too, or leave it out to start the lesson.",
        (false, _) when hasPrometheus => "--prometheus-url: says where --check asks. Give --check too, or leave it out.",
        _ => null,
    };

    private static int List(ProgramContext context)
    {
        var progress = LessonProgress.Read(context.Variable);
        OutputTable.Write(context, ["", "lesson", "minutes", "solved"], LessonCatalogue.All.Select(lesson =>
        {
            var page = lesson.Page;
            var solved = Enumerable.Range(1, page.Questions.Length).Count(exercise => progress.IsSolved(lesson.Number, exercise));
            return new[] { Text(lesson.Number), page.Title, Text(page.Minutes), $"{solved} of {page.Questions.Length}" };
        }));
        return ExitStatus.Success;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
