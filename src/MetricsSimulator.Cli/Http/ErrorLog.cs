using System.Globalization;
using MetricsSimulator.Cli.Json;

namespace MetricsSimulator.Cli.Http;

/// <summary>Writes one line for each request that failed because of an error in the program: keys and values, as Prometheus logs.</summary>
/// <param name="options">The destination of the lines, and the clock for their times.</param>
internal sealed class ErrorLog(ServeOptions options)
{
    /// <summary>Writes the line of a request.</summary>
    public void Write(HttpContext context, Exception exception)
    {
        var at = (exception.StackTrace ?? "").Split('\n')[0].Trim();
        options.Log?.Invoke(string.Create(
            CultureInfo.InvariantCulture,
            $"time={options.Wall.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} level=error method={Quoted(context.Request.Method)} path={Quoted(context.Request.Path)} error={Quoted($"{exception.GetType().Name}: {exception.Message}")} at={Quoted(at)}"));
    }

    private static string Quoted(string? text) => JsonText.Of(json => json.WriteStringValue(text ?? ""));
}
