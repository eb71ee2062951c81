using System.IO.Compression;
using System.Text;
using CsCheck;
using MetricsSimulator.Formats.Compression;

namespace MetricsSimulator.Test.Formats.Compression;

public class LineDeflaterTest
{
    private const int Capacity = 150_000;

    private static readonly string[] Parts = ["a", "b", "\"", "\n", "abc", "abcabcabc", "x=\"y\","];

    private static readonly Gen<byte[]> AnyBytes = Gen.Byte.Array[0, 5000];

    private static readonly Gen<byte[]> FewLetters = Gen.Int[0, 6].Select(i => Parts[i]).Array[0, 4000]
        .Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)));

    private static readonly Gen<byte[]> Lines =
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 700], Gen.Select(Gen.Int[0, 30], Gen.Double).Array[0, 60], (name, lines) =>
            Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{name}{{a=\"{line.Item1}\",b=\"{name}\"}} {line.Item2}\n"))));

    [Fact]
    [Trait("takes", "seconds")]
    public void AnyBytesComeBackAsTheyWere()
    {
        var deflater = new LineDeflater(Capacity);
        Gen.OneOf(AnyBytes, FewLetters, Lines).Sample(text => Assert.True(text.AsSpan().SequenceEqual(Inflate(Deflate(deflater, text)))), iter: 3000, threads: 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(257)]
    [InlineData(258)]
    [InlineData(259)]
    [InlineData(260)]
    [InlineData(261)]
    [InlineData(262)]
    [InlineData(520)]
    [InlineData(32766)]
    [InlineData(32767)]
    [InlineData(32768)]
    [InlineData(32769)]
    public void TwoEqualLinesOfAnyLengthComeBackAsTheyWere(int length)
    {
        var line = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * i % 23)))) + "\n";
        var text = Encoding.UTF8.GetBytes(line + line);
        Assert.True(text.AsSpan().SequenceEqual(Inflate(Deflate(new LineDeflater(Capacity), text))));
    }

    [Fact]
    public void FrequenciesThatGrowLikeFibonacciKeepWithinTheLimitOfAWord()
    {
        var text = new List<byte>();
        for (var (a, b, letter) = (1, 1, 0); text.Count + a < Capacity; (a, b, letter) = (b, a + b, letter + 1))
            text.AddRange(Enumerable.Repeat((byte)('A' + letter), a));
        Assert.True(text.ToArray().AsSpan().SequenceEqual(Inflate(Deflate(new LineDeflater(Capacity), [.. text]))));
    }

    [Fact]
    public void TextBeyondTheCapacityIsRefused()
    {
        var deflater = new LineDeflater(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => deflater.Deflate(new byte[11], new byte[deflater.BufferLength]));
        Assert.Throws<ArgumentOutOfRangeException>(() => deflater.Deflate(new byte[10], new byte[deflater.BufferLength - 1]));
    }

    private static byte[] Deflate(LineDeflater deflater, byte[] text)
    {
        var buffer = new byte[deflater.BufferLength];
        var length = deflater.Deflate(text, buffer);
        return [.. buffer.AsSpan(0, length), 0b0_01_1, 0];
    }

    private static byte[] Inflate(byte[] bytes)
    {
        using var stream = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var text = new MemoryStream();
        stream.CopyTo(text);
        return text.ToArray();
    }
}
