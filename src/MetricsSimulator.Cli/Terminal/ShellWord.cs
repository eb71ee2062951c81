using System.Buffers;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>Words of a printed command that the user copies into a shell.</summary>
internal static class ShellWord
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%");

    /// <summary>The text as one word of a POSIX shell: unchanged if possible, otherwise in single quotes.</summary>
    /// <remarks>Source: IEEE 1003.1, Shell Command Language, 2.2.2 Single-Quotes.</remarks>
    public static string Quote(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
