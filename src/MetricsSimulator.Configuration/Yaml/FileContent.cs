using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>Reads files. It stops when a file is too large, unless the file is a journal.</summary>
internal static class FileContent
{
    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    // Standard input can be read only once, but a configuration may be read again: to check it, or when a running server reloads it.
    private static readonly Lazy<byte[]> s_standardInput = new(() =>
    {
        using var input = Console.OpenStandardInput();
        return Read(input, YamlDocument.MaximumBytes);
    });

    /// <summary>The bytes of a file; if it is not a journal, at most one byte more than the limit. Null if an error was added.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="errors">The destination of errors.</param>
    /// <param name="limit">The most bytes of a file that is not standard input; there, it is always that of a YAML document.</param>
    public static byte[]? Read(string path, ErrorList errors, int limit = YamlDocument.MaximumBytes)
    {
        try
        {
            if (path == StandardInput) return s_standardInput.Value;
            using var file = File.OpenRead(path);
            return Read(file, limit);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add(Place.Whole(path), "", "there is no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            errors.Add(Place.Whole(path), "", Directory.Exists(path) ? "this is a directory, not a file" : $"cannot be read: {exception.Message.TrimEnd('.')}");
        }

        return null;
    }

    /// <summary>Whether a file is the journal of a run: JSON lines, of which the first begins with the version.</summary>
    public static bool IsJournal(ReadOnlySpan<byte> content) => Skipped(ref content, "{"u8) && Skipped(ref content, "\"version\""u8) && Skipped(ref content, ":"u8);

    private static bool Skipped(ref ReadOnlySpan<byte> content, ReadOnlySpan<byte> token)
    {
        content = content.TrimStart(" \t\r\n"u8);
        if (!content.StartsWith(token)) return false;
        content = content[token.Length..];
        return true;
    }

    private static byte[] Read(Stream stream, int limit)
    {
        // Most files are small.
        if (stream.CanSeek) limit = (int)Math.Min(limit, Math.Max(stream.Length, YamlDocument.MaximumBytes));
        var content = new byte[limit + 1];
        var length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (length < content.Length || !IsJournal(content)) return content[..length];
        // Journals may be of any length.
        using var whole = new MemoryStream();
        whole.Write(content);
        stream.CopyTo(whole);
        return whole.ToArray();
    }
}
