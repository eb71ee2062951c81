using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The target of <c>--output</c> for several files: a folder, which is created if it does not exist.</summary>
internal static class FolderOutput
{
    /// <summary>Writes files, which replace those of the same names, and prints a line on success or failure. All files are on the disk before the first gets its name.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="files">The files.</param>
    /// <param name="what">What they are, in the plural.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public static int Write(ProgramContext context, string folder, IReadOnlyCollection<(string Name, string Text)> files, string what)
    {
        var written = new List<WholeFile>();
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, text) in files)
            {
                written.Add(new WholeFile(Path.Combine(folder, name), isReplaced: true));
                written[^1].Stream.Write(Encoding.UTF8.GetBytes(text));
            }

            foreach (var file in written) file.Commit();
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            context.Error.WriteLine(OutputFailure.Explain(folder, exception));
            return ExitStatus.Failure;
        }
        finally
        {
            foreach (var file in written) file.Dispose();
        }

        context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Count} {what} in {folder}."));
        return ExitStatus.Success;
    }
}
