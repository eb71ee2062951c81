using System.IO.Hashing;
using CsCheck;
using MetricsSimulator.Formats.Compression;

namespace MetricsSimulator.Test.Formats.Compression;

public class Crc32SumTest
{
    [Fact]
    public void TheSumOfTwoChecksumsIsThatOfBothTexts() => Gen.Select(Gen.Byte.Array[0, 3000], Gen.Byte.Array[0, 3000]).Sample((first, second) =>
        Crc32Sum.Of(Crc32.HashToUInt32(first), Crc32.HashToUInt32(second), second.Length) == Crc32.HashToUInt32([.. first, .. second]));
}
