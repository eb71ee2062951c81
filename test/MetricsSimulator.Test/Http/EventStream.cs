using System.Text.Json;

namespace MetricsSimulator.Test.Http;

/// <summary>A client that reads server-sent events. One thread at a time.</summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventStream(HttpResponseMessage response, Stream body) => (_response, _reader) = (response, new StreamReader(body));

    /// <summary>The answer.</summary>
    public HttpResponseMessage Response => _response;

    /// <summary>Opens a stream.</summary>
    /// <param name="server">The server.</param>
    /// <param name="query">The parameters, with the question mark; empty for none.</param>
    /// <param name="lastEventId">The header <c>Last-Event-ID</c>; null for none.</param>
    public static async Task<EventStream> OpenAsync(RunningServer server, string query = "", string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stream" + query);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new EventStream(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next line; null at the end.</summary>
    public async Task<string?> LineAsync() => await _reader.ReadLineAsync().WaitAsync(s_patience);

    /// <summary>The fields of the next event, without comments; null at the end.</summary>
    public async Task<Dictionary<string, string>?> EventAsync()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await LineAsync() is { } line)
        {
            if (line.Length == 0 && fields.Count > 0) return fields;
            if (line.Length > 0 && line[0] != ':') fields.Add(line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart(' '));
        }

        return null;
    }

    /// <summary>The message of the next tick.</summary>
    public async Task<JsonElement> TickAsync()
    {
        var message = await EventAsync();
        Assert.NotNull(message);
        Assert.Equal(["id", "data"], message.Keys);
        var data = JsonDocument.Parse(message["data"]).RootElement;
        Assert.Equal(message["id"], data.GetProperty("tick").GetRawText());
        return data;
    }

    /// <summary>The numbers of the next ticks.</summary>
    public async Task<List<long>> TicksAsync(int count)
    {
        var ticks = new List<long>();
        while (ticks.Count < count) ticks.Add((await TickAsync()).GetProperty("tick").GetInt64());
        return ticks;
    }

    /// <inheritdoc/>
    public void Dispose() => _response.Dispose();
}
