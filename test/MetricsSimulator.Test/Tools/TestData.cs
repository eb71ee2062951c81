namespace MetricsSimulator.Test.Tools;

/// <summary>The files of the folder testdata, beside the tests.</summary>
internal static class TestData
{
    /// <summary>The path of a file or folder.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "testdata", .. parts]);
}
