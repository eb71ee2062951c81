using System.Collections.Immutable;
using System.Net.Http.Headers;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Push;

/// <summary>
/// Posts requests of remote write 1.0 until the receiver has them or refuses them for good. It does not follow redirects or use
/// proxies. Thread-safe.
/// </summary>
internal sealed class RemoteWriteSender : IDisposable
{
    private static readonly MediaTypeHeaderValue s_protobuf = new("application/x-protobuf");

    private readonly ReceiverConnection _connection;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly RetryPolicy _policy;
    private readonly TimeProvider _time;

    /// <summary>Creates a sender; it connects when it has something to send.</summary>
    /// <param name="url">The receiver.</param>
    /// <param name="credentials">The credentials.</param>
    /// <param name="policy">The time for a request, and the policy for retries.</param>
    /// <param name="time">The clock.</param>
    public RemoteWriteSender(Uri url, RemoteWriteCredentials credentials, RetryPolicy policy, TimeProvider time)
    {
        _authorization = credentials.Header;
        _policy = policy;
        _time = time;
        _connection = new ReceiverConnection(url, time);
    }

    /// <summary>The headers of every request in addition to those of remote write.</summary>
    public ImmutableArray<RequestHeader> Headers { get; init; } = [];

    /// <summary>The address of the receiver, for messages.</summary>
    public string Receiver => _connection.Receiver;

    /// <summary>Sends a body.</summary>
    /// <param name="body">A request, compressed.</param>
    /// <param name="retrying">Called, on any thread, each time an attempt failed and will be repeated, with the reason and the pause. May be null.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="RemoteWriteException">The receiver refused it, or did not accept it within <see cref="RetryPolicy.GiveUpAfter"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> body, Action<string>? retrying, CancellationToken cancellation)
    {
        long? firstFailure = null;
        for (var failures = 1; ; failures++)
        {
            var answer = await PostAsync(body, cancellation);
            switch (answer.Kind)
            {
                case ReceiverAnswer.Outcome.Taken:
                    return;
                case not ReceiverAnswer.Outcome.Later:
                    throw new RemoteWriteException(answer.Reason, answer.Kind);
            }

            firstFailure ??= _time.GetTimestamp();
            var pause = RetryPolicy.PauseAfter(failures, answer.Pause);
            var elapsed = _time.GetElapsedTime(firstFailure.Value);
            if (elapsed + pause > _policy.GiveUpAfter)
            {
                throw new RemoteWriteException(
                    $"did not accept the samples within {DurationText.Format(_policy.GiveUpAfter)} ({failures} {(failures == 1 ? "attempt" : "attempts")}; "
                    + $"{answer.Reason}{(answer.Pause is { } asked ? $"; it asks for a pause of {DurationText.Format(asked)}" : "")}). --give-up-after allows more time.",
                    ReceiverAnswer.Outcome.Later);
            }

            retrying?.Invoke($"{answer.Reason}; trying again in {DurationText.Format(pause)}");
            await Task.Delay(pause, _time, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private Task<ReceiverAnswer> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = s_protobuf;
        content.Headers.ContentEncoding.Add("snappy");
        return _connection.PostAsync(content, _policy.Timeout, Prepare, ReadAsync, cancellation);
    }

    private void Prepare(HttpRequestMessage request)
    {
        request.Headers.Add("X-Prometheus-Remote-Write-Version", "0.1.0");
        request.Headers.Authorization = _authorization;
        foreach (var header in Headers) request.Headers.TryAddWithoutValidation(header.Name, header.Value);
    }

    private async Task<ReceiverAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = response.IsSuccessStatusCode ? "" : await AnswerBody.ReadTextAsync(response.Content, cancellation);
        return RemoteWriteAnswer.Of(response.StatusCode, text, _connection.PauseOf(response), response.Headers.Location);
    }
}
