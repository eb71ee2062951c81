using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Test.Commands;

/// <summary>What a run of the program in this process came to.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record Ran(int Status, string Output, string Error)
{
    /// <summary>Runs the program to its end.</summary>
    public static Task<Ran> Async(params string[] arguments) => InAsync(context => context, arguments);

    /// <summary>Runs the program to its end in surroundings of one's own.</summary>
    /// <param name="change">Makes them from those that say nothing.</param>
    /// <param name="arguments">The arguments.</param>
    public static async Task<Ran> InAsync(Func<ProgramContext, ProgramContext> change, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = await CommandLine.RunAsync(arguments, change(new ProgramContext(output, error, TimeProvider.System, ErrorIsTerminal: false, CancellationToken.None)));
        return new Ran(status, output.ToString(), error.ToString());
    }
}
