namespace MetricsSimulator.Telemetry;

/// <summary>The messages of requests that the API refuses or cannot serve.</summary>
internal static class ApiErrors
{
    /// <summary>The message that the client shows. Source: platform.claude.com/docs/en/api/errors; the wording is our own.</summary>
    /// <param name="status">The HTTP status.</param>
    public static string MessageOf(int status)
    {
        var (type, message) = status switch
        {
            400 => ("invalid_request_error", "The request body is not valid"),
            401 => ("authentication_error", "OAuth token has expired"),
            403 => ("permission_error", "Your account does not have access to this model"),
            413 => ("request_too_large", "Request exceeds the maximum size"),
            429 => ("rate_limit_error", "This request would exceed the rate limit of your organization"),
            529 => ("overloaded_error", "Overloaded"),
            _ => ("api_error", "Internal server error"),
        };
        return $$$"""{{{status}}} {"type":"error","error":{"type":"{{{type}}}","message":"{{{message}}}"}}""";
    }
}
