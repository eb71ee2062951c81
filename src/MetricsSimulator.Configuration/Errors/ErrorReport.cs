using System.Text;

namespace MetricsSimulator.Configuration.Errors;

/// <summary>How errors are told to a user: one after another, and a closing line that counts them.</summary>
public static class ErrorReport
{
    /// <summary>The text of all errors, with a line feed after every line.</summary>
    /// <param name="errors">The errors, in the order in which they are told.</param>
    /// <param name="outcome">What follows from them: <c>nothing was started</c>.</param>
    public static string Format(IReadOnlyCollection<ConfigurationError> errors, string outcome)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var text = new StringBuilder();
        foreach (var error in errors) text.Append(error).Append('\n');
        return text.Append(errors.Count).Append(errors.Count == 1 ? " error; " : " errors; ").Append(outcome).Append(".\n").ToString();
    }
}
