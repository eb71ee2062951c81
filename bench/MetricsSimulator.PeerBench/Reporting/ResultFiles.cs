using System.Text.Encodings.Web;
using System.Text.Json;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>Writes the results as Markdown for readers and as JSON for programs.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Writes NAME.md and NAME.json, and prints where they are.</summary>
    public static void Write<T>(string folder, string name, MarkdownPage page, T results)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        File.WriteAllText(path + ".md", page.ToString());
        File.WriteAllText(path + ".json", JsonSerializer.Serialize(results, json) + "\n");
        Console.WriteLine($"Wrote {path}.md and {path}.json.");
    }
}
