using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace MetricsSimulator.Cli.Http.Transport;

/// <summary>
/// Sends answers directly from their memory. The usual pipe between a server and its socket copies every byte, which for a large exposition is as
/// much work as sending it. Thread-safe.
/// </summary>
internal static class DirectOutput
{
    private const int Information = 11;
    private const byte CloseWait = 8;

    /// <summary>Gives every connection a <see cref="SocketPipeWriter"/>.</summary>
    /// <param name="connections">The listener.</param>
    public static void UseDirectOutput(this IConnectionBuilder connections) => connections.Use(next => async connection =>
    {
        var socket = connection.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        var output = new SocketPipeWriter(socket);
        connection.Features.Set(output);
        connection.Transport = new Duplex(connection.Transport.Input, output);
        connection.Features.Set(new ConnectionInput(connection.ConnectionClosed));
        // The server aborts a request when its connection is closed, and it takes a half-closed connection for closed.
        using var closed = new CancellationTokenSource();
        await using var registration = connection.ConnectionClosed.Register(() =>
        {
            if (!IsHalfClosed(socket)) closed.Cancel();
        });
        connection.ConnectionClosed = closed.Token;
        await next(connection);
        // As with a pipe, everything written before the end still arrives.
        await output.FlushAsync();
    });

    /// <summary>Sends a part of the body of an answer that has started, and waits until the socket has it.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="bytes">The part; it must not change meanwhile.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async ValueTask SendAsync(this HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var output = response.HttpContext.Features.GetRequiredFeature<SocketPipeWriter>();
        output.Lend(bytes);
        ReadOnlyMemory<byte> room = response.BodyWriter.GetMemory(bytes.Length);
        if (!room.Equals(bytes))
        {
            // An aborted answer has its own buffer, which takes everything that is still written.
            output.Lend(default);
            bytes.CopyTo(MemoryMarshal.AsMemory(room));
        }

        response.BodyWriter.Advance(bytes.Length);
        await response.BodyWriter.FlushAsync(cancellation);
    }

    // Source: Linux man-pages, tcp(7), TCP_INFO, which begins with the state of the connection.
    private static bool IsHalfClosed(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            Span<byte> state = stackalloc byte[1];
            return socket.GetRawSocketOption((int)SocketOptionLevel.Tcp, Information, state) == 1 && state[0] == CloseWait;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
