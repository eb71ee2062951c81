using Microsoft.Win32.SafeHandles;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>The place of chunks in a block.</summary>
public readonly record struct BlockPlace
{
    internal BlockPlace(SafeFileHandle file, long reference) => (File, Reference) = (file, reference);

    internal SafeFileHandle File { get; }

    internal long Reference { get; }
}
