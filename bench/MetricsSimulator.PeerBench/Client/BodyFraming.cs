namespace MetricsSimulator.PeerBench.Client;

/// <summary>Finds the body in the bytes that are received. It has a known length, or comes in chunks (RFC 9112, section 7.1).</summary>
internal sealed class BodyFraming(ResponseHead head)
{
    private enum Part { Size, SizeRest, Data, DataEnd, Trailer }

    private readonly bool chunked = head.IsChunked;
    private long remaining = head.IsChunked ? 0 : head.ContentLength!.Value;
    private Part part = head.IsChunked ? Part.Size : Part.Data;
    private int trailerLine;

    public bool IsComplete { get; private set; } = !head.IsChunked && head.ContentLength == 0;

    public void Take(ReadOnlySpan<byte> received, BodyTally tally)
    {
        while (!received.IsEmpty)
        {
            if (IsComplete)
                throw new BenchmarkException("bytes after the end of the body");
            if (part == Part.Data)
            {
                var length = (int)Math.Min(remaining, received.Length);
                tally.Add(received[..length]);
                received = received[length..];
                remaining -= length;
                if (remaining > 0)
                    continue;
                part = Part.DataEnd;
                IsComplete = !chunked;
            }
            else
            {
                TakeFrameByte(received[0]);
                received = received[1..];
            }
        }
    }

    private void TakeFrameByte(byte value)
    {
        switch (part)
        {
            case Part.Size when char.IsAsciiHexDigit((char)value):
                remaining = remaining * 16 + HexDigit(value);
                break;
            case Part.Size when value != '\n':
                part = Part.SizeRest;
                break;
            case Part.Size or Part.SizeRest when value == '\n':
                part = remaining == 0 ? Part.Trailer : Part.Data;
                break;
            case Part.DataEnd when value == '\n':
                part = Part.Size;
                break;
            case Part.Trailer when value == '\n':
                IsComplete = trailerLine == 0;
                trailerLine = 0;
                break;
            case Part.Trailer when value != '\r':
                trailerLine++;
                break;
        }
    }

    private static int HexDigit(byte value) => value <= '9' ? value - '0' : (value | 0x20) - 'a' + 10;
}
