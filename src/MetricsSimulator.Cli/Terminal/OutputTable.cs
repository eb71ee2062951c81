using MetricsSimulator.Configuration.Errors;
using Spectre.Console;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>A table on standard output, for people.</summary>
internal static class OutputTable
{
    /// <summary>Prints a table, at most as wide as the terminal. No line ends in blanks, and no cell can control the terminal.</summary>
    /// <param name="context">The outside world, whose standard output gets the table.</param>
    /// <param name="columns">The heads of the columns.</param>
    /// <param name="rows">The rows, each with as many cells as there are columns.</param>
    public static void Write(ProgramContext context, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))).PadRight(2));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(PrintableText.Of(cell))));
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = context.OutIsTerminal ? AnsiSupport.Detect : AnsiSupport.No });
        // A file or a program has no width, and needs unbroken lines.
        if (!context.OutIsTerminal) console.Profile.Width = int.MaxValue / 2;
        console.Write(table);
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n')) context.Out.Write(line.TrimEnd() + "\n");
    }
}
