using System.Text.Encodings.Web;
using System.Text.Json;

namespace MetricsSimulator.ScrapeBench.Reporting;

/// <summary>Writes the results for readers and for programs.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static string MarkdownPath(string folder) => Path.Combine(folder, "scrape.md");

    public static string JsonPath(string folder) => Path.Combine(folder, "scrape.json");

    public static void Write(Results results, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(MarkdownPath(folder), MarkdownReport.Of(results));
        File.WriteAllText(JsonPath(folder), JsonSerializer.Serialize(results, json) + "\n");
    }
}
