using Spectre.Console;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>A table on standard output, for somebody who looks at a terminal.</summary>
internal static class OutputTable
{
    /// <summary>Prints a table, as wide as the terminal at most.</summary>
    /// <param name="context">Where it goes.</param>
    /// <param name="columns">The heads of the columns.</param>
    /// <param name="rows">The rows, each with as many cells as there are columns.</param>
    public static void Write(ProgramContext context, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))).PadRight(2));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Out) }).Write(table);
    }
}
