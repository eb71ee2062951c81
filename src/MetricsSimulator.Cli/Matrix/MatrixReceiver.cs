using System.Globalization;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Relay;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Matrix;

/// <summary>The endpoint of a combination, on the loopback interface. It keeps the requests that it accepts. Thread-safe.</summary>
internal sealed class MatrixReceiver : IAsyncDisposable
{
    // Nothing listens on it: it is reserved for a protocol that nobody uses, and only root may take it.
    private const int ClosedPort = 1;

    private readonly Lock _lock = new();
    private readonly List<OtlpRequest> _accepted = [];
    private readonly EndpointState _state;
    private readonly bool _isGrpc;
    private readonly TimeProvider _wall;
    private readonly SimulatorServer? _server;
    private readonly UntrustedServer? _untrusted;
    private int _failures;
    private string? _error;
    private volatile bool _isSlow;
    private int _held;

    private MatrixReceiver(EndpointState state, bool isGrpc, TimeProvider wall)
    {
        (_state, _isGrpc, _wall) = (state, isGrpc, wall);
        if (state == EndpointState.UnknownCertificate) _untrusted = new UntrustedServer();
        else if (state is not (EndpointState.Refused or EndpointState.Unresolvable)) _server = new SimulatorServer(new ServerConfiguration("127.0.0.1", 0, timestamps: false), AnswerAsync, new ServeOptions(wall) { IsHttp2 = isGrpc });
    }

    /// <summary>The address, without a path.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1:1");

    /// <summary>Whether requests get no answer, if the state is <see cref="EndpointState.Slow"/>.</summary>
    public bool IsSlow
    {
        get => _isSlow;
        set => _isSlow = value;
    }

    /// <summary>The number of requests so far that get no answer.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>The requests that were accepted, in their order.</summary>
    public List<OtlpRequest> Accepted
    {
        get
        {
            lock (_lock) return [.. _accepted];
        }
    }

    /// <summary>Why a request was not what OTLP allows; null if all were.</summary>
    public string? Error
    {
        get
        {
            lock (_lock) return _error;
        }
    }

    /// <summary>Whether a request was sent although the state is <see cref="EndpointState.UnknownCertificate"/>.</summary>
    public bool WasTrusted => _untrusted?.HasReceived == true;

    /// <summary>Starts an endpoint.</summary>
    /// <param name="state">What happens there.</param>
    /// <param name="isGrpc">Whether it receives gRPC rather than HTTP.</param>
    /// <param name="wall">The system's clock.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="IOException">It cannot listen.</exception>
    public static async Task<MatrixReceiver> StartAsync(EndpointState state, bool isGrpc, TimeProvider wall, CancellationToken cancellation)
    {
        var receiver = new MatrixReceiver(state, isGrpc, wall);
        if (receiver._server is { } server && await server.StartAsync(cancellation) is { } failure) throw new IOException(failure);
        receiver.Url = new Uri(state switch
        {
            EndpointState.Refused => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ClosedPort}"),
            EndpointState.Unresolvable => "http://receiver.invalid:4318",
            EndpointState.UnknownCertificate => string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{receiver._untrusted!.Port}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{receiver._server!.Port}"),
        });
        return receiver;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? _untrusted?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AnswerAsync(HttpContext context)
    {
        if (_state == EndpointState.Slow && _isSlow)
        {
            Interlocked.Increment(ref _held);
            await Task.Delay(Timeout.InfiniteTimeSpan, _wall, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var refusal = _state switch
        {
            EndpointState.Bad => StatusCodes.Status400BadRequest,
            EndpointState.TooMany when Interlocked.Increment(ref _failures) % 3 != 0 => StatusCodes.Status429TooManyRequests,
            EndpointState.Unavailable when Interlocked.Increment(ref _failures) % 3 != 0 => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status200OK,
        };
        if (refusal != StatusCodes.Status200OK)
        {
            if (_isGrpc)
            {
                GrpcAnswer.Refuse(context, refusal);
                return;
            }

            context.Response.StatusCode = refusal;
            if (_state != EndpointState.Bad) context.Response.Headers.RetryAfter = "1";
            return;
        }

        await (_isGrpc ? TakeCallAsync(context) : TakeAsync(context));
    }

    private async Task TakeAsync(HttpContext context)
    {
        var (body, problem) = await OtlpBody.ReadAsync(context, OtlpSignal.Metrics);
        var error = problem?.Detail;
        var request = body is null ? null : OtlpRequest.Read(OtlpSignal.Metrics, body.Encoding, body.Plain, out error);
        Keep(request, error);
        context.Response.StatusCode = request is null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        context.Response.ContentType = context.Request.ContentType;
        if (body is not null) await context.Response.Body.WriteAsync(OtlpAnswer.Success(body.Encoding));
    }

    private async Task TakeCallAsync(HttpContext context)
    {
        var (message, error) = await GrpcAnswer.ReadAsync(context, ExportedSignal.Metrics);
        var request = message is null ? null : OtlpRequest.Read(OtlpSignal.Metrics, OtlpEncoding.Protobuf, message, out error);
        Keep(request, error);
        if (request is null) GrpcAnswer.Refuse(context, StatusCodes.Status400BadRequest);
        else await GrpcAnswer.AcceptAsync(context, OtlpAnswer.Success(OtlpEncoding.Protobuf));
    }

    private void Keep(OtlpRequest? request, string? error)
    {
        lock (_lock)
        {
            if (request is not null) _accepted.Add(request);
            else _error ??= error;
        }
    }
}
