using FolderGraph;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Laws;

/// <summary>The code under <c>src/</c>, compiled once for all laws that look at it.</summary>
internal static class ProductCode
{
    private static readonly Lazy<SourceCode> Code = new(() => SourceCode.Read(Repository.Root));

    /// <summary>The code.</summary>
    public static SourceCode Value => Code.Value;
}
