using Microsoft.Win32.SafeHandles;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>Where chunks will lie in a block.</summary>
public readonly record struct BlockPlace
{
    internal BlockPlace(SafeFileHandle file, long reference) => (File, Reference) = (file, reference);

    internal SafeFileHandle File { get; }

    internal long Reference { get; }
}
