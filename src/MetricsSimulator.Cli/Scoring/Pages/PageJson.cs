using System.Text;
using System.Text.Json;

namespace MetricsSimulator.Cli.Scoring.Pages;

/// <summary>Writes JSON that can stand in a page: the default encoder escapes &lt;, &gt;, &amp; and quotes.</summary>
internal static class PageJson
{
    /// <summary>The text that a function writes.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
