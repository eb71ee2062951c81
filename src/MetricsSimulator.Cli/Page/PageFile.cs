using System.IO.Compression;
using System.Security.Cryptography;

namespace MetricsSimulator.Cli.Page;

/// <summary>A file of the page for browsers. The program holds it compressed with gzip, as most browsers take it. Immutable.</summary>
/// <remarks>Its source is in <c>web/</c>; <c>make page</c> makes the file.</remarks>
internal sealed class PageFile
{
    private readonly byte[] _compressed;

    private PageFile(string contentType, byte[] compressed)
    {
        (ContentType, _compressed) = (contentType, compressed);
        EntityTag = $"\"{Convert.ToHexStringLower(SHA256.HashData(compressed).AsSpan(0, 8))}\"";
    }

    /// <summary>The content type.</summary>
    public string ContentType { get; }

    /// <summary>The entity tag, in quotes. It differs if the content differs.</summary>
    public string EntityTag { get; }

    /// <summary>The content, compressed with gzip.</summary>
    public ReadOnlyMemory<byte> Compressed => _compressed;

    /// <summary>Finds a file.</summary>
    /// <param name="name">Its name, such as <c>page.js</c>.</param>
    /// <param name="contentType">Its content type.</param>
    public static PageFile Find(string name, string contentType)
    {
        using var resource = typeof(PageFile).Assembly.GetManifestResourceStream($"page/{name}.gz")!;
        var compressed = new byte[resource.Length];
        resource.ReadExactly(compressed);
        return new PageFile(contentType, compressed);
    }

    /// <summary>The content, for a client that does not read gzip.</summary>
    public byte[] Decompress()
    {
        using var content = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(_compressed), CompressionMode.Decompress);
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
