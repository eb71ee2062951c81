using System.Text;

namespace MetricsSimulator.Configuration.Errors;

/// <summary>Formats errors for the user: one after another, and a last line that counts them.</summary>
public static class ErrorReport
{
    /// <summary>The text of all errors, with a line feed after every line.</summary>
    /// <param name="errors">The errors, in the order of the text.</param>
    /// <param name="outcome">The consequence: <c>nothing was started</c>.</param>
    public static string Format(IReadOnlyCollection<ConfigurationError> errors, string outcome)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var text = new StringBuilder();
        foreach (var error in errors) text.Append(error).Append('\n');
        return text.Append(errors.Count).Append(errors.Count == 1 ? " error; " : " errors; ").Append(outcome).Append(".\n").ToString();
    }
}
