using System.Net;
using System.Text;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/</c>: a page that lists the endpoints. Its links are relative, so that they work behind a proxy that adds a prefix.</summary>
internal static class IndexPage
{
    private const string Head =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Claude Code Metrics Simulator</title></head>
        <body>
        <h1>Claude Code Metrics Simulator</h1>
        <ul>

        """;

    private const string Foot =
        """
        </ul>
        </body>
        </html>

        """;

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="routes">The endpoints to list.</param>
    public static Task AnswerAsync(HttpContext context, IEnumerable<Route> routes)
    {
        var page = new StringBuilder(Head);
        foreach (var route in routes.Where(route => route.Path != "/"))
        {
            var path = route.IsFixed ? $"<a href=\"{route.Path[1..]}{WebUtility.HtmlEncode(route.Example)}\">{route.Path}</a>" : route.Path;
            page.Append("<li>").Append(path).Append(": ").Append(WebUtility.HtmlEncode(route.Summary)).Append("</li>\n");
        }

        context.Response.Headers.Vary = "Accept";
        return Body.WriteAsync(context, StatusCodes.Status200OK, "text/html; charset=utf-8", page.Append(Foot).ToString());
    }
}
