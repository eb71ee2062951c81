using System.Net;
using System.Net.Http.Headers;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>One message as the body of a call of gRPC, which is not copied.</summary>
/// <remarks>Source: grpc.io, "gRPC over HTTP2", Length-Prefixed-Message.</remarks>
internal sealed class GrpcContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _message;
    private readonly byte[] _head = new byte[Grpc.HeadLength];

    /// <summary>Creates a body.</summary>
    /// <param name="message">The message, which must not change until it is sent.</param>
    /// <param name="isCompressed">Whether it is compressed.</param>
    public GrpcContent(ReadOnlyMemory<byte> message, bool isCompressed)
    {
        _message = message;
        Grpc.WriteHead(_head, message.Length, isCompressed);
        Headers.ContentType = new MediaTypeHeaderValue(Grpc.ContentType);
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_head, cancellationToken);
        await stream.WriteAsync(_message, cancellationToken);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _head.Length + _message.Length;
        return true;
    }
}
