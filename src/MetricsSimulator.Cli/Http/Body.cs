using System.Text;

namespace MetricsSimulator.Cli.Http;

/// <summary>A short answer of text.</summary>
internal static class Body
{
    /// <summary>Answers with a text; HEAD gets only the headers.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string contentType, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
