using System.Text.Json;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>The content of a block's <c>meta.json</c>.</summary>
/// <remarks>Source: prometheus/prometheus, tsdb/block.go, BlockMeta.</remarks>
/// <param name="Identifier">The ULID, which is also the name of the folder.</param>
/// <param name="Window">The window of the block.</param>
/// <param name="Samples">The number of samples.</param>
/// <param name="Series">The number of series.</param>
/// <param name="Chunks">The number of chunks.</param>
/// <param name="Level">1 for the shortest blocks, and one more for each time that Prometheus would have joined them.</param>
public sealed record BlockMetadata(string Identifier, BlockWindow Window, long Samples, long Series, long Chunks, int Level)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "meta.json";

    /// <summary>Finds the blocks in a folder.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <returns>The names and windows of the blocks.</returns>
    /// <exception cref="IOException">A block cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a block may not be read.</exception>
    public static IEnumerable<(string Identifier, BlockWindow Window)> FindIn(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var path in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var file = Path.Combine(path, FileName);
            if (BlockIdentifier.Is(name) && File.Exists(file)) yield return (name, ReadWindow(file));
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentCharacter = '\t', IndentSize = 1, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("ulid", Identifier);
        json.WriteNumber("minTime", Window.First);
        json.WriteNumber("maxTime", Window.End);
        json.WriteStartObject("stats");
        json.WriteNumber("numSamples", Samples);
        json.WriteNumber("numSeries", Series);
        json.WriteNumber("numChunks", Chunks);
        json.WriteEndObject();
        json.WriteStartObject("compaction");
        json.WriteNumber("level", Level);
        json.WriteStartArray("sources");
        json.WriteStringValue(Identifier);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteNumber("version", 1);
        json.WriteEndObject();
    }

    private static BlockWindow ReadWindow(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return new BlockWindow(json.RootElement.GetProperty("minTime").GetInt64(), json.RootElement.GetProperty("maxTime").GetInt64());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new IOException($"{file} is not the description of a block. Move its folder away, or choose another place.", exception);
        }
    }
}
