using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Formats.TsdbBlocks;

public sealed class SegmentFilesTest
{
    [Fact]
    public void What_does_not_fit_into_a_file_goes_into_the_next_and_is_referred_to_there()
    {
        using var folder = new TemporaryFolder();
        using (var segments = new SegmentFiles(folder.File("chunks"), maximumLength: 20))
        {
            foreach (var (length, reference) in (ReadOnlySpan<(int, long)>)[(7, 8L), (5, 15L), (1, 1L << 32 | 8), (11, 1L << 32 | 9), (12, 2L << 32 | 8)])
            {
                Assert.Equal(reference, segments.Reserve(length));
                SegmentFiles.Write(segments.FileOf(reference), reference, Enumerable.Repeat((byte)length, length).ToArray());
            }

            Assert.Equal(60, segments.Length);
        }

        Assert.Equal(["000001", "000002", "000003"], Directory.GetFiles(folder.File("chunks")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("85BD40DD01000000" + "07070707070707" + "0505050505", Convert.ToHexString(File.ReadAllBytes(folder.File("chunks/000001"))));
        Assert.Equal("85BD40DD01000000" + "01" + "0B0B0B0B0B0B0B0B0B0B0B", Convert.ToHexString(File.ReadAllBytes(folder.File("chunks/000002"))));
    }
}
