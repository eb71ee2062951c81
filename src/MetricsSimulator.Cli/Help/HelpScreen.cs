using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Help;

/// <summary>What <c>--help</c> does: shows the help of the command that it is given to.</summary>
/// <param name="context">Where it is shown.</param>
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

    /// <summary>Shows a page, as wide as the terminal is.</summary>
    /// <param name="page">The page.</param>
    /// <param name="context">Where it is shown.</param>
    public static void Show(HelpPage page, ProgramContext context)
    {
        var isGiven = int.TryParse(context.Variable(ProgramContext.ColumnsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var columns);
        context.Out.Write(HelpText.Of(page, isGiven ? columns : context.Columns ?? HelpText.UsualWidth));
    }
}
