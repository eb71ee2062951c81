using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Help;

/// <summary>The action of <c>--help</c>: shows the help of the command that has the option.</summary>
/// <param name="context">The outside world, whose standard output shows the help.</param>
internal sealed class HelpScreen(ProgramContext context) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Show(CommandPage.Of(parseResult.CommandResult.Command), context);
        return 0;
    }

    /// <summary>Shows a page in the width of the terminal.</summary>
    /// <param name="page">The page.</param>
    /// <param name="context">The outside world, whose standard output shows the page.</param>
    public static void Show(HelpPage page, ProgramContext context)
    {
        var isGiven = int.TryParse(context.Variable(ProgramContext.ColumnsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var columns);
        context.Out.Write(HelpText.Of(page, isGiven ? columns : context.Columns ?? HelpText.UsualWidth));
    }
}
